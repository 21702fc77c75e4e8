import { useLanguage } from '../language.tsx';
import { usePage } from './page.ts';
import { ProblemNote } from './problem.tsx';

export function Waiting() {
  const { say } = useLanguage();
  return (
    <p className="waiting" role="status">
      {say('正在读取……', 'Loading…')}
    </p>
  );
}

export function Missing() {
  const { say } = useLanguage();
  const heading = usePage(say('没有这一页', 'No such page'));
  return (
    <section className="card narrow">
      <h1 ref={heading} tabIndex={-1}>
        {say('没有这一页', 'No such page')}
      </h1>
      <p>
        <a href="/workbench/">{say('回到待办', 'Back to the queue')}</a>
      </p>
    </section>
  );
}

export function Defect({ error }: { readonly error: unknown }) {
  const { say } = useLanguage();
  return (
    <section className="card narrow">
      <h1>{say('这一页没有读出来', 'This page could not be read')}</h1>
      <ProblemNote error={error} />
      <p>
        <button type="button" className="plain" onClick={() => window.location.reload()}>
          {say('重新读取', 'Read again')}
        </button>
      </p>
    </section>
  );
}
