import { html, raw } from 'hono/html';
import type { Language } from '../../base/text.ts';
import type { Picture, Shape } from '../verifier/tree/shapes.ts';
import type { Html } from './view.ts';

const quoted = (value: string | number): string =>
  String(typeof value === 'number' ? Math.round(value * 10) / 10 : value).replaceAll(/[&"<>]/g, '');

function shapeTag({ name, at, words }: Shape): Html {
  const attributes = Object.entries(at)
    .map(([key, value]) => `${key}="${quoted(value)}"`)
    .join(' ');
  return html`${raw(`<${name} ${attributes}>`)}${words ?? ''}${raw(`</${name}>`)}`;
}

/** A drawing as SVG. It is legible without the stylesheet too, as in a page that somebody saved. */
export const svg = (lang: Language, picture: Picture): Html =>
  html`<svg
    class="tree"
    viewBox="0 0 ${picture.width} ${Math.round(picture.height)}"
    role="img"
    aria-label="${picture.told[lang]}"
    fill="none"
    stroke="currentColor"
  >
    ${picture.shapes.map(shapeTag)}
  </svg>`;
