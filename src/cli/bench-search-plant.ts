import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { tsvectorOf } from '../base/chinese-text.ts';
import { uuidV7 } from '../base/id.ts';

const ABOUT = ['养老', '婚姻', '停车', '公交', '气象', '企业', '社会组织', '学校', '医院', '景区'];
const WHAT = [
  '服务',
  '登记',
  '设施',
  '信用',
  '核验',
  '备案',
  '统计',
  '评价',
  '名单',
  '许可',
  '处罚',
];
const FORM = ['信息', '目录', '接口', '指数', '报告', '基础数据', '明细'];
const SECTIONS = 'ABCDEFGHIJKLMNOPQRST';
const AT_ONCE = 1000;
const DAY_MS = 86_400_000;

const pick = <T>(list: ArrayLike<T>, n: number): T => {
  const one = list[n % list.length];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

function entry(n: number): unknown[] {
  const day = new Date(Date.UTC(2024, 0, 1) + (n % 800) * DAY_MS).toISOString().slice(0, 10);
  const to = `${Number(day.slice(0, 4)) + 3}${day.slice(4).replace('02-29', '02-28')}`;
  const name = `${pick(ABOUT, n)}${pick(WHAT, n >> 4)}${pick(FORM, n >> 3)}${n}`;
  const holder = n % 300;
  const code = `DJ-110000-Y-2024-${String(n).padStart(7, '0')}-X`;
  const fields = {
    dataName: name,
    dataSummary: `${pick(ABOUT, n * 7)}主管部门的${name}，有名称、地址、等级、年度等字段，按月更新。`,
    registrantName: `压测单位第${holder}局`,
    registrantCode: `11110000${String(holder).padStart(9, '0')}C`,
    objectKind: n % 5 === 0 ? 'product' : 'resource',
    industry: 'S92 国家机构',
    usable: '公共服务优化、行业分析。',
    forbidden: '不得用于识别特定自然人。',
  };
  const versions = [{ n: 1, on: day, kind: 'first', fields }];
  const life = { versions, terms: [{ from: day, to, on: day }], ends: [] };
  const search = tsvectorOf([name, fields.registrantName, fields.dataSummary, code].join(' '));
  return [
    uuidV7(Date.parse(day) + n, randomBytes(10)),
    n % 4 === 0 ? 'chongqing' : 'beijing',
    code,
    `Q${code}`,
    n % 11 === 0 ? 'cancelled' : 'active',
    day,
    to,
    pick(SECTIONS, n),
    fields.objectKind,
    `1101${String(1 + (n % 16)).padStart(2, '0')}`,
    JSON.stringify(fields),
    search,
    JSON.stringify(life),
  ];
}

/** Fills the public register with entries as the portal reads them, without cases behind them. */
export async function plantEntries(pool: Pool, entries: number): Promise<void> {
  for (let from = 0; from < entries; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, entries - from);
    const rows = Array.from({ length: count }, (_, n) => entry(from + n));
    await pool.query(
      `INSERT INTO public_entry (case_id, jurisdiction, code, query_code, status, valid_from,
         valid_to, industry, object_kind, district, fields, search, life)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[],
         $7::date[], $8::text[], $9::text[], $10::text[], $11::jsonb[],
         (SELECT array_agg(x::tsvector) FROM unnest($12::text[]) AS x), $13::jsonb[])`,
      Array.from({ length: 13 }, (_, column) => rows.map((row) => row[column])),
    );
  }
  await pool.query('VACUUM ANALYZE public_entry');
}
