import { service } from '../contexts/evidence/service.ts';
import { jurisdictions } from '../law/packs.ts';
import { runnerOf, statement } from '../store/transaction.ts';
import type { House } from './house.ts';

const SERVICES = statement(
  'registered_services',
  `SELECT c.case_id AS id, c.jurisdiction, o.name FROM case_row c
   JOIN case_party p ON p.case_id = c.case_id AND p.party = 'provider'
   JOIN organisation o ON o.code = p.party_id
   WHERE c.jurisdiction = ANY($1::text[]) AND c.status = 'registered' AND c.procedure = $2
     AND ($3::uuid IS NULL OR c.case_id < $3)
   ORDER BY c.case_id DESC LIMIT $4`,
);

/** A third-party service that may be engaged: the name of the organisation and nothing else of its case. */
export interface RegisteredService {
  readonly id: string;
  readonly jurisdiction: string;
  readonly name: string;
}

/** Third-party services that are registered today, the newest first (CQ-REG-12, CQ-REG-14). One whose
 *  statement awaits confirmation, was declined or that is barred is not among them. */
export async function registeredServices(
  house: Pick<House, 'pool'>,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
) {
  const asked = [jurisdictions, service.name, after ?? null, limit + 1];
  const rows = await runnerOf(house.pool).run<RegisteredService>(SERVICES, asked);
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
