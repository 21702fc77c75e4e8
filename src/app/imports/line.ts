import { Refused } from '../../base/refusal.ts';
import type { FirstState } from '../../contexts/registration/first-state.ts';
import type { Actor } from '../../kernel/types.ts';
import { statement, type Runner } from '../../store/transaction.ts';
import { actOn, openIn } from '../act.ts';
import type { House } from '../house.ts';
import type { PlannedLine } from './plan.ts';
import * as no from './refusals.ts';
import { procedures } from '../procedures.ts';

/** For whom and under which name lines are taken. */
export interface Taking {
  readonly importId: string;
  readonly actor: Actor;
  readonly jurisdiction: string;
}

/** Takes one line as the person would by hand: a draft is opened and filled in, act by act, through
 *  the one way in. The key is the import's and the line's: however often it is asked for, there is one
 *  draft. Throws `Refused`; the caller's transaction then leaves nothing behind. */
export async function takeLine(
  house: House,
  tx: Runner,
  { importId, actor, jurisdiction }: Taking,
  line: PlannedLine,
): Promise<string> {
  const opened = await openIn(house, tx, {
    actor,
    procedure: 'reg.first',
    jurisdiction,
    input: line.opening,
    key: `import/${importId}/${line.line}`,
  });
  const { caseId } = opened;
  const { registrant, dossier } = opened.state as unknown as FirstState;
  // Taken before: the draft and all its material were written together.
  if (Object.keys(dossier).some((group) => !PREFILLED.includes(group))) return caseId;
  const { name, code } = line.holder;
  if (
    (code ?? registrant.code) !== registrant.code ||
    (name ?? registrant.name) !== registrant.name
  )
    throw new Refused(no.otherHolder());
  await orNotAlike(tx, jurisdiction, caseId, registrant.code, line);
  let stored = opened;
  if (line.itemId !== null) {
    const input = { itemId: line.itemId };
    stored = await actOn(house, tx, stored, { actor, act: 'importContent', input });
  }
  for (const { group, values } of line.groups) {
    const input = { group, values };
    stored = await actOn(house, tx, stored, { actor, act: 'attachMaterial', input });
  }
  return caseId;
}

/** What a draft begins with, from the account and the mandate. */
const PREFILLED = ['subject', 'agency'];

/** Ends that leave the way free for a new application. */
const ENDED = procedures.flatMap((p) =>
  Object.entries(p.states).flatMap(([name, s]) =>
    s.terminal === true && name !== 'REGISTERED' ? [name] : [],
  ),
);

const ALIKE = statement(
  'import_alike',
  `SELECT case_id AS "caseId", catalogue_item = $5 AS item FROM likeness
   WHERE jurisdiction = $1 AND case_id <> $2 AND holder = $3 AND (name = $4 OR catalogue_item = $5)
     AND NOT status = ANY($6::text[])
   ORDER BY (catalogue_item = $5) DESC NULLS LAST, case_id LIMIT 1`,
);

/** Says which draft or entry of the same holder a line repeats. */
export class Alike extends Refused {
  readonly caseId: string;
  constructor(caseId: string, why: 'item' | 'name') {
    super(no.alike(why));
    this.caseId = caseId;
  }
}

async function orNotAlike(
  tx: Runner,
  jurisdiction: string,
  caseId: string,
  holder: string,
  line: PlannedLine,
): Promise<void> {
  const [found] = await tx.run<{ caseId: string; item: boolean | null }>(ALIKE, [
    jurisdiction,
    caseId,
    holder,
    line.title,
    line.itemId,
    ENDED,
  ]);
  if (found) throw new Alike(found.caseId, found.item === true ? 'item' : 'name');
}
