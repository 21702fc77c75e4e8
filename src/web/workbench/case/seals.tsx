import { Input } from 'antd';
import { useState } from 'react';
import { useAct } from '../form/use-act.ts';
import type { Schema } from '../form/schema.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, ProcedureView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { shapeOf } from '../model/shapes.ts';
import type { Seal } from '../model/state.ts';

/** Files that must carry a seal: verified by signature, or looked at one by one. */
export function Seals({
  view,
  procedure,
  seals,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
  readonly seals: readonly Seal[];
}) {
  const { say } = useLanguage();
  const act = procedure.acts.find((a) => shapeOf(a.input as Schema) === 'seal');
  const open = view.actions.some((a) => a.act === act?.name);
  const office = view.audience.includes('office');
  if (!office) return null;
  return (
    <section className="card" aria-labelledby="seals">
      <h2 id="seals">{say('公章核对', 'Seals')}</h2>
      <ul className="plain-list">
        {seals.map((seal) => (
          <OneSeal key={seal.id} view={view} seal={seal} act={open ? act?.name : undefined} />
        ))}
      </ul>
    </section>
  );
}

function OneSeal({
  view,
  seal,
  act,
}: {
  readonly view: CaseView;
  readonly seal: Seal;
  readonly act: string | undefined;
}) {
  const { say, read } = useLanguage();
  const [note, setNote] = useState('');
  const [again, setAgain] = useState(false);
  const take = useAct(view);
  const confirm = (found: boolean): void => {
    if (act === undefined) return;
    const input = { file: seal.id, found, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    take.mutate(
      { act, input },
      {
        onSuccess: () => {
          setAgain(false);
          announce(say('已记录核对结论', 'Recorded'));
        },
      },
    );
  };
  const standing = seal.verified
    ? say('电子签名已验证', 'digital signature verified')
    : seal.confirmed === null
      ? say('尚未核对', 'not looked at yet')
      : seal.confirmed
        ? say('已核对：公章齐全、与主体一致', 'confirmed: present and of the right body')
        : say('已核对：不符', 'looked at: not in order');
  return (
    <li className="seal">
      <div className="row between">
        <div>
          <strong>{read(seal.label)}</strong>
          <div>
            <a href={`/api/files/${seal.id}`} target="_blank" rel="noreferrer">
              {seal.name}
            </a>
          </div>
        </div>
        <span className={seal.verified || seal.confirmed ? 'good' : 'fault'}>{standing}</span>
      </div>
      {act !== undefined && seal.confirmed !== null && !again ? (
        <button type="button" className="plain" onClick={() => setAgain(true)}>
          {say('更改核对结论', 'Change what was recorded')}
        </button>
      ) : null}
      {act !== undefined && !seal.verified && (seal.confirmed === null || again) ? (
        <div className="row">
          <Input
            aria-label={say(`对“${seal.label.zh}”的备注`, `Note on "${seal.label.en}"`)}
            placeholder={say('备注（选填）', 'Note (optional)')}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.target.value)}
          />
          <button
            type="button"
            className="button"
            disabled={take.isPending}
            onClick={() => confirm(true)}
          >
            {say('相符', 'In order')}
          </button>
          <button
            type="button"
            className="button"
            disabled={take.isPending}
            onClick={() => confirm(false)}
          >
            {say('不符', 'Not in order')}
          </button>
        </div>
      ) : null}
      <ProblemNote error={take.error} />
    </li>
  );
}
