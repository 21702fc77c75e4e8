import { html } from 'hono/html';
import { create } from 'qrcode';
import type { Html } from '../view.ts';

/** Light modules round a code (ISO/IEC 18004). */
const QUIET = 4;

/** A QR code as one path. Black on white in every look: cameras expect it. */
export function qrCode(words: string, label: string): Html {
  const { modules } = create(words, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let at = 0; at < size; at += 1) {
      const from = at;
      while (at < size && data[row * size + at]) at += 1;
      if (at > from) path += `M${from + QUIET} ${row + QUIET}h${at - from}v1h${from - at}z`;
    }
  }
  const whole = size + 2 * QUIET;
  return html`<svg class="qr" viewBox="0 0 ${whole} ${whole}" role="img" aria-label="${label}">
    <rect width="${whole}" height="${whole}" fill="#fff" />
    <path d="${path}" fill="#000" shape-rendering="crispEdges" />
  </svg>`;
}
