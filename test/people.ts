import { importCatalogue } from '../src/app/imports/catalogue.ts';
import type { Actor } from '../src/kernel/types.ts';
import { runnerOf } from '../src/store/transaction.ts';
import type { House } from '../src/app/house.ts';

interface Organisation {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly kind: string;
}

export const CIVIL_AFFAIRS: Organisation = {
  code: '11110000000021039C',
  name: '北京市民政局',
  region: '110000',
  kind: 'party_gov_organ',
};
export const REGISTRAR: Organisation = {
  code: '12110000MB1B45614X',
  name: '北京市大数据中心',
  region: '110000',
  kind: 'public_institution',
};
export const AGENCY: Organisation = {
  code: '91110105MA0YX0024B',
  name: '京代理数据服务有限公司',
  region: '110105',
  kind: 'enterprise',
};
export const OBJECTOR: Organisation = {
  code: '11110102000037807M',
  name: '北京市西城区教育委员会',
  region: '110102',
  kind: 'party_gov_organ',
};

let made = 0;

function person(name: string, org: Organisation, ...roles: string[]): Actor {
  made += 1;
  const accountId = `0190a000-0000-7000-8000-${String(made).padStart(12, '0')}`;
  const { code, name: orgName, region } = org;
  const place = { code, name: orgName, region };
  return { kind: 'person', accountId, name, realName: true, org: place, roles };
}

/** One person for each part in the story. */
export const people = {
  editor: person('民政填报', CIVIL_AFFAIRS, 'registrant'),
  reviewer: person('民政审核', CIVIL_AFFAIRS, 'registrant_reviewer'),
  agent: person('代理经办', AGENCY, 'agent'),
  objector: person('教委经办', OBJECTOR, 'registrant', 'objector'),
  intake: person('受理员', REGISTRAR, 'registrar.intake'),
  formal: person('审核员', REGISTRAR, 'registrar.review'),
  issuer: person('发证员', REGISTRAR, 'registrar.issue'),
  referee: person('复核员', REGISTRAR, 'registrar.objection'),
  system: person('系统管理员', REGISTRAR, 'admin.system'),
} as const;

export const ITEM = 'catalogue-1';

/** The organisations and one catalogue item of the story. */
export async function settle(house: House): Promise<void> {
  const all = [CIVIL_AFFAIRS, REGISTRAR, AGENCY, OBJECTOR];
  await house.pool.query(
    `INSERT INTO organisation (code, name, kind, region, real_name, registered_at)
     SELECT c, n, k, r, 'verified', now() FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
       AS x(c, n, k, r)`,
    [
      all.map((o) => o.code),
      all.map((o) => o.name),
      all.map((o) => o.kind),
      all.map((o) => o.region),
    ],
  );
  const item = {
    id: ITEM,
    department: CIVIL_AFFAIRS.name,
    name: '养老机构名录',
    summary: '全市养老机构基本信息，包括机构名称、地址、床位数、联系电话等字段',
    theme: '社会保障',
    formats: 'CSV',
    updatedAt: '2026-01-05',
  };
  await importCatalogue(runnerOf(house.pool), [item], house.time.now(), true);
}
