import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../base/json.ts';
import { scratchLine } from './scratch-line.ts';
import { mergeFields, type Merge } from './scratch-merge.ts';

/** A server with one draft on it, and a clock of its own. */
function stage(kept: { value: Json; revision: number } = { value: null, revision: 0 }) {
  const server = { ...kept, up: true, writes: 0 };
  const due: { work: () => void; ms: number }[] = [];
  const window = (empty: Json = {}, merge?: Merge) =>
    scratchLine(
      {
        read: async () => {
          if (!server.up) throw new Error('no answer');
          return { ...server, updatedAt: '2026-03-02T09:00:00+08:00' };
        },
        keep: async (value, revision) => {
          if (!server.up) throw new Error('no answer');
          if (revision !== server.revision) return 'moved';
          server.writes += 1;
          server.value = value;
          server.revision += 1;
          return { revision: server.revision, updatedAt: '2026-03-02T09:01:00+08:00' };
        },
        drop: async () => {
          server.value = null;
          server.revision = 0;
        },
        after: (ms, work) => {
          const one = { work, ms };
          due.push(one);
          return () => due.splice(due.indexOf(one), due.includes(one) ? 1 : 0);
        },
      },
      empty,
      merge,
    );
  const pass = async (): Promise<void> => {
    for (const { work } of due.splice(0)) work();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { server, window, pass };
}

test('停笔以后自动暂存，换一台电脑打开还在', async () => {
  const { server, window, pass } = stage();
  const line = window();
  await line.load();
  assert.equal(line.read().status, 'untouched');
  line.set({ name: '养老' });
  line.set({ name: '养老服务' });
  assert.equal(line.read().status, 'typing');
  await pass();
  assert.equal(line.read().status, 'kept');
  assert.equal(server.writes, 1);
  const other = window();
  await other.load();
  assert.deepEqual(other.read().value, { name: '养老服务' });
});

test('断网时内容留在本页，连上后补存，不丢最后一笔', async () => {
  const { server, window, pass } = stage();
  const line = window();
  await line.load();
  server.up = false;
  line.set({ a: 1 });
  await pass();
  assert.equal(line.read().status, 'offline');
  assert.deepEqual(line.read().value, { a: 1 });
  line.set({ a: 2 });
  server.up = true;
  await pass();
  await pass();
  assert.equal(line.read().status, 'kept');
  assert.deepEqual(server.value, { a: 2 });
});

test('两个窗口改同一份：后存的不覆盖，由人选留哪一份', async () => {
  const { server, window, pass } = stage({ value: { a: 0 }, revision: 3 });
  const [one, two] = [window(), window()];
  await one.load();
  await two.load();
  one.set({ a: 1 });
  two.set({ a: 2 });
  await pass();
  assert.deepEqual([one.read().status, two.read().status], ['kept', 'moved']);
  assert.deepEqual(server.value, { a: 1 });
  two.set({ a: 22 });
  await pass();
  assert.equal(two.read().status, 'moved', '没有选之前不再存');
  await two.takeMine();
  assert.deepEqual(server.value, { a: 22 });
  one.set({ a: 11 });
  await pass();
  await one.takeTheirs();
  assert.deepEqual(one.read().value, { a: 22 });
});

test('两个窗口填不同的项目：都留下，不问；填了同一项才问', async () => {
  const { server, window, pass } = stage({ value: { 主体: { 联系人: '张' } }, revision: 3 });
  const [one, two] = [window({}, mergeFields), window({}, mergeFields)];
  await one.load();
  await two.load();
  one.set({ 主体: { 联系人: '张', 电话: '010' } });
  await pass();
  two.set({ 主体: { 联系人: '张' }, 场景: { 可用: '规划' } });
  await pass();
  assert.equal(two.read().status, 'typing');
  await pass();
  assert.equal(two.read().status, 'kept');
  assert.deepEqual(server.value, { 主体: { 联系人: '张', 电话: '010' }, 场景: { 可用: '规划' } });
  one.set({ 主体: { 联系人: '张', 电话: '011' } });
  await pass();
  await pass();
  assert.deepEqual(server.value, { 主体: { 联系人: '张', 电话: '011' }, 场景: { 可用: '规划' } });
  two.set({ 主体: { 联系人: '张', 电话: '012' }, 场景: { 可用: '规划' } });
  await pass();
  assert.equal(two.read().status, 'moved');
  assert.deepEqual(two.read().value, {
    主体: { 联系人: '张', 电话: '012' },
    场景: { 可用: '规划' },
  });
});

test('另一个窗口已经存入申请、清掉暂存：这边没存的照旧，存过的不再重复', () => {
  const before = { 主体: { 联系人: '张', 电话: '010' } };
  const mine = { 主体: { 联系人: '张', 电话: '010', 邮箱: 'a@b' } };
  assert.deepEqual(mergeFields(before, mine, {}), { 主体: { 邮箱: 'a@b' } });
  assert.deepEqual(mergeFields(before, {}, before), {});
  assert.deepEqual(mergeFields(null, { 主体: { 清单: [1] } }, { 主体: { 清单: [1] } }), {
    主体: { 清单: [1] },
  });
  assert.equal(mergeFields({}, { 主体: { 清单: [1] } }, { 主体: { 清单: [2] } }), undefined);
});

test('读得晚的旧稿不盖住已经打的字；办完就清掉', async () => {
  const { server, window, pass } = stage({ value: { a: 0 }, revision: 3 });
  const line = window();
  const loading = line.load();
  line.set({ a: 5 });
  await loading;
  await pass();
  assert.deepEqual(line.read().value, { a: 5 });
  assert.deepEqual(server.value, { a: 5 });
  await line.clear();
  assert.equal(server.value, null);
  assert.deepEqual(line.read(), { value: {}, status: 'untouched', keptAt: null });
});

test('旧稿还没读到就开始打字：填的是别的项目，旧稿里的都留下；是同一项，由人选', async () => {
  const old = { value: { subject: { phone: '010-1' } }, revision: 3 };
  const { server, window, pass } = stage(old);
  const line = window({}, mergeFields);
  const reading = line.load();
  line.set({ subject: { email: 'a@b.cn' } });
  await reading;
  await pass();
  assert.equal(line.read().status, 'kept');
  assert.deepEqual(server.value, { subject: { phone: '010-1', email: 'a@b.cn' } });
  const same = window({}, mergeFields);
  const again = same.load();
  same.set({ subject: { phone: '010-2' } });
  await again;
  assert.equal(same.read().status, 'moved');
  assert.deepEqual(same.read().value, { subject: { phone: '010-2' } });
});

test('正在暂存时办完了，存到一半的不会又回来', async () => {
  const { server, window, pass } = stage();
  const line = window();
  await line.load();
  line.set({ a: 1 });
  const saving = line.save();
  await line.clear();
  await saving;
  await pass();
  assert.equal(server.value, null);
  assert.equal(line.read().status, 'untouched');
});

test('办成的草稿正在撤下时又打开同一页：不再读回来', async () => {
  const kept = { value: { reasons: '已办成' } as Json, revision: 3 };
  let gone = false;
  let leave = (): void => undefined;
  const line = scratchLine(
    {
      read: async () =>
        gone
          ? { value: null, revision: 0, updatedAt: null }
          : { ...kept, updatedAt: '2026-03-02T09:00:00+08:00' },
      keep: async () => 'moved',
      drop: () =>
        new Promise((resolve) => {
          leave = () => {
            gone = true;
            resolve();
          };
        }),
      after: () => () => undefined,
    },
    {},
  );
  await line.load();
  const cleared = line.clear();
  const again = line.load();
  leave();
  await Promise.all([cleared, again]);
  assert.deepEqual(line.read().value, {});
  assert.equal(line.read().status, 'untouched');
});
