import type { JsonObject } from '../../base/json.ts';
import type { CaseState, RecordedEvent } from '../../kernel/types.ts';
import type { RulePack } from '../../law/types.ts';
import { FORMAT, type HandOver } from '../../contexts/network/hand-over.ts';
import type { CaseImage } from '../../store/cases.ts';
import { queueHandOver } from '../../store/hand-overs.ts';
import type { Runner } from '../../store/transaction.ts';
import type { House } from '../house.ts';
import type { AnyProcedure } from '../procedures.ts';
import { machineMs } from '../accounts/session-store.ts';

export interface Leaving {
  readonly image: CaseImage;
  readonly procedure: AnyProcedure;
  readonly rules: RulePack;
  readonly events: readonly RecordedEvent[];
}

/** A message without its place in the chain, which the queue knows. */
export type Body = Omit<HandOver, 'version' | 'previous' | 'caseId'>;

/** Queues what each `sync.Queued` of an act hands over, in the act's own transaction: the message is
 *  drawn from the state the act left, so that it can never say less or more than that version
 *  (decision 0027). */
export async function queueHandOvers(
  { time }: Pick<House, 'time'>,
  tx: Runner,
  { image, procedure, rules, events }: Leaving,
): Promise<void> {
  for (const event of events) {
    if (event.type !== 'sync.Queued') continue;
    const { after, counterpart } = event.data;
    const body = messageBody({ image, procedure, rules, event });
    await queueHandOver(tx, {
      caseId: image.caseId,
      version: event.version,
      change: body.change,
      body,
      // Sending goes by the machine's clock, however far a demonstration is ahead of it.
      at: new Date(machineMs(time)).toISOString(),
      after: typeof after === 'number' ? after : null,
      only: typeof counterpart === 'string' ? counterpart : null,
    });
  }
}

/** What is said of an entry after this event, drawn from the state it left. */
export function messageBody({
  image: { state, clocks, jurisdiction },
  procedure,
  rules,
  event,
}: Pick<Leaving, 'procedure' | 'rules'> & {
  readonly image: Pick<CaseImage, 'state' | 'clocks' | 'jurisdiction'>;
  readonly event: Pick<RecordedEvent, 'data' | 'at'>;
}): Body {
  const entry = procedure.publish?.(state, rules, clocks).entry;
  if (!entry) throw new Error(`${procedure.name} hands over what it does not publish`);
  const { code, status, validFrom, validTo, fields } = entry;
  const { change, registrar } = event.data;
  return {
    format: FORMAT,
    // Who hands over is who held the office then; the fields say who registered.
    registrar: typeof registrar === 'string' ? registrar : rules.profile.registrar.creditCode,
    change: change as HandOver['change'],
    at: event.at,
    jurisdiction,
    pack: rules.id,
    code,
    nationalCode: nationalCodeOf(state),
    status,
    validFrom,
    validTo,
    fields: withoutNationalCode(fields),
  };
}

/** The counterpart's own code is no part of what it is told: it would differ from itself while one
 *  answer is on its way. */
export const withoutNationalCode = ({ nationalCode: _own, ...fields }: JsonObject): JsonObject =>
  fields;

const nationalCodeOf = (state: CaseState): string | null => {
  const { national } = state as { national?: { code?: string | null } };
  return national?.code ?? null;
};
