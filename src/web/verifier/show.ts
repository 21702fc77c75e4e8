import type { Language, Text } from '../../base/text.ts';
import { element, factList } from './element.ts';
import type { Report } from './report.ts';
import { STATEMENTS, statementsOf, type Statement } from './statements.ts';
import type { Way } from './tree/way.ts';
import { DETAILS, DRAW, LOOK_UP, OUTCOMES, STATES, WHOLE } from './words.ts';

function sign(character: string): HTMLElement {
  const made = element('span', 'sign', character);
  made.setAttribute('aria-hidden', 'true');
  return made;
}

/** Draws the ways when somebody opens it: the part that draws is fetched only then. */
function waysFold(ways: readonly Way[], lang: Language): HTMLElement {
  const fold = element('details', 'way', element('summary', '', DRAW[lang]));
  const draw = async (): Promise<void> => {
    const { wayElement } = await import('./tree/show-way.ts');
    for (const way of ways) fold.append(wayElement(way, lang));
  };
  fold.addEventListener('toggle', () => void draw(), { once: true });
  return fold;
}

function statementItem(
  { id, state, sentence, details }: Statement,
  ways: readonly Way[],
  lang: Language,
): HTMLElement {
  const { sign: character, tone, word } = STATES[state];
  const { name, asks } = STATEMENTS[id];
  const head = element(
    'p',
    '',
    element('b', '', name[lang]),
    ' ',
    element('span', `chip ${tone}`, word[lang]),
  );
  const lines = [asks, ...details].map((line: Text) => element('li', '', line[lang]));
  const more = element(
    'details',
    'quiet',
    element('summary', '', DETAILS[lang], element('span', 'hidden', ` · ${name[lang]}`)),
    element('ul', 'plain-list', ...lines),
  );
  if (id === 'logged' && ways.length > 0) more.append(waysFold(ways, lang));
  const item = element('li', tone, sign(character));
  item.append(element('div', '', head, element('p', '', sentence[lang]), more));
  return item;
}

/** Where the register says how it stands now; only by a press of the reader's does the code go there. */
function lookUp(code: string, lang: Language): HTMLElement {
  const link = element('a', 'button', LOOK_UP[lang]);
  link.href = `/verify?${new URLSearchParams({ code }).toString()}`;
  return element('p', '', link);
}

/** One report: the answer in a sentence, then the four statements. `online`: the register can be asked. */
export function reportElement(report: Report, lang: Language, online: boolean): HTMLElement {
  const { sign: character, tone } = OUTCOMES[report.outcome];
  const { code, ways, facts, beyond } = report;
  const statements = statementsOf(report);
  const list = element(
    'ul',
    'checklist',
    ...statements.map((one) => statementItem(one, ways, lang)),
  );
  list.setAttribute('aria-label', WHOLE[lang]);
  const made = element(
    'section',
    `result ${tone}`,
    element('span', 'kicker', report.subject[lang]),
    element('h3', 'answer', sign(character), ' ', report.headline[lang]),
    element('p', '', report.answer[lang]),
  );
  if (statements.length > 0) made.append(list);
  if (facts.length > 0) made.append(factList(facts, lang));
  if (beyond) made.append(element('p', 'quiet', beyond[lang]));
  if (online && code !== undefined && report.outcome === 'holds') made.append(lookUp(code, lang));
  return made;
}
