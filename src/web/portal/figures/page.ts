import { html } from 'hono/html';
import type { PlaceFigures } from '../../../app/figures/public.ts';
import { frame } from '../frame.ts';
import { placeWord } from '../labels.ts';
import { cites } from '../parts.ts';
import { address, tongue, type Html, type View } from '../view.ts';
import { counted } from './counted.ts';
import { dataSet } from './data-set.ts';
import { kinds } from './kinds.ts';
import { JSON_AT } from './part.ts';
import { timed } from './timed.ts';

export interface FiguresData {
  readonly places: readonly string[];
  readonly figures: PlaceFigures;
}

/** Open figures of a place: what is registered and how long it took, as far as its rules let that be counted
 *  in public (CQ-REG-19). */
export function figuresPage(view: View, { places, figures }: FiguresData): Html {
  const t = tongue(view.lang);
  const title = t('登记数据', 'Figures');
  const { jurisdiction, closed } = figures;
  const main = html`<h1>${title}</h1>
    <p class="lead">
      ${t('登记、公示的数量和办理用时，由系统根据登记记录计算，随时更新。', 'Numbers of registrations and notices, and how long the steps take, computed from the records as they are now.')}
    </p>
    <nav class="choices" aria-label="${t('地区', 'Place')}">
      ${places.map(
        (place) =>
          html`<a
            href="${address('/figures', { jurisdiction: place })}"
            ${place === jurisdiction ? html` aria-current="page"` : ''}
            >${t(placeWord(place))}</a
          > `,
      )}
    </nav>
    ${closed.length > 0 ? closedNote(view, figures) : ''}
    <div class="pictures">
      ${counted(view, figures)}${kinds(view, figures)}${timed(view, figures)}
    </div>`;
  return frame(view, {
    title,
    main,
    json: address(JSON_AT, { jurisdiction }),
    about: dataSet(view, places, figures),
  });
}

function closedNote(view: View, { jurisdiction, closed, weeks, industries }: PlaceFigures): Html {
  const t = tongue(view.lang);
  const place = t(placeWord(jurisdiction));
  const all = weeks === null && industries === null;
  return html`<div class="note plain-note">
    <p>
      ${
        all
          ? t(
              `${place}的统计不公布：按其规则，由登记信息得出的统计分析结果，未经法定或者同意不得对外提供。`,
              `No figures of ${place} are published: under its rules, statistics drawn from registrations are not given out without law or consent.`,
            )
          : t(
              `${place}的统计只公布经同意的部分，其余按规则不对外提供。`,
              `Of ${place} only the figures that were consented to are published; its rules close the others.`,
            )
      }
      ${t('登记和公示本身是公开的，可以逐条查阅：', 'The registrations and notices themselves are public and can be read one by one: ')}<a
        href="${address('/registrations', { jurisdiction })}"
        >${t('登记查询', 'the register')}</a
      >${t('、', ', ')}<a href="${address('/notices', { jurisdiction })}">${t('公示', 'notices')}</a
      >${t('。', '.')}
    </p>
    ${cites(view.lang, closed)}
  </div>`;
}
