import { Link } from '@tanstack/react-router';
import { useLanguage } from '../language.tsx';
import type { Filters } from './filters.ts';
import type { Preset } from './presets.ts';

/** Where a view is empty: why, and what to do next. */
export function Nothing({
  filters,
  preset,
}: {
  readonly filters: Filters;
  readonly preset: Preset | undefined;
}) {
  const { say, read } = useLanguage();
  const { jurisdiction, q } = filters;
  return (
    <section className="card empty">
      <h2>
        {q !== undefined || !preset
          ? say('没有符合条件的事项', 'Nothing matches')
          : read(preset.word)}
      </h2>
      <p>
        {q !== undefined || !preset
          ? say(
              '可以清除搜索和筛选，或切换到另一个城市。',
              'Clear the search and the filters, or look at the other city.',
            )
          : read(preset.empty)}
      </p>
      <p className="row">
        <Link to="/" search={{ jurisdiction, which: 'open' }}>
          {say('看全部在办', 'Show all that is open')}
        </Link>
        <Link to="/" search={{ jurisdiction, which: 'all' }}>
          {say('看含已办结的', 'Show finished ones too')}
        </Link>
      </p>
    </section>
  );
}
