import { useState } from 'react';
import { useAct } from '../form/use-act.ts';
import { useLanguage } from '../language.tsx';
import type { Seal } from '../model/state.ts';
import type { CaseView } from '../queries.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { usePasted } from '../form/pasted.tsx';

interface Sealed extends Seal {
  readonly seals?: readonly { readonly of: string; readonly name: string }[];
}

const MOST = 500;

/** The seal of a file, where the file stands: whose it must be, and what was found. */
export function SealCheck({
  view,
  seal,
  act,
}: {
  readonly view: CaseView;
  readonly seal: Sealed;
  /** The act that records it, while it may be taken. */
  readonly act: string | undefined;
}) {
  const { say } = useLanguage();
  const pasted = usePasted(MOST);
  const [again, setAgain] = useState(false);
  const [note, setNote] = useState('');
  const take = useAct(view);
  const whose = (seal.seals ?? []).map(({ name }) => name).filter(Boolean);
  const found = (is: boolean): void => {
    if (act === undefined) return;
    const words = note.trim();
    take.mutate(
      { act, input: { file: seal.id, found: is, ...(words === '' ? {} : { note: words }) } },
      {
        onSuccess: () => {
          setAgain(false);
          announce(say('已记录公章核对结论', 'What was seen of the seal is on record'));
        },
      },
    );
  };
  const asks = act !== undefined && !seal.verified && (seal.confirmed === null || again);
  return (
    <div className="seal-check">
      <div className="row">
        <span className="quiet">{say('应有公章：', 'Seal of: ')}</span>
        <span>{whose.join('、') || say('登记主体', 'the registrant')}</span>
        <Standing seal={seal} />
        {act !== undefined && !seal.verified && seal.confirmed !== null && !again ? (
          <button type="button" className="plain" onClick={() => setAgain(true)}>
            {say('更改', 'Change')}
          </button>
        ) : null}
      </div>
      {asks ? (
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={take.isPending}
            onClick={() => found(true)}
          >
            {say('相符', 'In order')}
            <span className="hidden">{say(`：${seal.label.zh}`, `: ${seal.label.en}`)}</span>
          </button>
          <button
            type="button"
            className="button"
            disabled={take.isPending}
            onClick={() => found(false)}
          >
            {say('不符', 'Not in order')}
            <span className="hidden">{say(`：${seal.label.zh}`, `: ${seal.label.en}`)}</span>
          </button>
          <input
            className="native"
            aria-label={say(
              `对“${seal.label.zh}”公章的备注`,
              `Note on the seal of "${seal.label.en}"`,
            )}
            placeholder={say('备注（选填）', 'Note (optional)')}
            value={note}
            maxLength={MOST}
            onPaste={pasted.onPaste}
            onChange={(event) => setNote(event.target.value)}
          />
          {pasted.note}
        </div>
      ) : null}
      <ProblemNote error={take.error} />
    </div>
  );
}

function Standing({ seal }: { readonly seal: Seal }) {
  const { say } = useLanguage();
  if (seal.verified)
    return (
      <strong className="good">{say('✓ 电子签名已验证', '✓ digital signature verified')}</strong>
    );
  if (seal.confirmed === null)
    return <strong className="warn-text">{say('尚未核对', 'not looked at yet')}</strong>;
  return seal.confirmed ? (
    <strong className="good">{say('✓ 已核对，相符', '✓ looked at, in order')}</strong>
  ) : (
    <strong className="fault">{say('✕ 已核对，不符', '✕ looked at, not in order')}</strong>
  );
}
