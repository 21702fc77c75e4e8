import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  covering,
  newestOf,
  pauseMs,
  settledThrough,
  withNews,
  type Places,
  type Standing,
} from './standing.ts';

const BY_OTHERS =
  'log l+0123abcd+AQ== https://l.example\nwitness 审计 w.example+0123abcd+BA==\nquorum 审计\n';
const BY_DEMO =
  'log l+0123abcd+AQ==\nwitness a demo-witness-a.invalid+0123abcd+BA== http://a\nquorum a\n';
const BY_NOBODY = 'log l+0123abcd+AQ==\nquorum none\n';

/** Events from a version on, with a standing each, as the evidence has them. */
const events = (from: number, ...standings: Standing[]) =>
  standings.map((standing, at) => ({
    version: from + at,
    type: 'reg.MaterialAttached',
    index: standing === 'waiting' ? null : 100 + from + at,
    published: standing !== 'waiting',
    witnessed: standing === 'witnessed',
    entry: `{"version":${from + at}}`,
  }));

const heard = (
  before: Places | undefined,
  from: number,
  standings: readonly Standing[],
  policy = BY_OTHERS,
): Places => withNews(before, { events: events(from, ...standings), policies: [policy, policy] });

const standingsOf = ({ list }: Places): string[] => list.map(({ standing }) => standing);

test('只问还会变的：已见证的不再问，新的接在后面，一条不重不漏', () => {
  const first = heard(undefined, 1, ['witnessed', 'witnessed', 'published', 'waiting']);
  assert.equal(settledThrough(undefined), 0);
  assert.equal(settledThrough(first), 2);
  const second = heard(first, 3, ['witnessed', 'witnessed', 'published']);
  assert.deepEqual(
    second.list.map(({ version }) => version),
    [1, 2, 3, 4, 5],
  );
  assert.equal(settledThrough(second), 4);
  const last = heard(second, 5, ['witnessed']);
  assert.deepEqual(standingsOf(last), Array(5).fill('witnessed'));
  assert.equal(pauseMs(last, 5), false);
});

test('见证迟迟不来，越问越少；一有进展或新的记录，又从一秒问起', () => {
  let places = heard(undefined, 1, ['witnessed', 'published']);
  const pauses = [];
  for (let tries = 0; tries < 8; tries += 1) {
    pauses.push(pauseMs(places, 2));
    places = heard(places, 2, ['published']);
  }
  assert.deepEqual(pauses, [1000, 2000, 5000, 10_000, 30_000, 60_000, 60_000, 60_000]);
  assert.equal(pauseMs(places, 3), 1000);
  assert.equal(pauseMs(heard(places, 2, ['published', 'waiting']), 3), 1000);
  assert.equal(pauseMs(heard(places, 2, ['witnessed']), 2), false);
});

test('没有见证人的目录链，入链即到头，不再追问', () => {
  const places = heard(undefined, 1, ['published', 'published'], BY_NOBODY);
  assert.equal(places.witnesses, 'none');
  assert.equal(settledThrough(places), 2);
  assert.equal(pauseMs(places, 2), false);
  assert.equal(pauseMs(heard(undefined, 1, ['waiting'], BY_NOBODY), 1), 1000);
});

test('演示见证人不当作独立的见证人；两棵树缺一家就算没有', () => {
  const by = (...policies: string[]) =>
    withNews(undefined, { events: events(1, 'published'), policies }).witnesses;
  assert.equal(by(BY_OTHERS, BY_OTHERS), 'others');
  assert.equal(by(BY_DEMO, BY_DEMO), 'demonstration');
  assert.equal(by(BY_DEMO, BY_OTHERS), 'demonstration');
  assert.equal(by(BY_OTHERS, BY_NOBODY), 'none');
  assert.equal(by('', ''), 'none');
});

test('刚办理、还没问到的，显示为待上链，不冒充已见证', () => {
  const places = heard(undefined, 1, ['witnessed', 'witnessed']);
  const shown = covering(places, [
    ...events(1, 'witnessed', 'witnessed'),
    { version: 3, type: 'x' },
  ]);
  assert.deepEqual(standingsOf(shown), ['witnessed', 'witnessed', 'waiting']);
  assert.equal(newestOf(shown, ['x'])?.standing, 'waiting');
  assert.equal(newestOf(shown, ['没有']), undefined);
});

test('没有答复时，一分钟后再问', () => {
  assert.equal(pauseMs(undefined, 2), 60_000);
});
