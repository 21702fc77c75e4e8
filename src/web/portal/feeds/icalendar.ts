import { addDays, orThrowDate } from '../../../base/plain-date.ts';
import { oneLine } from './one-line.ts';

/** One span of whole days in a calendar. */
export interface CalendarEvent {
  /** The same for ever, so that a calendar changes the event instead of adding another. */
  readonly uid: string;
  /** When what is said last changed, RFC 3339. */
  readonly changed: string;
  /** First and last day, both included. */
  readonly from: string;
  readonly to: string;
  readonly summary: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  readonly url: string;
  readonly cancelled?: true;
}

const LINE_OCTETS = 75;
const SUMMARY_MOST = 120;
const PARAGRAPH_MOST = 400;

/** A calendar as RFC 5545 writes it: UTF-8, CRLF, folded at 75 octets. */
export function calendarFile(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Shuji//Public register//ZH',
    'CALSCALE:GREGORIAN',
    // As programs read it, and as RFC 7986 has it since.
    `X-WR-CALNAME:${escaped(name, SUMMARY_MOST)}`,
    `NAME:${escaped(name, SUMMARY_MOST)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent): string[] {
  const end = addDays(orThrowDate(event.to), 1);
  const changed = new Date(event.changed).toISOString().replace(/[-:]|\.\d+/g, '');
  const description = event.description.map((one) => escaped(one, PARAGRAPH_MOST)).join('\\n');
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid, 200)}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `DTSTART;VALUE=DATE:${event.from.replaceAll('-', '')}`,
    // The end is the first day that is not within it.
    `DTEND;VALUE=DATE:${end.replaceAll('-', '')}`,
    `SUMMARY:${escaped(event.summary, SUMMARY_MOST)}`,
    `DESCRIPTION:${description}`,
    `URL:${oneLine(event.url, 500)}`,
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    // Nobody is busy because of a notice.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

const escaped = (words: string, most: number): string =>
  oneLine(words, most).replace(/[\\;,]/g, '\\$&');

/** No line over 75 octets, and no character cut in two. */
function folded(line: string): string {
  if (line.length * 3 <= LINE_OCTETS) return line;
  let out = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > LINE_OCTETS) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}

/** Of one character in UTF-8. */
function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x1_0000 ? 3 : 4;
}
