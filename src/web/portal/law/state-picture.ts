import { html } from 'hono/html';
import type { Language, Text } from '../../../base/text.ts';
import { layOut, type Rail, type StateLayout } from './state-layout.ts';
import { tongue, type Html } from '../view.ts';

export interface StatePicture {
  readonly title: Text;
  readonly states: readonly {
    readonly id: string;
    readonly title: Text;
    readonly terminal: boolean;
  }[];
  readonly ways: readonly {
    readonly from: string | null;
    readonly to: string;
    /** The act, and whether the system takes it. */
    readonly title: Text;
    readonly bySystem: boolean;
  }[];
}

const BOX = 214;
const LANE = 11;
const GAP = 24;
const LINE = 17;
const PORT = 11;
const PAD = 10;
const START = 26;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** A procedure as a picture: states from top to bottom, in each what leads into it; lines on the right
 *  go on to a later state, lines on the left back to an earlier one. */
export function statePicture(lang: Language, picture: StatePicture): Html {
  const t = tongue(lang);
  const layout = layOut(picture);
  const left = PAD + lanesOf(layout.up) * LANE;
  const boxes = boxesOf(lang, picture, layout, left);
  const last = boxes.at(-1);
  const width = left + BOX + lanesOf(layout.down) * LANE + PAD;
  const height = (last?.y ?? 0) + (last?.height ?? 0) + 4;
  const title = (id: string): string => {
    const found = picture.states.find((one) => one.id === id);
    return found ? t(found.title) : id;
  };
  const ends = new Set(picture.states.filter(({ terminal }) => terminal).map(({ id }) => id));
  return html`<figure class="states">
    <svg
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label="${t(`${picture.title.zh}的步骤图；下面的表逐项列出`, `Picture of ${picture.title.en}; the tables below say the same`)}"
    >
      ${rails(layout.down, boxes, 1)}${rails(layout.up, boxes, -1)}
      ${layout.next.map((row) => straight(boxes[row], boxes[row + 1]))}
      ${layout.begins.map((row) => beginning(boxes[row], row === 0))}
      ${boxes.map((box, row) => {
        const id = layout.rows[row] ?? '';
        return html`<g class="${ends.has(id) ? 'state end' : 'state'}">
          <rect
            x="${box.x}"
            y="${box.y}"
            width="${BOX}"
            height="${box.height}"
            rx="${ends.has(id) ? 14 : 4}"
          />
          <text class="name" x="${box.x + PAD}" y="${box.y + 20}">${title(id)}</text>
          ${box.lines.map((line, n) => html`<text x="${box.x + PAD}" y="${box.y + 20 + (n + 1) * LINE}">${line}</text>`)}
        </g>`;
      })}
    </svg>
    <figcaption>
      ${t('从上往下看。方框是状态，圆角的是结果；里面的小字是走到这里的事项，带*的由系统在期限届满或者关联案件有结果时办理。右边的线通往后面，左边的线退回前面。', 'Read from top to bottom. A box is a state, a rounded one an outcome; the small words are the acts that lead there, those with * by the system when a period ends or another case is decided. Lines on the right go on, lines on the left go back.')}
    </figcaption>
  </figure>`;
}

const lanesOf = (all: readonly Rail[]): number => Math.max(0, ...all.map(({ lane }) => lane + 1));

function boxesOf(
  lang: Language,
  picture: StatePicture,
  layout: StateLayout,
  x: number,
): readonly Box[] {
  let y = START;
  return layout.rows.map((id, row) => {
    const into = picture.ways.filter(({ to }) => to === id);
    const acts = [
      ...new Set(into.map(({ title, bySystem }) => `${title[lang]}${bySystem ? '*' : ''}`)),
    ];
    const lines = wrapped(acts.join(lang === 'zh' ? '、' : '; '), (BOX - 2 * PAD) / 12);
    const ports = Math.max(portsOf(layout.down, row), portsOf(layout.up, row));
    const height = Math.max(30 + lines.length * LINE, ports * PORT + 8);
    const box = { x, y, height, lines };
    y += height + GAP;
    return box;
  });
}

/** Lines that touch a box on one side. */
const portsOf = (all: readonly Rail[], row: number): number =>
  all.filter(({ to, from }) => to === row || from.includes(row)).length;

/** The height at which a rail touches a box: in the order of lanes, so that few lines cross. */
function port(all: readonly Rail[], rail: Rail, row: number, box: Box): number {
  const touching = all
    .filter(({ to, from }) => to === row || from.includes(row))
    .toSorted((a, b) => a.lane - b.lane);
  const step = box.height / (touching.length + 1);
  return Math.round(box.y + step * (touching.indexOf(rail) + 1));
}

function rails(all: readonly Rail[], boxes: readonly Box[], side: 1 | -1): readonly Html[] {
  return all.flatMap((rail) => {
    const target = boxes[rail.to];
    if (!target) return [];
    const edge = side === 1 ? target.x + BOX : target.x;
    const x = edge + side * (rail.lane + 1) * LANE;
    const end = port(all, rail, rail.to, target);
    const taps = rail.from.flatMap((row) => {
      const box = boxes[row];
      return box ? [port(all, rail, row, box)] : [];
    });
    const [top, bottom] = [Math.min(end, ...taps), Math.max(end, ...taps)];
    return html`<g class="way">
      <path
        d="M${x} ${top}V${bottom}M${x} ${end}H${edge + side * 6}${taps.map((y) => `M${edge} ${y}H${x}`).join('')}"
      />
      ${taps.map((y) => html`<circle cx="${x}" cy="${y}" r="2" />`)}
      <path class="head" d="M${edge} ${end}l${side * 7} -4v8z" />
    </g>`;
  });
}

function straight(from: Box | undefined, to: Box | undefined): Html | '' {
  if (!from || !to) return '';
  const x = from.x + 26;
  return html`<g class="way">
    <path d="M${x} ${from.y + from.height}V${to.y - 6}" />
    <path class="head" d="M${x} ${to.y}l-4 -7h8z" />
  </g>`;
}

/** Where a case begins: from above, or beside a state it may begin in as well. */
function beginning(box: Box | undefined, first: boolean): Html | '' {
  if (!box) return '';
  const x = box.x + (first ? 26 : 60);
  return html`<g class="way">
    <circle cx="${x}" cy="${box.y - 18}" r="5" />
    <path d="M${x} ${box.y - 18}V${box.y - 6}" />
    <path class="head" d="M${x} ${box.y}l-4 -7h8z" />
  </g>`;
}

/** Lines of at most `most` wide characters; a narrow one counts half. Words of Latin letters stay whole. */
export function wrapped(words: string, most: number): readonly string[] {
  const pieces = words.match(/[\u2e80-\uffff]|[^\u2e80-\uffff\s]+\s*|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    // No line begins with a mark that belongs to the one before.
    const closes = /^[、；，。）]/u.test(piece);
    if (line !== '' && !closes && widthOf(line + piece.trimEnd()) > most) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line === '' ? lines : [...lines, line.trimEnd()];
}

const widthOf = (words: string): number =>
  Array.from(words).reduce((sum, one) => sum + (/[\u2e80-\uffff]/u.test(one) ? 1 : 0.56), 0);
