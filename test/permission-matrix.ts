import { procedures, type AnyProcedure } from '../src/app/procedures.ts';
import { roles } from '../src/contexts/identity/roles.ts';
import { isRefusal, type Refusal } from '../src/base/refusal.ts';
import type { Actor, Party } from '../src/kernel/types.ts';
import { mayTake } from '../src/kernel/who.ts';
import { table } from './generated-handbook.ts';

const REGISTRAR = '12110000MB1B45614X';
const OWN = '11110000000021039C';
const FOREIGN = '91110105MA0YX0024B';

/** Where an actor stands towards a case: at a party's place, outside it, as its registrar, or as the
 *  registrar's officer while the registrar itself is a party. */
export interface Place {
  readonly name: string;
  readonly org: string | null;
  readonly parties: readonly Party[];
}

export const registrar = REGISTRAR;

export function placesFor(p: AnyProcedure): Place[] {
  const others = { key: 'nobody', id: '53100000500021035X', name: '其他单位' };
  const at = (key: string, id: string): Party[] => [others, { key, id, name: '本单位' }];
  const keys = Object.keys(p.parties);
  return [
    ...keys.map((key) => ({ name: key, org: OWN, parties: at(key, OWN) })),
    ...keys.map((key) => ({ name: `${key}（个人）`, org: null, parties: at(key, 'account:me') })),
    { name: '外单位', org: FOREIGN, parties: at(keys[0] ?? '', OWN) },
    { name: '无单位', org: null, parties: at(keys[0] ?? '', OWN) },
    { name: '登记机构', org: REGISTRAR, parties: at(keys[0] ?? '', OWN) },
    ...keys.map((key) => ({
      name: `登记机构兼${key}`,
      org: REGISTRAR,
      parties: at(key, REGISTRAR),
    })),
  ];
}

export const actorAt = (place: Place, ...held: string[]): Actor => ({
  kind: 'person',
  accountId: 'me',
  name: '某人',
  realName: true,
  org: place.org === null ? null : { code: place.org, name: '本单位', region: '110000' },
  roles: held,
});

export interface Cell {
  readonly procedure: string;
  readonly act: string;
  readonly role: string;
  readonly place: Place;
  readonly refusal: Refusal | undefined;
}

/** Every act × every role (and one nobody has declared) × every place, asked of the kernel. */
export function cells(): Cell[] {
  const everyone = [...roles.map((r) => r.id as string), 'system', 'nobody'];
  return procedures.flatMap((p) =>
    Object.entries(p.acts).flatMap(([act, spec]) =>
      everyone.flatMap((role) =>
        placesFor(p).map((place) => {
          const standing = { parties: place.parties, registrar: REGISTRAR };
          const answer = mayTake(spec.by, actorAt(place, role), standing, spec.law);
          const refusal = isRefusal(answer) ? answer : undefined;
          return { procedure: p.name, act, role, place, refusal };
        }),
      ),
    ),
  );
}

/** The page of the handbook: who may take which act, and from where. */
export function permissionPage(): string {
  const open = cells().filter((c) => !c.refusal);
  const sections = procedures.map((p) => {
    const rows = Object.entries(p.acts).map(([act, spec]) => {
      const mine = open.filter((c) => c.procedure === p.name && c.act === act);
      const byRole = Map.groupBy(mine, (c) => c.role);
      const said = [...byRole].map(([role, found]) => `\`${role}\`：${placesOf(p, found)}`);
      return [`${spec.title.zh} \`${act}\``, said.join('；') || '仅系统'];
    });
    return `## ${p.title.zh} \`${p.name}\`\n\n${table(['事项', '角色：立场'], rows)}\n`;
  });
  return [
    '# 权限矩阵\n',
    '<!-- 由 `npm run generate` 根据程序声明生成，请勿手工修改。 -->\n',
    '未列出的一律不得办理。登记机构人员在本单位为当事方时应当回避。\n',
    ...sections,
  ].join('\n');
}

function placesOf(p: AnyProcedure, found: readonly Cell[]): string {
  if (found.length === placesFor(p).length) return '不限立场';
  // A party is a party whether an organisation, a person or the registrar itself stands there.
  const names = found.map(({ place }) => place.name.replace(/^登记机构兼|（个人）$/g, ''));
  return [...new Set(names)].map((name) => p.parties[name]?.zh ?? name).join('、');
}
