import { EXTENDED, REVISED } from './entry-events.ts';
import { CODED } from './first-events.ts';

/** The events after which an entry has a new document; each names the registration code. A document
 *  proves the latest of them. */
export const DOCUMENTED: readonly string[] = [CODED, REVISED, EXTENDED];
