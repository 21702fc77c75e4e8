import { industryName } from '../../base/industry.ts';
import type { CredentialFields } from '../../contexts/credential/credential.ts';
import { editionOf } from '../../contexts/registration/entry-life.ts';
import type { FirstState } from '../../contexts/registration/first-state.ts';
import type { Registrar } from '../../contexts/registration/registrar.ts';
import type { StoredCase } from '../../store/cases.ts';
import { pinnedPack } from '../rules.ts';

/** What a first registration's state says of its result. */
type Registered = Pick<
  FirstState,
  'objectKind' | 'registrant' | 'dossier' | 'result' | 'national' | 'life'
>;

/** The code a case was given, if it has one. */
export const codeOf = (stored: StoredCase): string | undefined =>
  (stored.state as unknown as Partial<Registered>).result?.code;

const bodyOf = (body: Registrar | undefined) => body && { name: body.name, creditCode: body.code };

/** What a document states of a registered case; undefined while there is no result, and
 *  once the entry was cancelled or revoked. */
export function fieldsOf(stored: StoredCase, publicUrl: string): CredentialFields | undefined {
  const state = stored.state as unknown as Registered;
  if (stored.procedure !== 'reg.first' || !state.result) return undefined;
  // Whatever door asks: a document of an entry that has ended would be taken for one in force.
  if (stored.state.status !== 'REGISTERED') return undefined;
  const rules = pinnedPack(stored.pack);
  const { profile } = rules;
  const industry = String(state.dossier['dataResource']?.['industryCode'] ?? '');
  const product = String(state.dossier['product']?.['name'] ?? '');
  const { result } = state;
  const { name, creditCode } = profile.registrar;
  const registrar = bodyOf(result.registrar) ?? { name: name.zh, creditCode };
  const issuedBy = bodyOf(result.issuedBy);
  return {
    publicUrl,
    kind: result.kind,
    title: profile.credential.title.zh,
    jurisdiction: stored.jurisdiction,
    code: result.code,
    queryCode: result.queryCode,
    nationalCode: state.national?.code ?? null,
    registrant: { name: state.registrant.name, creditCode: state.registrant.code },
    dataName:
      (state.objectKind !== 'resource' && product) ||
      String(state.dossier['dataResource']?.['name'] ?? ''),
    objectKind: state.objectKind,
    industry: { code: industry, name: industryName(industry)?.zh ?? industry },
    registrar,
    ...(issuedBy ? { issuedBy } : {}),
    platform: profile.platform.name.zh,
    codedOn: result.assignedOn,
    issuedOn: result.issuedOn,
    validFrom: result.validFrom,
    validTo: result.validTo,
    version: state.life ? editionOf(state.life) : 1,
    pack: rules.id,
    law: [...profile.credential.law],
  };
}
