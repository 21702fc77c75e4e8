import type { JsonObject } from '../base/json.ts';
import { orThrowDate } from '../base/plain-date.ts';
import { isRefusal, Refused } from '../base/refusal.ts';
import { mayAttempt, take } from '../kernel/take.ts';
import type { Actor } from '../kernel/types.ts';
import { deadline } from '../law/deadline.ts';
import type { RulePack } from '../law/types.ts';
import type { Idempotency, StoredCase } from '../store/cases.ts';
import { linkFiles } from '../store/case-files.ts';
import type { Runner } from '../store/transaction.ts';
import { recordOf, yearsIn } from './act-record.ts';
import { carryOutErasure } from './erasure/erase.ts';
import { factsFor } from './facts/facts.ts';
import { fileFactsIn } from './files/file-facts-in.ts';
import type { House } from './house.ts';
import { parseInput } from './input.ts';
import { specOf, type AnyProcedure } from './procedures.ts';
import { mayFollow, react } from './react.ts';
import { readOffice } from './registrar-office.ts';
import { citesFor, refusalFor } from './rules.ts';
import { write } from './write.ts';

interface Deciding {
  readonly actor: Actor;
  readonly caseId: string;
  readonly act: string;
  readonly input: JsonObject;
  readonly procedure: AnyProcedure;
  readonly rules: RulePack;
  readonly before: StoredCase | undefined;
  readonly idempotency: Idempotency | undefined;
}

/** How what follows in other cases is taken. */
export type WayIn = Parameters<typeof react>[3];

/** Parses, reads the facts, decides and writes, in the caller's transaction; what follows in other
 *  cases is taken through `wayIn`. */
export async function decideAndWrite(
  house: House,
  tx: Runner,
  d: Deciding,
  wayIn: WayIn,
): Promise<StoredCase> {
  const { actor, act: name, before, procedure, rules, caseId } = d;
  const jurisdiction = before?.jurisdiction ?? rules.jurisdiction;
  const at = house.time.now();
  const today = orThrowDate(at.slice(0, 10));
  const spec = specOf(procedure, name);
  // Only acts of the office ask who holds it.
  const held = spec?.by.some((who) => 'office' in who) === true;
  const office = held ? await readOffice(tx, rules) : house.offices.of(rules);
  const registrar = office.holder ?? '';
  const standing = {
    parties: before ? procedure.partiesOf(before.state) : [],
    registrar,
    withdrawn: office.withdrawn,
  };
  const attempt = mayAttempt({ procedure, act: name, before, actor, standing });
  if (isRefusal(attempt)) throw new Refused(refusalFor(rules, attempt));
  const input = parseInput(attempt.spec.input, d.input, citesFor(rules, attempt.spec.law));
  if (isRefusal(input)) throw new Refused(input);
  const asking = {
    tx,
    actor,
    procedure: procedure.name,
    caseId,
    state: before?.state,
    rules,
    jurisdiction,
    today,
    input: input.value as JsonObject,
  };
  const inside = {
    ...house,
    files: { ...house.files, facts: (ids: readonly string[]) => fileFactsIn(tx, ids) },
  };
  const facts = await factsFor(attempt.spec.needs ?? [], { ...asking, house: inside });
  const calendar = house.calendar();
  const random: string[] = [];
  const taken = take(
    {
      procedure,
      act: name,
      before,
      input: input.value,
      facts,
      rules,
      actor,
      standing,
      at,
      today,
      caseId,
      jurisdiction,
      cites: (law) => citesFor(rules, law),
      random(bytes) {
        const drawn = house.random(bytes).toString('hex');
        random.push(drawn);
        return drawn;
      },
      count: (from, length) => deadline(orThrowDate(from), length, calendar),
    },
    attempt,
  );
  if (isRefusal(taken)) throw new Refused(refusalFor(rules, taken));
  const years = yearsIn(calendar, taken.events);
  const named = registrar === rules.profile.registrar.creditCode;
  const record = recordOf({
    act: name,
    input: asking.input,
    facts,
    actor,
    ...(held && !named ? { registrar } : {}),
    random,
    years,
  });
  const stored = await write(house, tx, { ...d, jurisdiction, at, taken, record });
  await linkFiles(tx, caseId, Object.keys((facts['files'] as object | undefined) ?? {}));
  const follow = (runner: Runner) => react(runner, stored, taken.events, wayIn);
  if (mayFollow(taken.events)) await (tx.atEnd ? tx.atEnd(follow) : follow(tx));
  if (procedure.name === 'records.erase') await carryOutErasure(house, tx, stored, taken.events);
  return stored;
}
