import type { Json } from '../../base/json.ts';
import { citeLabel } from '../../law/articles.ts';
import type { CaseEvidence } from './case-evidence.ts';
import { PARTS_ERASED, partsErasedBy } from '../../kernel/erasure.ts';
import { titleOf } from '../history.ts';
import { procedureOf } from '../procedures.ts';
import type { ArchivedFile } from './format.ts';

export interface ArchivePage {
  readonly caseId: string;
  readonly procedure: string;
  readonly jurisdiction: string;
  readonly status: string;
  readonly createdAt: string;
  readonly pages: readonly CaseEvidence[];
  readonly files: readonly ArchivedFile[];
  readonly related: readonly { readonly caseId: string; readonly part: string }[];
  readonly results: readonly string[];
}

const escaped = (words: string): string =>
  words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const both = (zh: string, en: string): string =>
  `${escaped(zh)} <span lang="en">${escaped(en)}</span>`;

/** A value as nested lists: nothing in it is ever read as a page. */
function shown(value: Json | undefined): string {
  if (value === null || value === undefined) return '—';
  if (typeof value !== 'object') return escaped(String(value));
  const rows = Object.entries(value).map(
    ([key, one]: [string, Json | undefined]) =>
      `<li>${Array.isArray(value) ? '' : `<b>${escaped(key)}</b>: `}${shown(one)}</li>`,
  );
  return rows.length === 0 ? '—' : `<ul>${rows.join('')}</ul>`;
}

interface Open {
  readonly at: string;
  readonly act: string;
  readonly actor: { readonly role: string; readonly org: string | null };
  readonly law: readonly string[];
  readonly data: Json;
  readonly commitments: Readonly<Record<string, string>>;
}

/** The case on one page, in both languages, without any script: what happened, what is disclosed, what
 *  is only committed to, what was erased. */
export function archivePage(p: ArchivePage): string {
  const { title, states } = procedureOf(p.procedure);
  const status = states[p.status]?.title ?? { zh: p.status, en: p.status };
  const events = p.pages.flatMap((page) => page.events);
  const erased = new Set(
    events
      .filter(({ type }) => type === PARTS_ERASED)
      .flatMap(({ type, entry }) =>
        partsErasedBy({ type, data: (JSON.parse(entry) as Open).data as never }),
      )
      .map(({ version, group }) => `${version}/${group}`),
  );
  const rows = events.map((event) => {
    const open = JSON.parse(event.entry) as Open;
    const name = titleOf(p.procedure, event.type);
    const groups = Object.keys(open.commitments).map((group) => {
      const value = event.body?.[group]?.value;
      if (value !== undefined) return `<li><b>${escaped(group)}</b>${shown(value)}</li>`;
      const why = erased.has(`${event.version}/${group}`)
        ? both('已依法清空', 'lawfully erased')
        : both('只有承诺，内容未向本人披露', 'committed to, not disclosed to this reader');
      return `<li><b>${escaped(group)}</b>: <i>${why}</i></li>`;
    });
    const law = open.law.map((id) => escaped(citeLabel(id).zh)).join('、');
    return `<tr><td>${event.version}</td><td>${escaped(open.at.slice(0, 19).replace('T', ' '))}</td>
<td>${both(name.zh, name.en)}<br><small>${escaped(event.type)} · ${escaped(open.actor.role)} ${escaped(open.actor.org ?? '')} · ${law}</small>
<details><summary>${both('内容', 'Content')}</summary>${shown(open.data)}<ul>${groups.join('')}</ul></details></td>
<td>${event.index ?? '—'}</td></tr>`;
  });
  const link = (part: string, words: string): string =>
    `<li><a href="${escaped(part)}">${escaped(words)}</a></li>`;
  const files = p.files.map(
    ({ part, name, size, sha256 }) =>
      `<li><a href="${escaped(part)}">${escaped(name)}</a> ${size} B<br><small>SHA-256 ${sha256}</small></li>`,
  );
  const list = (items: readonly string[]): string =>
    items.length === 0 ? `<p>${both('无', 'None')}</p>` : `<ul>${items.join('')}</ul>`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title.zh)} ${escaped(p.caseId)}</title>
<style>body{font:16px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.4rem;text-align:left;vertical-align:top}[lang=en],small{color:#555}ul{margin:.2rem 0;padding-left:1.2rem;overflow-wrap:anywhere}</style></head>
<body><h1>${both(title.zh, title.en)}</h1>
<ul><li>${both('事项编号', 'Case')}: ${escaped(p.caseId)}</li>
<li>${both('地区', 'Jurisdiction')}: ${escaped(p.jurisdiction)}</li>
<li>${both('状态', 'Status')}: ${both(status.zh, status.en)}</li>
<li>${both('导出时间', 'Exported at')}: ${escaped(p.createdAt)}</li></ul>
<h2>${both('办理经过', 'History')}</h2>
<table><thead><tr><th>#</th><th>${both('时间', 'Time')}</th><th>${both('事件', 'Event')}</th><th>${both('链上位置', 'On the log')}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
<h2>${both('材料', 'Files')}</h2>${list(files)}
<h2>${both('登记结果', 'Results')}</h2>${list(p.results.map((part) => link(part, part)))}
<h2>${both('相关事项', 'Related cases')}</h2>${list(p.related.map(({ part, caseId }) => link(part, caseId)))}
<p>${both('本页由程序从案卷生成，以核验结果为准；核验办法见', 'This page is drawn from the case; what counts is the verification, see')} <a href="README.txt">README.txt</a></p>
</body></html>
`;
}

export const archiveReadme = (origin: string): string => `数籍案卷存档 Shuji case archive

index.html   人读的案卷，中英文，不含脚本 the case to be read, without scripts
case/        全部事件：公开部分、向您披露的非公开部分及其盐值、其余部分的承诺、两棵树的在链证明和检查点
             every event: public bytes, the groups disclosed to you with salts, commitments of the others,
             inclusion proofs of both trees and checkpoints with cosignatures
rules/       办理所依的规则包 the rule packs that decided
files/       材料原件 the files
results/     确认单和机读凭证 the sheet and the credential
keys.json    公钥和策略 public keys and policies
manifest.json, manifest.sig   各部分的摘要及签名 digests of every part, signed

离线核验 Verify offline:
  shuji verify archive FILE.zip [--keys KEYS.json] [--policy POLICY]...
KEYS.json 和 POLICY 请自行从登记平台（/api/public/keys、/log/policy）或您信任的来源取得：
压缩包自带的公钥只说明各部分前后一致，不说明出自何处。
Fetch KEYS.json and POLICY yourself, from the register or somebody you trust: the keys in the
archive only show that it agrees with itself.
目录链 log: ${origin}
`;
