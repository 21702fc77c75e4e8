import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import type { CaseView } from '../queries.ts';
import { saveTyped, type SavePort } from './save.ts';

const problem = (code: string) => Object.assign(new Error(code), { problem: { code } });

/** A case on a server, which others may change between two of our requests. */
function stage() {
  const server = { version: 1, dossier: {} as Record<string, Record<string, unknown>>, acts: 0 };
  const viewOf = () =>
    ({
      id: 'x',
      version: server.version,
      state: { dossier: structuredClone(server.dossier) },
    }) as unknown as CaseView;
  const write = (group: string, values: object): void => {
    server.dossier[group] = { ...server.dossier[group], ...values };
    server.version += 1;
  };
  const port: SavePort = {
    read: async () => viewOf(),
    take: async (view, input) => {
      if (view.version !== server.version) throw problem('VERSION_CONFLICT');
      if ('bad' in (input['values'] as JsonObject)) throw problem('MATERIAL_VALUE');
      server.acts += 1;
      write(String(input['group']), input['values'] as object);
      return viewOf();
    },
  };
  return { server, viewOf, write, port };
}

test('每一组存一次；没有改动的不存', async () => {
  const { server, viewOf, write, port } = stage();
  write('subject', { name: '甲' });
  const typed = { subject: { name: '甲' }, scenario: { usable: '规划', forbidden: '无' } };
  const saved = await saveTyped(port, viewOf(), typed);
  assert.deepEqual([saved.fault, saved.groups], [undefined, ['subject', 'scenario']]);
  assert.equal(server.acts, 1);
});

test('别的窗口改了别的项目，接着存；改了同一项，先问', async () => {
  const { viewOf, write, port } = stage();
  const shown = viewOf();
  write('scenario', { problemsSolved: '停车难' });
  const other = await saveTyped(port, shown, { scenario: { usable: '规划' } });
  assert.equal(other.fault, undefined);
  const old = viewOf();
  write('scenario', { usable: '引导' });
  const same = await saveTyped(port, old, { scenario: { usable: '调度' } });
  assert.deepEqual(same.fault, { kind: 'crossed', group: 'scenario', fields: ['usable'] });
  const again = await saveTyped(port, same.view, { scenario: { usable: '调度' } });
  assert.equal(again.fault, undefined);
});

test('一组被拒，前面的已存，后面的不存，说出是哪一组', async () => {
  const { server, viewOf, port } = stage();
  const typed = { subject: { name: '甲' }, evidence: { bad: 1 }, scenario: { usable: '规划' } };
  const { groups, fault } = await saveTyped(port, viewOf(), typed);
  assert.deepEqual(groups, ['subject']);
  assert.equal(fault?.group, 'evidence');
  assert.equal(server.dossier['scenario'], undefined);
});
