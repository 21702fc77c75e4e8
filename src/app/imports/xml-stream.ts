import { SaxesParser } from 'saxes';
import { Refused } from '../../base/refusal.ts';
import { broken } from './table.ts';

/** What is told while XML is read; names come without their prefix. */
export interface XmlReader {
  open?(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  text?(text: string): void;
  /** Asked between pieces: true when nothing more is wanted. */
  done?(): boolean;
}

/** Nothing that we read has a word or a tag longer than this. */
const SILENT_MAX = 1_048_576;
const DEPTH_MAX = 50;

/** Reads XML (1.0, UTF-8) that comes in pieces. Document types, and with them entities that unfold or
 *  lead elsewhere, are refused: a spreadsheet has none. Throws `Refused`. */
export async function readXml(pieces: AsyncIterable<Buffer>, to: XmlReader): Promise<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let silent = 0;
  let depth = 0;
  parser.on('error', () => {
    throw new Refused(malformed());
  });
  parser.on('doctype', () => {
    throw new Refused(malformed());
  });
  parser.on('opentag', (tag) => {
    silent = 0;
    depth += 1;
    if (depth > DEPTH_MAX) throw new Refused(malformed());
    const { attributes } = tag;
    to.open?.(bare(tag.name), (name) =>
      Object.hasOwn(attributes, name) ? attributes[name] : undefined,
    );
  });
  parser.on('closetag', (tag) => {
    silent = 0;
    depth -= 1;
    to.close?.(bare(tag.name));
  });
  parser.on('text', (text) => {
    silent = 0;
    to.text?.(text);
  });
  for await (const piece of pieces) {
    silent += piece.length;
    if (silent > SILENT_MAX) throw new Refused(malformed());
    parser.write(decoded(decoder, piece));
    if (to.done?.() === true) return;
  }
  parser.close();
}

function decoded(decoder: TextDecoder, piece: Buffer): string {
  try {
    return decoder.decode(piece, { stream: true });
  } catch {
    throw new Refused(malformed());
  }
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

const malformed = () => broken('内部结构有错', 'its inside is malformed');
