import { html } from 'hono/html';
import { markBox, markCord, markFoot, markSeal, markSlips, markSlipWidth } from '../look/mark.ts';
import type { Html } from './view.ts';

/** The mark, in the colours of the page; its name stands beside it. */
export function mark(): Html {
  const { from, to, y, width } = markCord;
  return html`<svg class="mark" viewBox="${markBox}" aria-hidden="true" focusable="false">
    <rect
      class="mark-seal"
      x="${markSeal.x}"
      y="${markSeal.y}"
      width="${markSeal.width}"
      height="${markSeal.height}"
      rx="${markSeal.rx}"
    />
    ${markSlips.map(
      (slip) =>
        html`<rect
          class="mark-slip"
          x="${slip.x}"
          y="${slip.y}"
          width="${markSlipWidth}"
          height="${markFoot - slip.y}"
          rx="1"
        />`,
    )}
    <rect class="mark-seal" x="${from}" y="${y}" width="${to - from}" height="${width}" />
  </svg>`;
}
