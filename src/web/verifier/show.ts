import type { Language, Text } from '../../base/text.ts';
import { CHECKS, type Check, type Fact, type Report } from './report.ts';
import { DETAILS, OUTCOMES, STATES } from './words.ts';

/** Builds what is shown out of elements and text, never out of markup: all of it may be hostile. */

type Child = Node | string;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

function sign(character: string): HTMLElement {
  const made = element('span', 'sign', character);
  made.setAttribute('aria-hidden', 'true');
  return made;
}

/** Labels and values, in the way of all the site's pages. */
export const factList = (facts: readonly Fact[], lang: Language): HTMLElement =>
  element(
    'dl',
    'fields',
    ...facts.map(({ label, value }) =>
      element('div', '', element('dt', '', label[lang]), element('dd', '', value[lang])),
    ),
  );

function checkItem({ id, state, sentence, details }: Check, lang: Language): HTMLElement {
  const { sign: character, tone, word } = STATES[state];
  const item = element(
    'li',
    tone,
    sign(character),
    element(
      'div',
      '',
      element(
        'p',
        '',
        element('b', '', CHECKS[id][lang]),
        ' ',
        element('span', `chip ${tone}`, word[lang]),
      ),
      element('p', '', sentence[lang]),
    ),
  );
  if (details.length > 0) {
    const lines = details.map((line: Text) => element('li', '', line[lang]));
    const more = element('details', 'quiet');
    more.append(element('summary', '', DETAILS[lang]), element('ul', 'plain-list mono', ...lines));
    item.lastElementChild?.append(more);
  }
  return item;
}

/** One report as a calm list, its answer first. */
export function reportElement(report: Report, lang: Language): HTMLElement {
  const { sign: character, tone } = OUTCOMES[report.outcome];
  const made = element(
    'section',
    `result ${tone}`,
    element('span', 'kicker', report.subject[lang]),
    element('h3', 'answer', sign(character), ' ', report.headline[lang]),
    element('ul', 'checklist', ...report.checks.map((check) => checkItem(check, lang))),
  );
  if (report.facts.length > 0) made.append(factList(report.facts, lang));
  if (report.beyond) made.append(element('p', 'quiet', report.beyond[lang]));
  return made;
}
