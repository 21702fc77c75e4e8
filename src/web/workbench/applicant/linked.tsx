import { Button } from 'antd';
import { useState } from 'react';
import type { MaterialField } from '../dossier/open.ts';
import { IdPicker } from '../form/pickers.tsx';
import { useAct } from '../form/use-act.ts';
import { dateWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';

interface Props {
  readonly view: CaseView;
  readonly group: string;
  readonly fields: readonly MaterialField[];
  readonly editable: boolean;
  readonly error: unknown;
}

/** What a group rests on elsewhere: the catalogue item, the deposit; how it stands and how to link it. */
export function Linked({ view, group, fields, editable, error }: Props) {
  if (fields.some(({ id }) => group === 'dataResource' && id === 'catalogueItemId'))
    return <Catalogue view={view} editable={editable} />;
  if (group === 'evidence') return <Deposit view={view} editable={editable} error={error} />;
  return null;
}

type Of = Pick<Props, 'view' | 'editable'>;

function Catalogue({ view, editable }: Of) {
  const { say } = useLanguage();
  const anchor = view.state['anchor'] as { readonly itemId: string } | null | undefined;
  const may = editable && view.actions.some(({ act }) => act === 'linkCatalogue');
  if (view.state['objectKind'] !== 'resource') return null;
  return (
    <div className="linked">
      {anchor ? (
        <p className="good">
          {say('目录已关联：', 'Catalogue item linked: ')}
          <code>{anchor.itemId}</code>
        </p>
      ) : (
        <p className="warn-text">
          {say(
            '还没有关联目录条目。用上面的“导入”选目录条目，会一并关联；只关联不导入的，在这里选。',
            'No catalogue item is linked. Importing one above links it too; to link only, choose it here.',
          )}
        </p>
      )}
      {may && !anchor ? (
        <Link1
          view={view}
          act="linkCatalogue"
          field="itemId"
          label={say('目录条目', 'Catalogue item')}
        />
      ) : null}
    </div>
  );
}

function Deposit({ view, editable, error }: Of & Pick<Props, 'error'>) {
  const { say, language } = useLanguage();
  const linked = view.state['evidence'] as {
    readonly depositedOn: string;
    readonly deposit?: object;
  } | null;
  const may = editable && view.actions.some(({ act }) => act === 'linkEvidence');
  return (
    <div className="linked">
      {linked ? (
        <p className="good">
          {linked.deposit
            ? say('已关联本平台的存证', 'A deposit made here is linked')
            : say('已关联存证', 'The deposit is linked')}
          {say('，存证日期 ', ', made on ')}
          {dateWords(linked.depositedOn, language)}
        </p>
      ) : (
        <p className="quiet">
          {say(
            '传好存证证明文件、填好存证日期，保存本页时即关联存证。',
            'With the proof uploaded and the day filled in, the deposit is linked when this page is saved.',
          )}{' '}
          <a href="/deposit" target="_blank" rel="noreferrer">
            {say('在本机计算摘要', 'Compute digests on this machine')}
          </a>
        </p>
      )}
      {linked ? null : <ProblemNote error={error} />}
      {may && !linked?.deposit ? (
        <details>
          <summary>{say('存证是在本平台做的', 'The deposit was made here')}</summary>
          <Link1
            view={view}
            act="linkEvidence"
            field="deposit"
            label={say('存证事项', 'The deposit')}
          />
        </details>
      ) : null}
    </div>
  );
}

/** One id to choose, and the act that takes it. */
function Link1({
  view,
  act,
  field,
  label,
}: {
  readonly view: CaseView;
  readonly act: string;
  readonly field: string;
  readonly label: string;
}) {
  const { say } = useLanguage();
  const [chosen, setChosen] = useState('');
  const take = useAct(view);
  const link = (): void =>
    take.mutate(
      { act, input: { [field]: chosen } },
      { onSuccess: () => announce(say('已关联', 'Linked')) },
    );
  return (
    <>
      <label htmlFor={`link-${act}`}>{label}</label>
      <div className="row grow">
        <IdPicker name={field} control={{ id: `link-${act}` }} value={chosen} change={setChosen} />
        <Button disabled={chosen === ''} loading={take.isPending} onClick={link}>
          {say('关联', 'Link')}
        </Button>
      </div>
      <ProblemNote error={take.error} />
    </>
  );
}
