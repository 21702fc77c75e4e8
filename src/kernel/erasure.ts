import type { Json } from '../base/json.ts';
import type { Actor, RecordedEvent } from './types.ts';

/** Says in the case itself which private parts were lawfully erased, and by which order. It moves no
 *  state: the state is folded anew from what is left. It belongs to every procedure. */
export const PARTS_ERASED = 'record.PartsErased';

/** What it is called on the record of a case; no procedure declares it. */
export const ERASE = 'eraseParts';

/** A private group of one event of a case. */
export interface Part {
  readonly version: number;
  readonly group: string;
}

/** As it stands on the log: `3/personal`. */
export const partName = ({ version, group }: Part): string => `${version}/${group}`;

const NAME = /^([1-9]\d{0,8})\/(\$?[A-Za-z]{1,60})$/;

/** An entry of the log has at most 1,024 bytes. */
const PARTS_AN_EVENT = 16;

export interface Erasing {
  readonly caseId: string;
  /** The case as it stands. */
  readonly version: number;
  readonly at: string;
  readonly law: readonly string[];
  readonly actor: Actor;
  /** The case in which it was decided. */
  readonly order: string;
  readonly ground: string;
  /** As `partName` writes them, in the order of their versions. */
  readonly parts: readonly string[];
}

/** Only the house itself erases, on an order that two people gave. */
export const mayErase = (actor: Actor): boolean => actor.kind === 'system';

/** The events by which a case says what it no longer holds. */
export function erasedEvents(e: Erasing): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  for (let at = 0; at < e.parts.length; at += PARTS_AN_EVENT) {
    events.push({
      type: PARTS_ERASED,
      data: { order: e.order, ground: e.ground, parts: e.parts.slice(at, at + PARTS_AN_EVENT) },
      caseId: e.caseId,
      version: e.version + events.length + 1,
      at: e.at,
      act: ERASE,
      actor: { account: e.actor.accountId, role: 'system', org: null },
      law: e.law,
      deadlines: [],
    });
  }
  return events;
}

/** The parts an event says were erased; none where it says something else. */
export function partsErasedBy({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): Part[] {
  const named: Json = data['parts'] ?? [];
  if (type !== PARTS_ERASED || !Array.isArray(named)) return [];
  return named.flatMap((name: Json) => {
    const [, version, group] = NAME.exec(String(name)) ?? [];
    return group === undefined ? [] : [{ version: Number(version), group }];
  });
}
