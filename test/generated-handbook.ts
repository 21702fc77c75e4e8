import { SETTINGS, type Setting } from '../src/app/settings-table.ts';
import { bySystem, waysOf } from '../src/app/procedure-ways.ts';
import { procedures, type AnyProcedure } from '../src/app/procedures.ts';
import { commands } from '../src/cli/commands.ts';
import { roleById } from '../src/contexts/identity/roles.ts';
import type { Who } from '../src/kernel/types.ts';
import { articleById } from '../src/law/articles.ts';
import { packs } from '../src/law/packs.ts';
import type { ClockName } from '../src/law/types.ts';

/** Pages of the handbook drawn from the declarations of the procedures: path to content. */
export function handbookPages(): Map<string, string> {
  const pages = procedures.map((p): [string, string] => [
    `docs/handbook/procedures/${p.name}.md`,
    page(p),
  ]);
  return new Map([['docs/handbook/procedures/README.md', index()], ...pages]);
}

/** Every environment variable and every command, as the program lists them. */
export function settingsPage(): string {
  const rows = SETTINGS.map(({ name, help, ...more }: Setting) => {
    const value = more.secret ? '（保密 secret）' : (more.default ?? '');
    return [
      `\`${name}\``,
      value === '' ? '' : more.secret ? value : `\`${value}\``,
      help.zh,
      help.en,
    ];
  });
  const said =
    '空值视为未设置。An empty value counts as absent. `shuji config` 显示当前取值，不显示密钥。';
  const head = ['变量 Variable', '缺省 Default', '说明', 'Meaning'];
  const listed = Object.entries(commands).map(([name, { help }]) => [
    `\`shuji ${name}\``,
    help.zh,
    help.en,
  ]);
  const usable = '在仓库里写作 `node bin/shuji.mjs …`。In the repository: `node bin/shuji.mjs …`.';
  return [
    `# 设置与命令 Settings and commands\n\n${NOTE}`,
    `## 设置 Settings\n\n${said}\n\n${table(head, rows)}`,
    `## 命令 Commands\n\n${usable}\n\n${table(['命令 Command', '说明', 'Meaning'], listed)}\n`,
  ].join('\n\n');
}

const NOTE = '<!-- 由 `npm run generate` 根据程序声明生成，请勿手工修改。 -->';
const PLACE: Readonly<Record<string, string>> = {
  'NAT-REG': '国家',
  'BJ-REG': '北京',
  'CQ-REG': '重庆（草案）',
};

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function index(): string {
  const rows = procedures.map((p) => [
    `[${p.title.zh}](${p.name}.md)`,
    `\`${p.name}\``,
    law(p.law),
    String(Object.keys(p.acts).length),
  ]);
  return `# 程序\n\n${NOTE}\n\n${table(['程序', '标识', '依据', '事项数'], rows)}\n`;
}

function page(p: AnyProcedure): string {
  const sections = [
    `# ${p.title.zh}（${p.title.en}）`,
    NOTE,
    `程序标识：\`${p.name}\`。依据：${law(p.law)}。`,
    `## 状态\n\n${diagram(p)}\n\n图中只画离开所列状态的去向，在原状态之间往返的省略，完整的去向见下表；一个事项有几个去向的，取决于办理结果。⏱ 表示由系统在期限届满或者关联案件有结果时办理。`,
    `## 事项\n\n${acts(p)}`,
    `## 期限\n\n${clocks(p)}`,
    `## 记录\n\n每个事项产生一条或几条记录。“不公开部分”只以加盐承诺上链，${p.aboutOffice ? '只有所列各方' : '登记机构和所列各方'}可以查阅。\n\n${events(p)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function diagram(p: AnyProcedure): string {
  const edges = new Map<string, string[]>();
  for (const spec of Object.values(p.acts)) {
    for (const [from, to] of waysOf(p, spec)) {
      const edge = `${from ?? '[*]'} --> ${to}`;
      const label = `${bySystem(spec) ? '⏱' : ''}${spec.title.zh}`;
      edges.set(edge, [...new Set([...(edges.get(edge) ?? []), label])]);
    }
  }
  const names = Object.entries(p.states).map(([id, s]) => `  state "${s.title.zh}" as ${id}`);
  const ways = [...edges].map(([edge, labels]) => `  ${edge}: ${labels.join('、')}`);
  const ends = Object.entries(p.states).filter(([, s]) => s.terminal);
  const last = ends.map(([id]) => `  ${id} --> [*]`);
  return ['```mermaid', 'stateDiagram-v2', ...names, ...ways, ...last, '```'].join('\n');
}

function acts(p: AnyProcedure): string {
  const state = (id: string): string => p.states[id]?.title.zh ?? id;
  const rows = Object.entries(p.acts).map(([name, a]) => [
    a.title.zh,
    `\`${name}\``,
    a.by.map((w) => who(p, w)).join('；'),
    a.from === 'new' ? '（新建）' : a.from.map(state).join('、'),
    a.to.map(state).join('、'),
    law(a.law),
  ]);
  return table(['事项', '标识', '由谁办理', '可办理的状态', '去向', '依据'], rows);
}

function who(p: AnyProcedure, w: Who): string {
  if (w.role === 'system') return '系统';
  const role = roleById(w.role)?.title.zh ?? w.role;
  if ('party' in w) {
    const place = p.parties[w.party]?.zh ?? w.party;
    return place === role ? `本案${role}` : `${role}（本案${place}一方）`;
  }
  return 'office' in w ? `${role}（本地登记机构）` : role;
}

function clocks(p: AnyProcedure): string {
  const event = (type: string): string => p.events[type]?.title.zh ?? type;
  const rows = Object.entries(p.clocks).map(([name, c]) => [
    c.title.zh,
    length(name),
    c.startsOn.map(event).join('、'),
    c.stopsOn.map(event).join('、') || '不中止',
    c.onExpiryText.zh,
    law(c.law),
  ]);
  if (rows.length === 0) return '本程序没有期限。';
  return table(['期限', '长度', '起算', '停止', '届满', '依据'], rows);
}

const UNITS = { workingDay: '个工作日', day: '日', year: '年' } as const;

/** What each city's pack says; a period of one case alone (a validity, a mandate) stands in it. */
function length(name: string): string {
  const said = packs
    .filter((pack) => pack.refines !== null)
    .map((pack) => {
      const found = pack.profile.clocks[name as ClockName];
      return found && `${pack.name.zh}${found.length.n}${UNITS[found.length.unit]}`;
    });
  return said.filter((s) => s !== undefined && s !== null).join('；') || '由案卷确定';
}

function events(p: AnyProcedure): string {
  const reader = (key: string): string => p.parties[key]?.zh ?? roleById(key)?.title.zh ?? key;
  const rows = Object.entries(p.events).map(([type, e]) => [
    e.title.zh,
    `\`${type}\``,
    law(e.law),
    Object.entries(e.groups ?? {})
      .map(([group, readers]) => `\`${group}\`：${readers.map(reader).join('、') || '仅登记机构'}`)
      .join('；'),
  ]);
  return table(['记录', '标识', '依据', '不公开部分'], rows);
}

/** Articles as printed, with the place they are from. */
function law(ids: readonly string[]): string {
  return ids
    .map((id) => {
      const found = articleById(id);
      return found ? `${PLACE[found.text.id] ?? found.text.id}${found.article.label}` : id;
    })
    .filter((label, i, all) => all.indexOf(label) === i)
    .join('、');
}
