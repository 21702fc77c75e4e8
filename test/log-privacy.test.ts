import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { z } from 'zod';
import { procedures } from '../src/app/procedures.ts';
import { isPersonalId } from '../src/base/personal-id.ts';
import type { Json, JsonObject } from '../src/base/json.ts';
import { play } from '../src/cli/demo.ts';
import { DEADLINE_RECALCULATED } from '../src/kernel/clocks.ts';
import { PARTS_ERASED, partName, partsErasedBy } from '../src/kernel/erasure.ts';
import { packs } from '../src/law/packs.ts';
import { bodyMatches } from '../src/log/entry.ts';
import { walk } from './acts-at-random.ts';
import { clientOf, openDoor } from './contract.ts';
import { forEachDatabase } from './databases.ts';
import { houseOn } from './house.ts';
import { canaries, PERSONAL } from './log-canaries.ts';
import { publicFields } from './log-public-fields.ts';
import { everythingHappens, settleOffices } from './log-story.ts';
import {
  canonicalOf,
  hashesOf,
  leaves,
  loggedIn,
  spellings,
  stretches,
  type Logged,
} from './log-strings.ts';
import { settle } from './people.ts';

/** Event types that cannot come about now, each with its reason. */
const UNREACHABLE: Readonly<Record<string, string>> = {};

/** Inputs that are words of a list and no words of a person: anything else is refused. */
const LOOKED_UP: readonly string[] = [
  'reg.first.attachMaterial group',
  'reg.first.importContent itemId',
  'reg.first.linkCatalogue itemId',
  'reg.first.noteDrift itemId',
  'reg.first.cancelEntry ground',
  'reg.first.revokeEntry ground',
  'reg.change.openChange entry',
  'reg.first.notifyIntakeGaps gaps.*.item',
  'reg.first.notifyIntakeGaps gaps.*.ground',
  'reg.first.notifyReviewGaps gaps.*.item',
  'reg.first.notifyReviewGaps gaps.*.ground',
  'reg.first.refuseAcceptance ground',
  'reg.first.failReview ground',
  'agency.draftMandate agentCreditCode',
  'evid.engageProvider provider',
  'third.applyAsService relations.*.code',
  'third.updateService relations.*.code',
  'eval.misconduct.reportMisconduct ground',
  'eval.misconduct.takeMeasure successor',
  'eval.misconduct.nameSuccessor successor',
  'reg.cancel.fileCancellation entry',
  'reg.cancel.fileCancellation ground',
  'reg.cancel.refuseAcceptance ground',
  'reg.correct.fileCorrection entry',
  'reg.correct.refuseAcceptance ground',
  'reg.duty.raise holder',
  'reg.renew.fileRenewal entry',
  'reg.objection.lodge parent',
  'reg.revoke.openRevocation entry',
  'reg.revoke.openRevocation ground',
];

let logged: readonly Logged[] = [];
/** All public halves, as one text. */
let log = '';

forEachDatabase((name, open) => {
  // What goes on the log does not depend on the version of the database.
  if (!name.includes('内置')) return;

  before(async () => {
    const { pool } = await open({ poolSize: 8 });
    const house = await houseOn(pool);
    await settle(house);
    await settleOffices(house);
    await walk(house, 'nothing personal', 150);
    await everythingHappens(house, house.adopt);
    const door = await openDoor();
    try {
      await play(clientOf(door), () => undefined);
      logged = [...(await loggedIn(house)), ...(await loggedIn(door.services.house))];
    } finally {
      await door.close();
    }
    log = logged.map(({ bytes }) => bytes.toString('utf8')).join('\n');
  });

  test('每个程序声明的每一种事件都发生过，否则以下各项不算数', () => {
    const seen = new Set(logged.map(({ type }) => type));
    const declared = [
      ...procedures.flatMap((p) => Object.keys(p.events)),
      DEADLINE_RECALCULATED,
      PARTS_ERASED,
    ];
    const missing = declared.filter((type) => !seen.has(type) && !UNREACHABLE[type]);
    assert.deepEqual(missing, [], '没有发生过的事件');
    const stale = Object.keys(UNREACHABLE).filter((type) => seen.has(type));
    assert.deepEqual(stale, [], '列为不可能而发生了的事件');
  });

  test('人填的每一个文字栏都埋了暗桩，暗桩都进了密封的部分', () => {
    const sealed = logged.map(({ body }) => JSON.stringify(body)).join('\n');
    assert.ok(canaries().length > 300);
    for (const canary of canaries()) assert.ok(sealed.includes(canary), canary);
    assert.deepEqual(unmarked(logged), [], '没有埋暗桩的文字栏');
  });

  test('公开部分的每个文字栏都在表中，形式相符；表中没有多余的栏', () => {
    const used = new Set<string>();
    const odd = logged.flatMap(({ type, open: { data, ...entry } }) =>
      [
        ...leaves(entry),
        ...leaves(data).map(([path, s]) => [`${type} ${path}`, s] as const),
      ].flatMap(([path, text]) => {
        const field = publicFields.find(({ at }) => at.some((one) => matches(one, path, used)));
        return field?.shape.test(text) ? [] : [`${path}: ${text}`];
      }),
    );
    assert.deepEqual([...new Set(odd)], []);
    const never = publicFields.flatMap(({ at }) => at).filter((one) => !used.has(one));
    assert.deepEqual(never, [], '表中没有用到的栏');
  });

  test('链上没有暗桩，没有人名、单位名称、身份号码、电话和任何私密内容', () => {
    for (const word of [...canaries(), ...Object.values(PERSONAL)])
      assert.ok(!log.includes(word), word);
    assert.equal(/\p{Script=Han}/u.exec(log), null, '链上没有汉字：所有文字都在密封的部分');
    const found = [...secrets(logged)].filter((text) => log.includes(text));
    assert.deepEqual(found, []);
    const accounts = new Set(logged.flatMap(accountsIn));
    assert.ok(accounts.size > 20);
    for (const account of accounts) assert.ok(!log.includes(account), `账户 ${account}`);
    for (const [path, text] of logged.flatMap(({ open: entry }) => leaves(entry)))
      assert.deepEqual(personalIn(path, text), [], path);
  });

  test('链上没有任何私密内容的无盐摘要', () => {
    const forbidden = new Set([
      ...[...canaries(), ...Object.values(PERSONAL), ...secrets(logged)].flatMap(hashesOf),
      ...logged.flatMap(({ body }) =>
        Object.values(body).flatMap(({ value }) => hashesOf(canonicalOf(value))),
      ),
      ...digestsIn(logged).flatMap(spellings),
      ...logged.flatMap(({ body }) => Object.values(body).map(({ salt }) => salt)),
    ]);
    assert.ok(forbidden.size > 10_000);
    for (const { open: entry, type } of logged) {
      for (const [path, text] of leaves(entry)) {
        for (const stretch of stretches(text))
          assert.ok(!forbidden.has(stretch), `${type} ${path}`);
      }
    }
  });

  test('每个私密组都有自己的加盐承诺，没有两个相同', () => {
    const all: string[] = [];
    const erased = erasedIn(logged);
    for (const { type, open: entry, body, bytes } of logged) {
      const commitments = entry['commitments'] as Readonly<Record<string, string>>;
      const kept = Object.keys(commitments).filter((g) => !erased.has(placeOf(entry, g)));
      assert.deepEqual(kept.toSorted(), Object.keys(body).toSorted(), type);
      const by = procedures.find((p) => p.name === entry['procedure']);
      const declared = by?.events[type]?.groups ?? {};
      for (const group of Object.keys(body))
        assert.ok(group.startsWith('$') || Object.hasOwn(declared, group), `${type} ${group}`);
      assert.ok(bodyMatches(bytes, body), type);
      all.push(...Object.values(commitments));
    }
    assert.ok(all.every((one) => /^[0-9a-f]{64}$/.test(one)));
    assert.equal(new Set(all).size, all.length);
  });

  test('一个条目不超过1024字节，后量子公钥除外', () => {
    const most = (type: string): number => (type === 'log.KeyAdded' ? 4096 : 1024);
    const large = logged.filter(({ type, bytes }) => bytes.length > most(type));
    assert.deepEqual(
      large.map(({ type, bytes }) => `${type} ${bytes.length}`),
      [],
    );
  });
});

const placeOf = (entry: Logged['open'], group: string): string =>
  `${String(entry['caseId'])}/${partName({ version: Number(entry['version']), group })}`;

/** Parts that a case says it no longer holds. */
const erasedIn = (all: readonly Logged[]): ReadonlySet<string> =>
  new Set(
    all.flatMap(({ type, open: entry }) =>
      partsErasedBy({ type, data: entry['data'] as JsonObject }).map(
        (part) => `${String(entry['caseId'])}/${partName(part)}`,
      ),
    ),
  );

const PLACE = /^\*$/;

/** Whether a line of the table speaks of this path; notes the line as used. */
function matches(line: string, path: string, used: Set<string>): boolean {
  const [wanted, found] = [line.split('.'), path.split('.')];
  const fits =
    wanted.length === found.length &&
    wanted.every((part, i) => PLACE.test(part) || part === found[i]);
  if (fits) used.add(line);
  return fits;
}

/** Words everybody may know: of declarations, of lists in the rules, of published catalogues. */
function publicWords(): Set<string> {
  const declared = procedures.flatMap((p) => [
    p.name,
    ...Object.keys({ ...p.acts, ...p.events, ...p.clocks, ...p.parties, ...p.states }),
    ...Object.values(p.acts).flatMap((act) => act.by.map(({ role }) => role)),
    ...Object.values(p.acts).flatMap(({ input }) => choicesIn(schemaOf(input))),
  ]);
  const listed = packs.flatMap((pack) => [
    ...leaves(pack as unknown as Json).map(([, text]) => text),
    ...pack.profile.materials.first.flatMap((g) => g.fields.map((f) => `${g.id}.${f.id}`)),
  ]);
  return new Set([...declared, ...listed, ...WORDS]);
}

/** Words of schemas and of the machine, which no list above holds. */
const WORDS = [
  'system',
  'admin.system',
  'person',
  'recalculateDeadlines',
  'eraseParts',
  'simulator',
  'party',
  'office',
  'incomplete',
  'nonconforming',
  'selfAsserted',
  'dismissed',
  'withdrawn',
];

const ANYBODYS: readonly RegExp[] = [
  /^[0-9A-HJ-NPQRTUWXY]{18}$/,
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^\d{4}-\d{2}-\d{2}$/,
  /^\d{4}-\d{2}-\d{2}T[\d:.]+\+08:00$/,
  /^\d{6}$/,
  /^DJ-/,
  /^DEMO-/,
  /^cn-\d{4}\.\d+(?: cn-\d{4}\.\d+)*$/,
  // A part of an event, as an erasure names it.
  /^\d+\/\$?[A-Za-z]+$/,
  /^[0-9a-f]{64}$/,
];

/** Every string of the sealed halves that is neither a word of the rules nor a number of something
 *  public. Deny by default: what a new field brings is a secret until it is said to be none. */
function secrets(all: readonly Logged[]): Set<string> {
  const known = publicWords();
  const items = new Set(all.flatMap(catalogueItems));
  const found = new Set(
    all.flatMap(({ body }) =>
      Object.values(body).flatMap(({ value }) => leaves(value).map(([, text]) => text)),
    ),
  );
  for (const text of found) {
    const open = known.has(text) || items.has(text) || ANYBODYS.some((shape) => shape.test(text));
    if (open || text.length < 2) found.delete(text);
  }
  return found;
}

/** Numbers and digests of the published catalogue. */
const catalogueItems = ({ body }: Logged): string[] => {
  const facts = body['$act']?.value['facts'] as { catalogueItem?: Json } | undefined;
  const item = facts?.catalogueItem as { itemId: string; digest: string } | null | undefined;
  return item ? [item.itemId, item.digest] : [];
};

/** Digests that a depositor put on the log on purpose: of a manifest, which is salted. */
const depositDigests = ({ type, open: { data } }: Logged): string[] => {
  const { digest, sm3Digest } = (data ?? {}) as { digest?: string; sm3Digest?: string };
  return type === 'evid.Deposited' ? [digest ?? '', sm3Digest ?? ''] : [];
};

/** Digests that stand in sealed halves: of files, and of parts of a dossier. */
function digestsIn(all: readonly Logged[]): string[] {
  const published = new Set([...all.flatMap(catalogueItems), ...all.flatMap(depositDigests)]);
  const found = all.flatMap(({ body }) =>
    Object.values(body).flatMap(({ value }) => leaves(value).map(([, text]) => text)),
  );
  return [...new Set(found)].filter((text) => /^[0-9a-f]{64}$/.test(text) && !published.has(text));
}

function accountsIn({ body }: Logged): string[] {
  const record = body['$act']?.value as { actor: { accountId: string } } | undefined;
  const who = body['$who']?.value['account'];
  const accounts = [record?.actor.accountId ?? 'system', String(who ?? 'system')];
  return accounts.filter((account) => account !== 'system');
}

/** Identity numbers by their check digit, and telephones. Commitments and random numbers of cases are
 *  chance: they may look like anything. */
function personalIn(path: string, text: string): string[] {
  if (/^(?:commitments|rules)|digest$/i.test(path) || /^[0-9a-f-]{36}$/.test(text)) return [];
  const identities = text.match(/\d{17}[\dX]/g) ?? [];
  const phones = text.match(/(?<!\d)1[3-9]\d{9}(?!\d)/g) ?? [];
  return [...identities.filter(isPersonalId), ...phones];
}

/** Text fields of acts and of the material lists in which nobody has put a canary. */
function unmarked(all: readonly Logged[]): string[] {
  const marked = new Set(
    all.flatMap(({ open: entry, body }) => {
      const record = body['$act']?.value;
      if (!record) return [];
      const at = `${String(entry['procedure'])}.${String(record['act'])}`;
      return leaves(record['input']).flatMap(([path, text]) =>
        text.includes('暗桩') ? [`${at} ${path}`] : [],
      );
    }),
  );
  // A change takes acts of a first registration as they are: what is sealed there is sealed here.
  const known = new Set<unknown>();
  const typed = procedures.flatMap((p) =>
    Object.entries(p.acts).flatMap(([act, spec]) => {
      if (known.has(spec)) return [];
      known.add(spec);
      return freeText(schemaOf(spec.input), '').map((path) => `${p.name}.${act} ${path}`);
    }),
  );
  const material = packs[1]?.profile.materials.first.flatMap((group) =>
    group.fields
      .filter((f) => (f.type === 'string' || f.type === 'text') && f.id !== 'catalogueItemId')
      .map(
        (f) => `reg.${group.id === 'change' ? 'change' : 'first'}.attachMaterial values.${f.id}`,
      ),
  );
  return [...typed, ...(material ?? [])].filter(
    (field) => !marked.has(field) && !LOOKED_UP.includes(field),
  );
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Paths at which a schema takes any words at all. */
function freeText(schema: Schema, path: string): string[] {
  const under = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const bound = schema.format ?? schema.pattern ?? schema.enum ?? schema.const;
  if (schema.type === 'string') return bound === undefined ? [path] : [];
  if (schema.items) return freeText(schema.items, under('*'));
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
    freeText(one, under(name)),
  );
}

const schemaOf = (input: z.ZodType): Schema =>
  z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;

/** Words a form offers to choose from. */
function choicesIn(schema: Schema): readonly string[] {
  if (schema.items) return choicesIn(schema.items);
  const within = Object.values(schema.properties ?? {}).flatMap(choicesIn);
  return [...(schema.enum ?? []), ...within];
}
