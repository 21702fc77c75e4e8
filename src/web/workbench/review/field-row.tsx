import type { ReactNode } from 'react';
import type { Json } from '../../../base/json.ts';
import { MaterialShown } from '../dossier/material-value.tsx';
import type { MaterialField } from '../dossier/open.ts';
import { sizeWords } from '../format.ts';
import { signatureWords } from '../form/upload.ts';
import { useLanguage } from '../language.tsx';
import { fieldId } from '../model/jump.ts';
import type { Finding, Seal } from '../model/state.ts';
import type { CaseView, Pack } from '../queries.ts';
import { printOf, type Difference } from './compare.ts';
import type { Desk } from './desk-context.tsx';
import { HintList } from './hint-list.tsx';
import { isFile } from './papers.ts';
import { SealCheck } from './seal-check.tsx';

/** One item: what was filed, and beside it everything it can be held against. */
export function FieldRow({
  item,
  field,
  value,
  findings,
  changed,
  since,
  catalogue,
  seal,
  sealAct,
  view,
  pack,
  desk,
  flag,
  children,
}: {
  readonly item: string;
  readonly field: MaterialField;
  readonly value: Json | undefined;
  readonly findings: readonly Finding[];
  readonly changed: Difference | undefined;
  readonly since: string;
  readonly catalogue: Json | undefined;
  readonly seal: Seal | undefined;
  readonly sealAct: string | undefined;
  readonly view: CaseView;
  readonly pack: Pack;
  readonly desk: Desk;
  /** Marks it as defective or takes that back; absent: it may not be named now. */
  readonly flag: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  const { say, read } = useLanguage();
  const name = read(field.label);
  const flagged = desk.list[item]?.as === 'defect';
  return (
    <div
      className={`field-row${flagged ? ' flagged' : ''}${changed ? ' changed' : ''}`}
      id={fieldId(item)}
      tabIndex={-1}
    >
      <div className="field-line">
        <span className="label">{name}</span>
        <div className="prose">
          {isFile(value) ? (
            <FileLine file={value} desk={desk} name={name} />
          ) : (
            <MaterialShown field={field} value={value} />
          )}
        </div>
        {flag ? (
          <button type="button" className="flag" aria-pressed={flagged} onClick={flag}>
            <span aria-hidden="true">{flagged ? '✕' : '＋'}</span>
            {say('缺陷', 'Defect')}
            <span className="hidden">{say(`：${name}`, `: ${name}`)}</span>
          </button>
        ) : null}
      </div>
      {changed ? (
        <dl className="sides">
          <div>
            <dt>{since}</dt>
            <dd className="prose">
              <Before field={field} value={changed.before} />
            </dd>
          </div>
          <div>
            <dt>{say('这次', 'Now')}</dt>
            <dd className="prose">
              <Before field={field} value={changed.after} />
            </dd>
          </div>
        </dl>
      ) : null}
      {catalogue === undefined ? null : printOf(catalogue) === printOf(value) ? (
        <p className="catalogue good">{say('✓ 与目录条目一致', '✓ as in the catalogue')}</p>
      ) : (
        <p className="catalogue">
          <strong className="warn-text">{say('目录条目为：', 'The catalogue says: ')}</strong>
          <span className="prose">
            <MaterialShown field={field} value={catalogue} />
          </span>
        </p>
      )}
      <HintList findings={findings} pack={pack} />
      {seal ? <SealCheck view={view} seal={seal} act={sealAct} /> : null}
      {children}
    </div>
  );
}

function FileLine({
  file,
  desk,
  name,
}: {
  readonly file: Exclude<ReturnType<typeof asFile>, undefined>;
  readonly desk: Desk;
  readonly name: string;
}) {
  const { say, read } = useLanguage();
  const signature = signatureWords(file);
  return (
    <span className="file-line">
      <button
        type="button"
        className="button"
        aria-pressed={desk.file === file.id}
        onClick={() => desk.look(file.id)}
      >
        {say('看文件', 'Look')}
        <span className="hidden">{say(`：${name}`, `: ${name}`)}</span>
      </button>
      <span>{file.name ?? file.id}</span>
      {file.size === undefined ? null : <span className="quiet">{sizeWords(file.size)}</span>}
      {signature ? <span className="quiet">{read(signature)}</span> : null}
    </span>
  );
}

const asFile = (value: unknown) => (isFile(value) ? value : undefined);

/** A value for comparing: of a file its name and the beginning of its digest. */
function Before({
  field,
  value,
}: {
  readonly field: MaterialField;
  readonly value: Json | undefined;
}) {
  const file = asFile(value);
  if (!file) return <MaterialShown field={field} value={value} />;
  return (
    <>
      {file.name} <code>{file.sha256?.slice(0, 12)}…</code>
    </>
  );
}
