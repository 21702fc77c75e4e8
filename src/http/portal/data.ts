import { isUuid } from '../../base/id.ts';
import { Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { entryOn } from '../../app/public/entry-on.ts';
import { publicLapses, type EntryRow } from '../../app/public/public.ts';
import type { House } from '../../app/house.ts';
import { packFor, packInForce } from '../../law/packs.ts';
import type { RulePack } from '../../law/types.ts';
import type { EntryData, PlainEntry } from '../../web/portal/entry/entry.ts';
import type { LapsesData } from '../../web/portal/notices/lapses.ts';
import { valueText } from '../../web/portal/parts.ts';

/** What an address asks; every value is bounded before it gets here. */
export type Asked = (name: string) => string | undefined;

const PAGE = 20;

const cursorOf = (asked: Asked): string | undefined => {
  const after = asked('after');
  return isUuid(after) ? after : undefined;
};

const packAt = (house: House, jurisdiction: string): { pack: RulePack; draft: boolean } => {
  const pack = packFor(jurisdiction);
  if (!pack) throw new Error(`a public row of the unknown place ${jurisdiction}`);
  return { pack, draft: packInForce(pack, house.time.today()) === 'draft' };
};

export function plainEntry(house: House, row: Omit<EntryRow, 'queryCode' | 'life'>): PlainEntry {
  const { code, jurisdiction, status, validFrom, validTo, fields } = row;
  const { pack } = packAt(house, jurisdiction);
  return { pack, code, jurisdiction, status, validFrom, validTo, fields };
}

/** An entry as it stands, or under `?version=` or `?on=` as it stood. */
export function entryData(
  house: House,
  row: EntryRow,
  asked: Asked,
  notice: string | null = null,
): EntryData {
  const { draft, pack } = packAt(house, row.jurisdiction);
  const inForce = row.status === 'active' || row.status === 'renewalPending';
  const objection = pack.profile.objectionAfterIssue && inForce;
  const of = { ...plainEntry(house, row), draft, life: row.life, objection, notice };
  const n = Number(asked('version') ?? '');
  const version = row.life.versions.find((one) => one.n === n);
  if (!version && asked('version')) return { ...of, asOf: null, trouble: NO_VERSION };
  const day = version?.on ?? asked('on');
  if (day === undefined || day === '') return { ...of, asOf: null, trouble: null };
  try {
    const stood = entryOn(house, row, day);
    const { status, validFrom, validTo } = stood;
    const shown = version ?? row.life.versions.find((one) => one.n === stood.version);
    // Of two versions of one day the later one stood at its end; the earlier can still be read.
    const fields = { ...stood.fields, ...shown?.fields };
    const asOf = { day, version: shown?.n ?? 1 };
    return { ...of, status, validFrom, validTo, fields, asOf, objection: false, trouble: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...of, asOf: null, trouble: error.refusal.sentence };
  }
}

const NO_VERSION = text('登记簿中没有这一版。', 'The register has no such version.');

export async function lapsesData(house: House, asked: Asked): Promise<LapsesData> {
  const after = cursorOf(asked);
  const found = await publicLapses(house, { after, limit: PAGE });
  const items = found.items.map((row) => ({
    code: row.code,
    jurisdiction: row.jurisdiction,
    dataName: valueText(row.fields['dataName']),
    registrantName: valueText(row.fields['registrantName']),
    status: row.status,
    validTo: row.validTo,
    announced: row.announced,
  }));
  return { items, after, next: found.next, law: ['CQ-REG-18'] };
}
