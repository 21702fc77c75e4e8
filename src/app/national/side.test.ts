import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { FORMAT, type HandOver } from '../../contexts/network/hand-over.ts';
import { nationalCodeScheme } from '../../contexts/network/national-codes.ts';
import { openNationalSide } from './side.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuji-side-'));
const scheme = nationalCodeScheme('demo-serial') ?? assert.fail();
const side = openNationalSide({ folder, scheme, today: () => '2026-03-02' });
after(() => {
  side.close();
  rmSync(folder, { recursive: true, force: true });
});

const [OLD, HEIR] = ['12110000MB1B45614X', '11110102MA000A020P'];
const message = (version: number, previous: number, registrar: string): HandOver => ({
  format: FORMAT,
  registrar,
  caseId: '0199aaaa-0000-7000-8000-000000000001',
  version,
  previous,
  change: previous === 0 ? 'assigned' : 'changed',
  at: '2026-03-02T09:00:00.000+08:00',
  jurisdiction: 'beijing',
  pack: 'BJ-REG',
  code: 'DJ-110000-Y-2026-0000123-1',
  nationalCode: null,
  status: 'active',
  validFrom: '2026-03-02',
  validTo: '2029-03-02',
  fields: {},
});

test('登记机构换了：同一报送单位代两家的，后续变更收下并记到继任机构名下；只代继任机构的不收', () => {
  const outcome = (registrars: readonly string[], one: HandOver) =>
    side.take(registrars, [one]).map((answer) => ('why' in answer ? answer.why : answer.outcome));
  assert.deepEqual(outcome([OLD], message(5, 0, OLD)), ['taken']);
  assert.deepEqual(outcome([HEIR], message(7, 5, HEIR)), ['FORGED']);
  assert.deepEqual(outcome([OLD, HEIR], message(7, 5, HEIR)), ['taken']);
  assert.deepEqual(side.list([OLD], '', 10), []);
  assert.deepEqual(
    side.list([HEIR], '', 10).map(({ version }) => version),
    [7],
  );
  assert.deepEqual(outcome([HEIR], message(9, 7, HEIR)), ['taken']);
});
