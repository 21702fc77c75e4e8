import type { Language } from '../../../base/text.ts';
import { element } from '../element.ts';
import type { Picture } from './shapes.ts';
import { wayPicture } from './way-picture.ts';
import { IN_WORDS, TREE_NAMES, wayLines } from './way-words.ts';
import type { Way } from './way.ts';

const SVG = 'http://www.w3.org/2000/svg';

function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function pictureElement({ width, height, shapes, told }: Picture, lang: Language): SVGElement {
  const made = svgElement('svg', {
    class: 'tree',
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': told[lang],
    fill: 'none',
    stroke: 'currentColor',
  });
  for (const { name, at, words } of shapes) {
    const shape = svgElement(name, at);
    shape.textContent = words ?? '';
    made.append(shape);
  }
  return made;
}

/** An entry's way to the root as the server draws it, and the same in words. */
export function wayElement(way: Way, lang: Language): HTMLElement {
  const lines = wayLines(way).map(({ said, hashes }) => {
    const item = element('li', '', said[lang]);
    for (const { label, hex } of hashes) {
      item.append(element('br', ''), `${label[lang]} `, element('code', 'mono', hex));
    }
    return item;
  });
  return element(
    'div',
    'way-drawn',
    element('p', '', element('b', '', TREE_NAMES[way.suite][lang])),
    pictureElement(wayPicture(way), lang),
    element(
      'details',
      '',
      element('summary', '', IN_WORDS[lang]),
      element('ol', 'way-lines', ...lines),
    ),
  );
}
