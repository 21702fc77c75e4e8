import type { Language } from '../../base/text.ts';
import type { Fact } from './report.ts';

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

/** Labels and values, in the way of all the site's pages. */
export const factList = (facts: readonly Fact[], lang: Language): HTMLElement =>
  element(
    'dl',
    'fields',
    ...facts.map(({ label, value }) =>
      element('div', '', element('dt', '', label[lang]), element('dd', '', value[lang])),
    ),
  );
