import assert from 'node:assert/strict';
import { it } from 'node:test';
import { byCase, type Note } from './inbox-groups.ts';

const note = (id: string, caseId: string, title?: string): Note => ({
  id,
  caseId,
  at: '2026-03-02T01:00:00Z',
  title: { zh: id, en: id },
  body: title === undefined ? {} : { title },
  read: false,
});

it('消息按事项归在一起，最近有消息的事项在前，组内新的在前', () => {
  const groups = byCase([
    note('4', 'b', '乙'),
    note('3', 'a'),
    note('2', 'b', '乙'),
    note('1', 'a', '甲'),
  ]);
  assert.deepEqual(
    groups.map(({ caseId, title, notes }) => [caseId, title, notes.map(({ id }) => id)]),
    [
      ['b', '乙', ['4', '2']],
      ['a', '甲', ['3', '1']],
    ],
  );
  assert.deepEqual(byCase([]), []);
});
