import { industryName } from '../base/industry.ts';
import type { JsonObject } from '../base/json.ts';
import { orThrowDate, startOfDay } from '../base/plain-date.ts';
import type { Text } from '../base/text.ts';
import { text } from '../base/text.ts';
import {
  credentialFile,
  credentialPayload,
  type SignedCredential,
} from '../contexts/credential/credential.ts';
import { checkQueryCode } from '../contexts/credential/query-code.ts';
import type { FirstState } from '../contexts/registration/first-state.ts';
import { codeScheme } from '../contexts/credential/code-scheme.ts';
import { isRefusal } from '../base/refusal.ts';
import { citeLabel } from '../law/articles.ts';
import { packFor } from '../law/packs.ts';
import type { StoredCase } from '../store/cases.ts';
import { signCredential } from './credential-sign.ts';
import type { House } from './house.ts';
import type { InstanceKeys } from './keys.ts';
import { signPdf } from './pdf-sign.ts';
import { entryByCode, entryByQueryCode, type EntryRow } from './public.ts';
import { pinnedPack } from './rules.ts';
import { checkSheet, type SheetVerdict } from './sheet-check.ts';
import { sheetPrinter, type SheetPrinter } from './sheet.ts';

/** Issues and checks the result documents; holds the signing keys and the warm printer. */
export interface Results {
  sheet(stored: StoredCase): Buffer | undefined;
  credential(stored: StoredCase): string | undefined;
  codeOf(stored: StoredCase): string | undefined;
  verifyCode(typed: string): Promise<Verification>;
  verifyFile(bytes: Uint8Array): Promise<Verification>;
  /** The certificates that sheets are signed with, by registrar; base64 DER. */
  readonly certificates: readonly { readonly creditCode: string; readonly certificate: string }[];
  /** The public keys, for whoever checks offline. */
  readonly keys: readonly {
    readonly keyId: string;
    readonly alg: string;
    readonly publicKey: string;
  }[];
}

export type Answer = 'genuine' | 'ended' | 'notGenuine';

/** genuine / genuine but ended / not genuine, why, and the public fields of the entry. */
export interface Verification {
  readonly answer: Answer;
  readonly status: string;
  readonly reasons: readonly Text[];
  readonly entry: JsonObject | null;
  readonly checkedAt: string;
  /** What formal review is and is not. */
  readonly statement: Text;
}

/** What a first registration's state says of its result. */
type Registered = Pick<FirstState, 'objectKind' | 'registrant' | 'dossier' | 'result'>;

const STATEMENT = text(
  '登记机构只作形式审核：核对材料是否齐全、是否符合规定的形式；不审查数据内容和质量，也不证明数据权属。',
  'The registrar reviews the form only: whether the material is complete and in the form asked for. It does not examine the content or quality of the data, and this is no proof of ownership.',
);

export function results(house: House, keys: InstanceKeys, publicUrl: () => string): Results {
  let printer: SheetPrinter | undefined;
  const signed = (stored: StoredCase): SignedCredential | undefined => {
    const payload = payloadOf(stored);
    return payload && signCredential(payload, keys.credential);
  };
  return {
    certificates: [...keys.documents].map(([creditCode, { certificate }]) => ({
      creditCode,
      certificate: certificate.toString('base64'),
    })),
    keys: keys.trusted.map((k) => ({
      keyId: k.keyId,
      alg: k.alg,
      publicKey: Buffer.from(k.publicKey).toString('base64url'),
    })),
    codeOf: (stored) => (stored.state as unknown as Partial<Registered>).result?.code,
    credential: (stored) => {
      const credential = signed(stored);
      return credential && credentialFile(credential);
    },
    sheet(stored) {
      const credential = signed(stored);
      if (!credential) return undefined;
      const { payload } = credential;
      const key = keys.documents.get(payload.registrar.creditCode);
      if (!key) throw new Error(`no document key for ${payload.registrar.creditCode}`);
      printer ??= sheetPrinter();
      const { pdf } = printer.pdf(credential, {
        verifyUrl: `${publicUrl()}/verify?code=${encodeURIComponent(payload.queryCode)}`,
        basis: payload.law.map((id) => citeLabel(id).zh).join('、'),
        demo: house.mode === 'demo',
      });
      const at = new Date(startOfDay(orThrowDate(payload.issuedOn)));
      return signPdf(pdf, key, { name: payload.registrar.name, reason: payload.title, at });
    },
    verifyCode: async (typed) => verification(house, await find(house, typed), []),
    async verifyFile(bytes) {
      const verdict = await checkSheet(bytes, keys);
      if (verdict.verdict === 'notGenuine')
        return forged(
          house,
          verdict.reasons.map((r) => r.text),
        );
      return verification(house, await entryByCode(house, verdict.code ?? ''), unaltered(verdict));
    },
  };
}

function payloadOf(stored: StoredCase) {
  const state = stored.state as unknown as Registered;
  if (stored.procedure !== 'reg.first' || !state.result) return undefined;
  const rules = pinnedPack(stored.pack);
  const { profile } = rules;
  const industry = String(state.dossier['dataResource']?.['industryCode'] ?? '');
  const product = String(state.dossier['product']?.['name'] ?? '');
  const { result } = state;
  return credentialPayload({
    kind: result.kind,
    title: profile.credential.title.zh,
    jurisdiction: stored.jurisdiction,
    code: result.code,
    queryCode: result.queryCode,
    nationalCode: null,
    registrant: { name: state.registrant.name, creditCode: state.registrant.code },
    dataName:
      (state.objectKind !== 'resource' && product) ||
      String(state.dossier['dataResource']?.['name'] ?? ''),
    objectKind: state.objectKind,
    industry: { code: industry, name: industryName(industry)?.zh ?? industry },
    registrar: { name: profile.registrar.name.zh, creditCode: profile.registrar.creditCode },
    platform: profile.platform.name.zh,
    codedOn: result.assignedOn,
    issuedOn: result.issuedOn,
    validFrom: result.validFrom,
    validTo: result.validTo,
    version: 1,
    pack: rules.id,
    law: [...profile.credential.law],
  });
}

/** By result query code or by registration code, as people type them. */
async function find(house: House, typed: string): Promise<EntryRow | undefined> {
  const query = checkQueryCode(typed.slice(0, 200));
  if (!isRefusal(query)) return entryByQueryCode(house, query);
  for (const scheme of new Set(
    ['beijing', 'chongqing'].map((j) => packFor(j)?.profile.credential.codeScheme ?? ''),
  )) {
    const code = codeScheme(scheme).check(typed.slice(0, 200));
    if (code.ok) return entryByCode(house, code.code);
  }
  return undefined;
}

function verification(
  house: House,
  entry: EntryRow | undefined,
  notes: readonly Text[],
): Verification {
  if (!entry) {
    return forged(house, [
      text('登记簿中没有这一编码或查询码。', 'The register has no such code or query code.'),
    ]);
  }
  const today = house.time.today();
  const expired = entry.validTo < today;
  const status = expired && entry.status === 'active' ? 'expired' : entry.status;
  const ended = status !== 'active';
  const { queryCode: _holder, ...open } = entry;
  return {
    answer: ended ? 'ended' : 'genuine',
    status,
    reasons: [ENDED[status] ?? ENDED['active'] ?? text('', ''), ...notes],
    entry: open as unknown as JsonObject,
    checkedAt: house.time.now(),
    statement: STATEMENT,
  };
}

/** Four different public words for four different ends (G63). */
const ENDED: Readonly<Record<string, Text>> = {
  active: text('登记真实，在有效期内。', 'Genuine, and in force.'),
  expired: text('登记真实，但有效期已经届满。', 'Genuine, but its validity is over.'),
  cancelled: text('登记真实，但已注销。', 'Genuine, but it was cancelled.'),
  revoked: text('登记真实，但已被撤销。', 'Genuine, but it was revoked.'),
};

function unaltered(verdict: SheetVerdict): Text[] {
  return verdict.kind === 'other'
    ? []
    : [text('文件未被改动，签名有效。', 'The file is unaltered and its signature verifies.')];
}

const forged = (house: House, reasons: readonly Text[]): Verification => ({
  answer: 'notGenuine',
  status: 'unknown',
  reasons,
  entry: null,
  checkedAt: house.time.now(),
  statement: STATEMENT,
});
