import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { playStory } from '../src/cli/demo-story.ts';
import { procedures } from '../src/app/procedures.ts';
import { clientOf, openDoor, type Door } from './contract.ts';
import { ROOT } from './tree.ts';

describe('对外接口', () => {
  let door: Door;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shuji-openapi-'));
    door = await openDoor();
    writeFileSync(join(folder, 'openapi.json'), await door.document());
  });
  after(async () => {
    await door.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const lint = (bin: string, ...args: string[]): void => {
    const env = {
      ...process.env,
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    };
    const file = join(folder, 'openapi.json');
    const run = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules', bin), 'lint', file, ...args],
      {
        env,
        encoding: 'utf8',
      },
    );
    assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
  };

  it('OpenAPI文档通过Redocly的严格规则', () => {
    lint('@redocly/cli/bin/cli.js', '--config', join(ROOT, 'test/openapi/redocly.yaml'));
  });

  it('OpenAPI文档通过Spectral的全部规则', () => {
    const rules = join(ROOT, 'test/openapi/spectral.yaml');
    lint('@stoplight/spectral-cli/dist/index.js', '--ruleset', rules, '--fail-severity', 'hint');
  });

  it('每一个挂载的接口都写在文档里', () => {
    const documented = new Set(door.routes.map((r) => `${r.method} ${r.path}`));
    const open = door.mounted
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`)
      .filter((route) => !documented.has(route));
    assert.deepEqual([...new Set(open)], []);
  });

  it('文档里的每一个接口都存在，未登录时的回答也合乎文档', async () => {
    const filled: Readonly<Record<string, string>> = { name: 'reg.first', articleId: 'BJ-REG-11' };
    for (const { method, path } of door.routes) {
      const at = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => filled[name] ?? 'none');
      const body =
        method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {};
      const response = await door.request(method, at, body);
      const text = await response.text();
      assert.ok(!text.includes('"NOT_HERE"'), `${method} ${path} is documented and is not there`);
    }
    assert.deepEqual([...door.breaches], []);
  });

  for (const place of ['beijing', 'chongqing'] as const) {
    it(`${place}：从草稿到赋码的一件登记，每个回答都合乎文档`, async () => {
      await playStory(clientOf(door), place, () => undefined);
      assert.deepEqual([...door.breaches], []);
    });
  }

  it('列表、读取和法规接口的回答合乎文档', async () => {
    const client = clientOf(door);
    const holder = await client.as('bj-min-zheng');
    const { items } = await holder.get<{ items: { id: string }[] }>(
      '/api/cases?mine=true&procedure=reg.first&status=REGISTERED',
    );
    const first = items[0];
    assert.ok(first);
    for (const part of ['', '/history', '/similar', '/credential', '/proof', '/export'])
      await holder.get(`/api/cases/${first.id}${part}`);
    const compact = await holder.bytes(`/api/cases/${first.id}/credential?form=compact`);
    assert.match(Buffer.from(compact).toString(), /^eyJ[\w-]+(?:\.[\w-]+){2}~(?:[\w-]+~){6}$/);
    await assert.rejects(holder.get(`/api/cases/${first.id}/credential?form=xml`), / 400 /);
    for (const path of [
      '/api/session',
      '/api/sessions',
      '/api/inbox',
      '/api/procedures',
      '/api/packs',
      '/api/law',
    ]) {
      await holder.get(path);
    }
    for (const p of procedures) await holder.get(`/api/procedures/${p.name}`);
    await holder.get('/api/lists?jurisdiction=beijing');
    await holder.get('/api/catalogue?limit=3');
    for (const path of ['notices', 'registrations', 'keys', 'deadline?from=2026-02-10&length=20']) {
      await client.get(`/api/public/${path}`);
    }
    await client.get('/api/law/BJ-REG-11');
    assert.deepEqual([...door.breaches], []);
  });

  it('拒绝也合乎文档：格式、身份、状态、版本、未知', async () => {
    const client = clientOf(door);
    const holder = await client.as('bj-min-zheng');
    const { items } = await holder.get<{ items: { id: string }[] }>(
      '/api/cases?mine=true&procedure=reg.first&status=REGISTERED',
    );
    const id = items[0]?.id ?? '';
    const refused = async (ask: Promise<unknown>): Promise<string> =>
      ask.then(
        () => 'answered',
        (error: unknown) => String(error).slice(0, 400),
      );
    assert.match(
      await refused(holder.act(id, 'submit', { declaration: true })),
      / 409 .*ACT_WRONG_STATE/,
    );
    assert.match(await refused(holder.act(id, 'accept')), / 403 .*ACT_NOT_YOURS/);
    assert.match(await refused(holder.act(id, 'noSuchAct')), / 404 .*ACT_UNKNOWN/);
    assert.match(await refused(holder.open('no.such', 'beijing', {})), / 404 /);
    assert.match(await refused(holder.get('/api/cases?limit=0')), / 400 /);
    assert.match(await refused(client.get('/api/cases')), / 401 /);
    assert.match(await refused(client.get('/api/law/BJ-REG-99')), / 404 /);
    assert.match(await refused((await client.as('cq-jiao-tong')).get(`/api/cases/${id}`)), / 404 /);
    assert.deepEqual([...door.breaches], []);
  });
});
