import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { boxes, type Scene, type Shape } from '../../look/charts.ts';
import { useLanguage } from '../language.tsx';
import { useLook } from '../look.tsx';
import type { AdminSearch } from '../router.tsx';
import type { BehindSearch } from './search.ts';
import './figures.css';

/** Where an item of a chart leads: the cases behind it. */
export type Way =
  | { readonly to: '/admin'; readonly search: AdminSearch }
  | { readonly to: '/'; readonly search: Readonly<Record<string, string | boolean>> }
  | { readonly to: '/figures/cases'; readonly search: BehindSearch };

/** One item of a chart, in words: for its link and for the table. */
export interface Item {
  readonly label: string;
  /** The number or numbers, as they stand in the table. */
  readonly cells: readonly string[];
  readonly way?: Way | undefined;
}

/** A chart, drawn for a desk and for a telephone, with the same in figures behind it. */
export function Chart({
  title,
  told,
  draw,
  heads,
  items,
  more,
  across = false,
}: {
  readonly title: string;
  /** It has the whole width of the page. */
  readonly across?: boolean;
  /** What the picture says, in a sentence. */
  readonly told?: ReactNode;
  /** What stands out, in a sentence before it. */
  readonly more?: string | undefined;
  readonly draw: (width: number) => Scene;
  readonly heads: readonly string[];
  readonly items: readonly Item[];
}) {
  const { say } = useLanguage();
  const { look } = useLook();
  const { wide, narrow } = boxes(look.elder, across);
  const caption = useId();
  return (
    <figure className="chart" aria-labelledby={caption}>
      <Picture kind="at-desk" title={title} scene={draw(wide)} heads={heads} items={items} />
      <Picture kind="at-hand" title={title} scene={draw(narrow)} heads={heads} items={items} />
      {more === undefined ? null : <p>{more}</p>}
      <figcaption id={caption} className={told ? 'quiet' : 'hidden'}>
        {told ?? title}
      </figcaption>
      <details>
        <summary>{say('看数字', 'The numbers')}</summary>
        <table className="numbers">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ label, cells, way }) => (
              <tr key={label}>
                <th scope="row">{way ? <Go way={way}>{label}</Go> : label}</th>
                {cells.map((cell, at) => (
                  <td key={heads[at + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** A link to cases, wherever they are listed. */
export function Go({
  way,
  label,
  children,
}: {
  readonly way: Way;
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const named = label === undefined ? {} : { 'aria-label': label };
  if (way.to === '/admin') {
    return (
      <Link to="/admin" search={way.search} {...named}>
        {children}
      </Link>
    );
  }
  return way.to === '/' ? (
    <Link to="/" search={way.search} {...named}>
      {children}
    </Link>
  ) : (
    <Link to="/figures/cases" search={way.search} {...named}>
      {children}
    </Link>
  );
}

function Picture({
  kind,
  title,
  scene,
  heads,
  items,
}: {
  readonly kind: string;
  readonly title: string;
  readonly scene: Scene;
  readonly heads: readonly string[];
  readonly items: readonly Item[];
}) {
  const { say } = useLanguage();
  // A number alone says nothing to whoever hears it.
  const told = (cells: readonly string[]): string[] =>
    cells.map((cell, at) => `${heads[at + 1] ?? ''} ${cell}`);
  const linked = (s: Shape): boolean => s.of !== undefined && items[s.of]?.way !== undefined;
  return (
    <svg
      className={kind}
      viewBox={`0 0 ${scene.width} ${scene.height}`}
      role="group"
      aria-label={title}
    >
      <g aria-hidden="true">
        {scene.shapes
          .filter((s) => !linked(s) && s.part !== 'hit')
          .map((s, at) => (
            <One key={at} s={s} />
          ))}
      </g>
      {items.map(({ label, cells, way }, of) =>
        way ? (
          <Go
            key={label}
            way={way}
            label={say(
              `${label}：${told(cells).join('，')}。查看`,
              `${label}: ${told(cells).join(', ')}. See them`,
            )}
          >
            {scene.shapes
              .filter((s) => s.of === of)
              .map((s, at) => (
                <One key={at} s={s} />
              ))}
          </Go>
        ) : null,
      )}
    </svg>
  );
}

function One({ s }: { readonly s: Shape }) {
  const className = `c-${s.part}`;
  switch (s.kind) {
    case 'rect':
      return <rect className={className} x={s.x} y={s.y} width={s.width} height={s.height} />;
    case 'line':
      return <line className={className} x1={s.x} y1={s.y} x2={s.x2} y2={s.y2} />;
    case 'dot':
      return <circle className={className} cx={s.x} cy={s.y} r={s.r} />;
    case 'path':
      return <path className={className} d={s.d} />;
    case 'text':
      return (
        <text className={className} x={s.x} y={s.y} textAnchor={s.anchor}>
          {s.words}
        </text>
      );
  }
}
