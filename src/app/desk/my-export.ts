import { makeZip } from 'client-zip';
import type { Json } from '../../base/json.ts';
import type { Actor } from '../../kernel/types.ts';
import { loadCase } from '../../store/cases.ts';
import { filesOfCase } from '../../store/erase.ts';
import { runnerOf } from '../../store/transaction.ts';
import { leavesOf } from '../erasure/plan.ts';
import { historyFor } from '../history.ts';
import type { House } from '../house.ts';
import { listCases } from './queue.ts';
import { viewCase } from '../view.ts';

/** So many cases and bytes of JSON in one file; what is beyond is named at its end. */
const EXPORT_CASES_MAX = 2000;
const EXPORT_BYTES_MAX = 400 * 1_048_576;
const NAMED_MAX = 10_000;

const README = `本单位在数籍中的全部事项
==========================
cases/<编号>/case.json     事项现在的内容，按您能看到的
cases/<编号>/history.json  办理经过，含起算的期限和条文
cases/<编号>/files.json    材料清单：名称、大小、SHA-256、SM3。文件本身从案件页下载，或者逐件导出存档。
index.json               全部事项一览
left-out.json            没有收入的，以及原因

Everything of yours in this register
====================================
cases/<id>/case.json     the case as it stands, as far as you may read it
cases/<id>/history.json  what happened, with deadlines and articles
cases/<id>/files.json    its files by name, size and digests; download them from the case, or take its archive
index.json               all cases in a list
left-out.json            what is not in this file, and why
`;

interface Line {
  readonly id: string;
  readonly procedure: string;
  readonly title: string;
  readonly status: string;
}

/** All cases in which this actor's organisation (or a citizen in person) holds a place, as one ZIP file,
 *  written while it is read: nothing of it waits in memory but the case at hand. */
export function exportOf(house: House, actor: Actor): ReadableStream<Uint8Array> {
  const lastModified = new Date(house.time.now());
  const part = (name: string, value: unknown) => ({
    name,
    input: typeof value === 'string' ? value : `${JSON.stringify(value, null, 1)}\n`,
    lastModified,
  });
  async function* parts() {
    const runner = runnerOf(house.pool);
    const index: Line[] = [];
    const leftOut: (Line & { readonly why: string })[] = [];
    let bytes = 0;
    yield part('README.txt', README);
    for await (const line of casesOf(house, actor)) {
      const full = index.length >= EXPORT_CASES_MAX || bytes >= EXPORT_BYTES_MAX;
      const stored = full ? undefined : await loadCase(runner, house.keys, line.id, false);
      const view = stored && viewCase(house, actor, stored);
      if (!stored || !view) {
        leftOut.push({ ...line, why: full ? 'BEYOND_THE_BOUND' : 'NOT_YOURS_TO_READ' });
        if (leftOut.length >= NAMED_MAX) break;
        continue;
      }
      const { actions: _now, closed: _why, ...kept } = view;
      const history = await historyFor(house, stored, view.audience);
      const files = await filesOf(house, line.id, view.state);
      for (const one of [
        part(`cases/${line.id}/case.json`, kept),
        part(`cases/${line.id}/history.json`, history),
        part(`cases/${line.id}/files.json`, files),
      ]) {
        bytes += one.input.length;
        yield one;
      }
      index.push(line);
    }
    yield part('index.json', { exportedAt: house.time.now(), cases: index });
    yield part('left-out.json', {
      files: 'FILES_THEMSELVES_ARE_NOT_INCLUDED',
      cases: leftOut,
      andMore: leftOut.length >= NAMED_MAX,
    });
  }
  return makeZip(parts()) as ReadableStream<Uint8Array>;
}

/** Every case of theirs, newest first, a page at a time. */
async function* casesOf(house: House, actor: Actor): AsyncGenerator<Line> {
  let after: string | undefined;
  do {
    const page = await listCases(house, actor, { mine: true, which: 'all', limit: 100, after });
    for (const { id, procedure, title, status } of page.items)
      yield { id, procedure, title, status };
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** The files of the case that this reader sees in it, without their contents. */
async function filesOf(house: House, caseId: string, state: Json) {
  const seen = new Set(leavesOf(state));
  const ids = await filesOfCase(runnerOf(house.pool), caseId);
  const facts = await house.files.facts(ids.filter((id) => seen.has(id)).slice(0, 500));
  return [...facts.values()].map(({ id, name, type, size, sha256, sm3 }) => ({
    id,
    name,
    type,
    size,
    sha256,
    sm3,
  }));
}
