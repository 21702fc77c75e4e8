/** The characters a font can draw, read from its `cmap` table (OpenType formats 4 and 12). */
export function fontCoverage(font: Buffer): ReadonlySet<number> {
  const covered = new Set<number>();
  const cmap = tableOffset(font, 'cmap');
  const count = font.readUInt16BE(cmap + 2);
  for (let index = 0; index < count; index += 1) {
    const at = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === 4) segments(font, at, covered);
    if (format === 12) groups(font, at, covered);
  }
  return covered;
}

function tableOffset(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`font without table ${tag}`);
}

function segments(font: Buffer, at: number, covered: Set<number>): void {
  const twice = font.readUInt16BE(at + 6);
  for (let index = 0; index < twice; index += 2) {
    const end = font.readUInt16BE(at + 14 + index);
    const startAt = at + 16 + twice + index;
    const start = font.readUInt16BE(startAt);
    const delta = font.readUInt16BE(startAt + twice);
    const rangeAt = startAt + 2 * twice;
    const range = font.readUInt16BE(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const raw = range === 0 ? code : font.readUInt16BE(rangeAt + range + 2 * (code - start));
      // A zero in the glyph array means no glyph, whatever the delta says.
      if ((range === 0 || raw !== 0) && ((raw + delta) & 0xffff) !== 0) covered.add(code);
    }
  }
}

function groups(font: Buffer, at: number, covered: Set<number>): void {
  const count = font.readUInt32BE(at + 12);
  for (let index = 0; index < count; index += 1) {
    const group = at + 16 + index * 12;
    const end = font.readUInt32BE(group + 4);
    for (let code = font.readUInt32BE(group); code <= end; code += 1) covered.add(code);
  }
}

/** 〓, the geta mark: printers' sign for a character that is not at hand. */
const GETA = '〓';

/**
 * The text with every character the font cannot draw (and every invisible or direction-changing one)
 * replaced by a visible 〓, never by nothing. Line breaks become spaces.
 */
export function drawable(text: string, covered: ReadonlySet<number>): string {
  const shown = (character: string) =>
    !/\p{C}/u.test(character) && covered.has(character.codePointAt(0) ?? 0) ? character : GETA;
  return [...text.normalize('NFC').replace(/\s+/gu, ' ')].map(shown).join('');
}
