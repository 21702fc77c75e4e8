import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../language.tsx';
import type { Filters } from './filters.ts';
import { countsQuery } from './pages.ts';
import { withPreset, type Preset } from './presets.ts';

/** The server counts no further. */
const COUNTED_MOST = 1000;

/** The views of the queue, each an address of its own. */
export function Tabs({
  presets,
  now,
  search,
  jurisdiction,
}: {
  readonly presets: readonly Preset[];
  readonly now: Preset | undefined;
  readonly search: Partial<Filters>;
  readonly jurisdiction: string;
}) {
  const { say, read } = useLanguage();
  const counts = useQuery(countsQuery(jurisdiction)).data;
  return (
    <nav className="queue-tabs" aria-label={say('清单', 'Views')}>
      {presets.map((preset) => {
        const n = preset.count && counts ? counts[preset.count] : undefined;
        return (
          <Link
            key={preset.id}
            to="/"
            search={withPreset(search, preset)}
            replace
            aria-current={preset.id === now?.id ? 'true' : undefined}
            preload={false}
          >
            {read(preset.word)}
            {n === undefined ? null : (
              <span className={preset.id === 'overdue' && n > 0 ? 'n bad' : 'n'}>
                {n >= COUNTED_MOST ? '999+' : n}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
