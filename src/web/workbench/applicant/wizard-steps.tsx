import { useLanguage } from '../language.tsx';
import { PAGES, type PageId } from './pages.ts';

/** The four pages, each with what it still lacks; any of them can be gone to at any time. */
export function WizardSteps({
  page,
  gapsOn,
  theirs,
  busy,
  go,
}: {
  readonly page: PageId;
  readonly gapsOn: (page: PageId) => number;
  /** Something is missing that only another party can give. */
  readonly theirs: boolean;
  readonly busy: boolean;
  readonly go: (page: PageId) => void;
}) {
  const { say, read } = useLanguage();
  const all = PAGES.reduce((sum, { id }) => sum + gapsOn(id), 0);
  return (
    <nav className="wizard-steps" aria-label={say('四页', 'Four pages')}>
      <ol>
        {PAGES.map(({ id, title }, at) => {
          const gaps = id === 'confirm' ? all : gapsOn(id);
          return (
            <li key={id} className={gaps === 0 ? 'complete' : ''}>
              <button
                type="button"
                disabled={busy}
                {...(id === page ? { 'aria-current': 'step' as const } : {})}
                onClick={() => go(id)}
              >
                <span className="num">{at + 1}</span>
                <span className="name">{read(title)}</span>
                <span className={gaps === 0 ? 'good state' : 'quiet state'}>
                  {id === 'confirm'
                    ? all === 0
                      ? theirs
                        ? say('等对方同意', 'to be agreed')
                        : say('可以送出', 'ready')
                      : say(`共缺${all}项`, `${all} missing in all`)
                    : gaps === 0
                      ? say('已齐', 'complete')
                      : say(`还缺${gaps}项`, `${gaps} missing`)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
