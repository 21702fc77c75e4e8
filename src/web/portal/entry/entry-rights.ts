import { html } from 'hono/html';
import type { Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import { renewalWindowStart } from '../../../law/validity.ts';
import { isPlainDate } from '../../../base/plain-date.ts';
import type { EntryData } from './entry.ts';
import { cites, shortDayText } from '../parts.ts';
import { address, tongue, type Html, type View } from '../view.ts';

interface Right {
  readonly what: Text;
  readonly who: Text;
  readonly law: readonly string[];
  readonly path?: string;
}

const CONCERNED = text('登记主体、利害关系人', 'Registrant or a party concerned');
const REGISTRANT = text('登记主体', 'Registrant');

/** What may be done about an entry, who may, and where it begins. */
export function rightsOf(view: View, entry: EntryData): readonly Right[] {
  const { pack, code, jurisdiction } = entry;
  const { profile } = pack;
  const begins = (procedure: string): string => {
    const desk = address('/workbench/new', { procedure, entry: code, jurisdiction });
    return view.visitor ? desk : address('/signin', { next: desk });
  };
  const lawOf = (key: string): readonly string[] =>
    profile.types.find((type) => type.key === key)?.law ?? [];
  const correct: Right = {
    what: text('申请更正：内容写错了', 'Ask for a correction: something is wrong'),
    who: CONCERNED,
    law: lawOf('correction'),
    path: begins('reg.correct'),
  };
  const inForce = entry.status === 'active' || entry.status === 'renewalPending';
  // What was cancelled or revoked nobody can ask anything of.
  if (!inForce) return entry.status === 'expired' ? [correct] : [];
  const object: Right = {
    what: text('提出异议，附上证据', 'Object, with evidence'),
    who: text('利害关系人，实名', 'A party concerned, under a real name'),
    law: ['CQ-REG-16'],
    path: '#objection',
  };
  return [
    ...(entry.objection ? [object] : []),
    correct,
    {
      what: text('申请变更：情况有了变化', 'File a change: something has changed'),
      who: REGISTRANT,
      law: lawOf('change'),
      path: begins('reg.change'),
    },
    ...renewal(view, entry, begins('reg.renew')),
    {
      what: text('申请注销', 'Ask for cancellation'),
      who: REGISTRANT,
      law: lawOf('cancellation'),
      path: begins('reg.cancel'),
    },
  ];
}

function renewal({ today }: View, { pack, status, validTo }: EntryData, path: string): Right[] {
  const window = pack.profile.clocks.renewalWindow;
  if (status !== 'active' || window?.length.unit !== 'day' || !isPlainDate(validTo)) return [];
  const opens = renewalWindowStart(validTo, window.length.n);
  const [zh, en] = [shortDayText('zh', opens), shortDayText('en', opens)];
  const open = opens <= today && today <= validTo;
  const what = open
    ? text('申请续展', 'File a renewal')
    : text(`申请续展：${zh}起可以申请`, `File a renewal: from ${en}`);
  return [{ what, who: REGISTRANT, law: window.law, ...(open ? { path } : {}) }];
}

export function rightsSection(view: View, entry: EntryData): Html {
  const t = tongue(view.lang);
  const rights = rightsOf(view, entry);
  if (rights.length === 0) return html``;
  return html`<section class="card no-print" aria-labelledby="rights">
    <h2 id="rights">${t('您可以做什么', 'What you may do')}</h2>
    <ul class="rights">
      ${rights.map(
        ({ what, who, law, path }) =>
          html`<li>
            ${path === undefined ? html`<b>${t(what)}</b>` : html`<a href="${path}">${t(what)}</a>`}
            <span class="quiet">${t(who)}</span>
            ${cites(view.lang, law)}
          </li> `,
      )}
    </ul>
  </section>`;
}
