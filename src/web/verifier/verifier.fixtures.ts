import { generateKeyPairSync } from 'node:crypto';
import { credentialKeys, signCredential } from '../../app/papers/credential-sign.ts';
import { samplePayload } from '../../app/papers/sheet.fixtures.ts';
import { sm2 } from 'sm-crypto-v2';
import type { LogProof } from '../../contexts/credential/claims.ts';
import type { RecordedEvent } from '../../kernel/types.ts';
import { toBase64 } from '../../log/bytes.ts';
import { entryOf } from '../../log/entry.ts';
import { ed25519Signer, sm2Signer } from '../../log/node-signatures.ts';
import { suites } from '../../log/node-suites.ts';
import { formatVerifierKey } from '../../log/note.ts';
import { ed25519Key, seed, signedHead } from '../../log/note.fixtures.ts';
import { naivePath, naiveRoot } from '../../log/naive-tree.fixtures.ts';
import { formatProof } from '../../log/proof-file.ts';
import type { SuiteId } from '../../log/suite.ts';
import { trusted, type Trust, type Trusted } from './trust.ts';

/** A small city: a log of two trees, two witnesses, a registrar, one case of four steps, and its result. */

export const ORIGIN = 'dj.example.gov.cn/log-1';
const NAMES = { sha256: ORIGIN, sm3: `${ORIGIN}/sm3` } as const;
export const CASE_ID = '0199aaaa-0000-7000-8000-000000000001';
export const CODE = samplePayload().code;
export const CREDENTIAL_KEYS = {
  ed25519: generateKeyPairSync('ed25519').privateKey,
  sm2: sm2.generateKeyPairHex().privateKey,
};
const WITNESSED_AT = 1_790_000_000;

const WITNESS_NAMES = ['audit.example.gov.cn', 'notary.example.gov.cn'] as const;

function signers(suite: SuiteId, names: readonly string[]) {
  const log =
    suite === 'sm3'
      ? sm2Signer(seed(3), NAMES.sm3, 'sm2-sm3')
      : ed25519Signer(ed25519Key(seed(1)), NAMES.sha256, 'ed25519');
  const witnesses = names.map((name, at) =>
    suite === 'sm3'
      ? sm2Signer(seed(40 + at), name, 'sm2-sm3-cosignature')
      : ed25519Signer(ed25519Key(seed(60 + at)), name, 'ed25519-cosignature'),
  );
  return { log, witnesses };
}

function policyText(suite: SuiteId, names: readonly string[]): string {
  const { log, witnesses } = signers(suite, names);
  const lines = witnesses.map((one, at) => `witness w${at} ${formatVerifierKey(one.key)}\n`);
  const members = names.map((_, at) => `w${at}`).join(' ');
  return `log ${formatVerifierKey(log.key)}\n${lines.join('')}group g all ${members}\nquorum g\n`;
}

const STEPS = ['reg.DraftOpened', 'reg.ApplicationSubmitted', 'reg.CodeAssigned', 'sync.Queued'];

const event = (caseId: string, version: number, type: string): RecordedEvent => ({
  type,
  caseId,
  version,
  at: `2026-03-02T09:0${version}:00.000+08:00`,
  act: 'act',
  actor: { account: 'a-1', role: 'registrar_reviewer', org: '11110000MB1660860K' },
  law: ['BJ-REG-15'],
  deadlines: [],
  data: type === 'reg.CodeAssigned' ? { code: CODE, assignedOn: '2026-03-02' } : {},
  private: { material: { name: '内容', step: version } },
});

const STAMP = {
  procedure: 'reg.first',
  jurisdiction: 'beijing',
  pack: 'bj',
  rules: 'ab'.repeat(32),
};
let salts = 0;
const made = (caseId: string, version: number, type: string) =>
  entryOf(event(caseId, version, type), STAMP, () => (salts += 1).toString(16).padStart(64, '0'));

/** Twelve entries of other cases among the four of ours. */
const all = Array.from({ length: 16 }, (_, index) => {
  const step = index % 4 === 1 ? (index - 1) / 4 : -1;
  const caseId = step < 0 ? `0199bbbb-0000-7000-8000-${`${index}`.padStart(12, '0')}` : CASE_ID;
  const type = STEPS[step] ?? 'reg.DraftOpened';
  return { index, step, ...made(caseId, step < 0 ? 1 : step + 1, type) };
});
const ours = all.filter(({ step }) => step >= 0);

const leaves = (suite: SuiteId) => all.map(({ entry }) => entry[suite]);

/** A signed head of one tree: of the true log, or of another that gives the first entry up. */
async function headOf(suite: SuiteId, names: readonly string[], forged = false): Promise<string> {
  const { log, witnesses } = signers(suite, names);
  const hashes = leaves(suite);
  const root = naiveRoot(suites[suite], forged ? hashes.toReversed() : hashes);
  const bound = [`sha256 ${toBase64(naiveRoot(suites.sha256, leaves('sha256')))}`];
  const checkpoint = {
    origin: NAMES[suite],
    size: hashes.length,
    root,
    extensions: suite === 'sm3' ? bound : [],
  };
  return signedHead(checkpoint, [log, ...(forged ? [] : witnesses)], WITNESSED_AT);
}

export interface City {
  readonly trust: Trust;
  readonly trusted: Trusted;
  readonly heads: Readonly<Record<SuiteId, string>>;
  /** Of another history of the same length, by the log's own keys. */
  readonly forged: Readonly<Record<SuiteId, string>>;
  /** Of the step that assigned the code. */
  readonly entry: Uint8Array;
  readonly index: number;
  readonly proofs: Readonly<Record<SuiteId, string>>;
  /** The export of the case. */
  readonly exported: string;
  readonly log: LogProof;
}

const path = (suite: SuiteId, index: number): Uint8Array[] =>
  naivePath(suites[suite], index, leaves(suite));

export const proofFor = (suite: SuiteId, index: number, note: string, extra?: Uint8Array): string =>
  formatProof({ index, hashes: path(suite, index), checkpoint: note, extra: extra ?? null });

function exportedCase(heads: City['heads'], policy: Trust['policy']): string {
  const events = ours.map(({ index, entry, body }, at) => ({
    version: at + 1,
    type: STEPS[at],
    index,
    published: true,
    witnessed: true,
    entry: entry.bytes.toString('utf8'),
    body: JSON.parse(body) as unknown,
    proofs: {
      sha256: path('sha256', index).map(toBase64),
      sm3: path('sm3', index).map(toBase64),
    },
  }));
  return JSON.stringify({
    format: 'shuji-case-v1',
    origin: NAMES.sha256,
    twin: NAMES.sm3,
    caseId: CASE_ID,
    procedure: STAMP.procedure,
    jurisdiction: STAMP.jurisdiction,
    checkpoint: heads,
    policy,
    events,
    next: null,
  });
}

const KEYS = credentialKeys(CREDENTIAL_KEYS);

/** A city with these witnesses; names under `.invalid` are of a demonstration. */
export async function city(names: readonly string[] = WITNESS_NAMES): Promise<City> {
  const both = async (forged: boolean) => ({
    sha256: await headOf('sha256', names, forged),
    sm3: await headOf('sm3', names, forged),
  });
  const heads = await both(false);
  const policy = { sha256: policyText('sha256', names), sm3: policyText('sm3', names) };
  const trust: Trust = {
    site: 'https://dj.example.gov.cn',
    at: '2026-03-02T10:00:00.000+08:00',
    policy,
    heads,
    keys: KEYS.map(({ keyId, alg, publicKey }) => ({
      keyId,
      alg,
      publicKey: Buffer.from(publicKey).toString('base64url'),
    })),
    certificates: [],
    timestamps: { own: '', others: [] },
    words: { 'reg.first': { zh: '首次登记', en: 'First registration' } },
  };
  const [coded] = ours.slice(2);
  if (!coded) throw new Error('no such step');
  const { index, entry } = coded;
  const proofs = {
    sha256: proofFor('sha256', index, heads.sha256),
    sm3: proofFor('sm3', index, heads.sm3),
  };
  return {
    trust,
    trusted: trusted(trust),
    heads,
    forged: await both(true),
    entry: entry.bytes,
    index,
    proofs,
    exported: exportedCase(heads, policy),
    log: { entry: entry.bytes.toString('base64url'), proof: proofs.sha256, sm3: proofs.sm3 },
  };
}

/** The result of the case as a credential, with the proof of its step or without. */
export const credentialOf = (log: LogProof | null, changes = {}) =>
  signCredential(samplePayload(changes, log), CREDENTIAL_KEYS);

/** The same for the registrar's own programs. */
export const TRUSTED_KEYS = KEYS;
