import { useMutation, useQuery } from '@tanstack/react-query';
import { text, type Text } from '../../../base/text.ts';
import { ask, bodyOf } from '../api.ts';
import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import {
  demoAccountsQuery,
  queryClient,
  type ActView,
  type CaseView,
  type DemoAccount,
  type ProcedureView,
} from '../queries.ts';
import { signIn, useSession } from '../session.ts';
import { announce } from '../shell/announce.tsx';
import { ProblemNote } from '../shell/problem.tsx';

interface Turn {
  readonly account: DemoAccount;
  readonly acts: readonly Text[];
}

/** Demonstration only: who can take this case further, one click away, so that nobody has to know
 *  the cast by heart. Drawn from the procedure's declaration like everything else. */
export function DemoGuide({
  view,
  procedure,
}: {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
}) {
  const { say, read, language } = useLanguage();
  const session = useSession();
  const { data: accounts } = useQuery(demoAccountsQuery);
  const change = useMutation({
    mutationFn: (account: DemoAccount) => signIn(account.account, account.password),
    onSuccess: () => announce(say('已换人', 'You are somebody else now')),
  });
  if (session.mode !== 'demo') return null;
  const turns = turnsOf(view, procedure, accounts ?? []).filter(
    (turn) => turn.account.name !== session.account.name,
  );
  return (
    <section className="card demo-guide" aria-labelledby="demo-guide">
      <h2 id="demo-guide">{say('演示：接下来谁来办', 'Demonstration: whose turn is next')}</h2>
      {turns.length === 0 ? <p className="quiet">{read(nobodyElse(view, procedure))}</p> : null}
      <ul className="plain-list">
        {turns.map(({ account, acts }) => (
          <li key={account.account} className="action">
            <button type="button" className="button" onClick={() => change.mutate(account)}>
              {say('换成', 'Become ')}
              {account.name.replace('（演示）', '')}
            </button>
            <span className="quiet">
              {account.org ?? say('公众', 'the public')}
              {say('：', ': ')}
              {listWords(acts.map(read), language)}
            </span>
          </li>
        ))}
      </ul>
      <FillDraft view={view} />
    </section>
  );
}

/** Fills what is still empty in a draft with marked sample material, through the applicant's acts. */
function FillDraft({ view }: { readonly view: CaseView }) {
  const { say } = useLanguage();
  const fill = useMutation({
    mutationFn: async () =>
      bodyOf(await ask(`/api/demo/cases/${view.id}/fill`, { method: 'POST' })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['case', view.id] }),
    onSuccess: () => announce(say('其余材料已补全', 'The rest of the material is filled in')),
  });
  if (view.procedure !== 'reg.first') return null;
  if (view.status !== 'draft' || !view.actions.some((a) => a.act === 'attachMaterial')) return null;
  return (
    <p>
      <button
        type="button"
        className="button"
        disabled={fill.isPending}
        onClick={() => fill.mutate()}
      >
        {fill.isPending
          ? say('正在生成演示材料…', 'Making sample material…')
          : say('用演示材料补全其余项目', 'Fill the rest with sample material')}
      </button>{' '}
      <span className="quiet">
        {say(
          '生成带“演示用章”的文件，不改动您已填写的内容。',
          'Generates papers with a demonstration seal; what you typed stays.',
        )}
      </span>
      {fill.error ? <ProblemNote error={fill.error} /> : null}
    </p>
  );
}

/** What to do when there is nobody to change to. */
function nobodyElse(view: CaseView, procedure: ProcedureView): Text {
  if (procedure.states.some((s) => s.name === view.status && s.terminal))
    return text('这一事项已经办结。', 'This case is finished.');
  if (view.actions.length > 0)
    return text('轮到您：请办理上面的事项。', 'It is your turn: see what you may do above.');
  if (view.clocks.some((clock) => clock.state === 'running' && clock.provisional))
    return text(
      '期限是暂定的，不会自动届满：该年放假安排还没有装入。请换成系统管理员（xi-tong），在“管理”中装入该年的工作日历。',
      'The period is provisional and does not run out: the calendar of that year is not loaded. Become the system administrator (xi-tong) and load it under Administration.',
    );
  return text(
    '没有人需要办理；正在等待期限，请拨动页面顶部的演示时钟。',
    'Nobody has to act: a period is running. Move the clock at the top of the page.',
  );
}

const MOST = 5;

function turnsOf(
  view: CaseView,
  procedure: ProcedureView,
  accounts: readonly DemoAccount[],
): Turn[] {
  const open = procedure.acts.filter(
    (act) =>
      act.from !== 'new' &&
      act.from.includes(view.status) &&
      act.name !== 'withdraw' &&
      // Only where an agent files does the registrant declare by itself.
      (act.name !== 'declare' || Boolean(view.state['agent'])),
  );
  return accounts
    .filter((a) => a.jurisdiction === view.jurisdiction)
    .map((account) => ({
      account,
      acts: open.filter((act) => fits(act, account, view)).map((act) => act.title),
    }))
    .filter((turn) => turn.acts.length > 0)
    .slice(0, MOST);
}

/** Whether an account has a role the act is for, on the side it is for. */
function fits(act: ActView, account: DemoAccount, view: CaseView): boolean {
  return act.by.some(({ role, party }) => {
    if (!account.roles.includes(role)) return false;
    if (party === null) return true;
    const names = view.parties.filter((p) => p['key'] === party).map((p) => p['name']);
    return names.includes(account.org ?? account.name);
  });
}
