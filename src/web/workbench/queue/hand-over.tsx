import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { body, client } from '../api.ts';
import { usePasted } from '../form/pasted.tsx';
import { useLanguage } from '../language.tsx';
import { listWords } from '../format.ts';
import { roleTitle } from '../roles.ts';
import { useSession } from '../session.ts';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';
import { AwayWords } from './case-line.tsx';
import { Dialog } from './dialog.tsx';

const NOTE_MOST = 500;

/** To whom, and what to say with it: only colleagues who could act in every one of the cases. */
export function HandOver({
  cases,
  busy,
  error,
  give,
  close,
}: {
  readonly cases: readonly string[];
  readonly busy: boolean;
  readonly error?: unknown;
  readonly give: (to: string, note: string) => void;
  readonly close: () => void;
}) {
  const { say, read, language } = useLanguage();
  const pasted = usePasted(NOTE_MOST);
  const { account } = useSession();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [wanting, setWanting] = useState(false);
  const colleagues = useQuery({
    queryKey: ['cases', 'colleagues', cases],
    queryFn: async () =>
      (await body(client.api.desk.colleagues.$post({ json: { cases: [...cases] } }))).items,
  });
  return (
    <Dialog
      title={
        cases.length === 1
          ? say('移交', 'Hand over')
          : say(`移交${cases.length}件`, `Hand over ${cases.length} cases`)
      }
      close={close}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (to === '') setWanting(true);
          else give(to, note);
        }}
      >
        {colleagues.isPending ? <Waiting /> : null}
        <ProblemNote error={colleagues.error ?? error} />
        {colleagues.data?.length === 0 ? (
          <p>
            {say(
              '没有能办理所选事项当前步骤的其他同事。可以退回待领，或请安全管理员授予相应角色。',
              'No other colleague could act in what is chosen. Return it to the pool, or ask the security administrator for the role.',
            )}
          </p>
        ) : null}
        {colleagues.data && colleagues.data.length > 0 ? (
          <>
            <fieldset className="colleagues">
              <legend>{say('交给谁', 'To whom')}</legend>
              {colleagues.data.map((one) => (
                <label key={one.account}>
                  <input
                    type="radio"
                    name="to"
                    value={one.account}
                    checked={to === one.account}
                    onChange={() => setTo(one.account)}
                  />
                  <span>
                    {one.name}
                    <span className="quiet">
                      {' '}
                      {listWords(
                        one.roles
                          .filter((role) => role.startsWith('registrar.'))
                          .map((role) => read(roleTitle(role))),
                        language,
                      )}
                    </span>
                    {one.away ? <AwayWords away={one.away} me={account.id} /> : null}
                  </span>
                </label>
              ))}
            </fieldset>
            {wanting && to === '' ? (
              <p className="fault" role="alert">
                {say('请选择一位同事。', 'Choose a colleague.')}
              </p>
            ) : null}
            <label className="stack">
              <span>{say('附言（可不填）', 'Note (may be left out)')}</span>
              <textarea
                rows={3}
                maxLength={NOTE_MOST}
                value={note}
                onPaste={pasted.onPaste}
                onChange={(event) => setNote(event.target.value)}
              />
              {pasted.note}
              <span className="quiet">
                {say(
                  '附言只有本单位经办人员看得到，不进入登记日志。',
                  'Only officers of this office read it; it does not go on the log.',
                )}
              </span>
            </label>
            <p className="row">
              <button type="submit" className="button-primary" disabled={busy}>
                {busy ? say('正在移交……', 'Handing over…') : say('移交', 'Hand over')}
              </button>
              <button type="button" className="button" onClick={close}>
                {say('不移交', 'Not now')}
              </button>
            </p>
          </>
        ) : null}
      </form>
    </Dialog>
  );
}
