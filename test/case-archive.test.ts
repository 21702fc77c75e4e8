import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { makeZip } from 'client-zip';
import { checkArchive, refusedArchive, type ArchiveVerdict } from '../src/app/archive/check.ts';
import { archiveIn, BadArchive } from '../src/app/archive/read.ts';
import type { ArchiveManifest } from '../src/app/archive/format.ts';
import { signArchive } from '../src/app/archive/sign.ts';
import { servedKeys } from '../src/app/read-keys.ts';
import type { CaseEvidence } from '../src/app/archive/case-evidence.ts';
import { zipParts } from '../src/app/archive/zip-parts.ts';
import { orThrow } from '../src/base/refusal.ts';
import type { DemoPerson } from '../src/cli/demo-client.ts';
import { openScene, shuji, type Scene } from './evidence.ts';

type Parts = Map<string, Buffer>;

describe('案卷存档', () => {
  let scene: Scene;
  let officer: DemoPerson;
  let folder = '';
  let whole: Buffer;
  let parts: Parts;
  let keys = '';

  const fetched = async (login: string, query = ''): Promise<Buffer> => {
    const who = await scene.client.as(login);
    return Buffer.from(await who.bytes(`/api/cases/${scene.caseId}/archive${query}`));
  };
  const write = (name: string, bytes: Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const checked = async (bytes: Buffer): Promise<ArchiveVerdict> => {
    const trust = { policies: await scene.policies(), issuer: orThrow(servedKeys(keys)) };
    try {
      return await checkArchive(await archiveIn(bytes), trust);
    } catch (error) {
      if (error instanceof BadArchive) return refusedArchive(error, trust);
      throw error;
    }
  };
  const faults = async (bytes: Buffer) =>
    (await checked(bytes)).faults.map(({ what, part }) => `${what} ${part}`.trim());

  before(async () => {
    scene = await openScene();
    folder = mkdtempSync(join(tmpdir(), 'shuji-archive-'));
    officer = await scene.client.as('bj-shou-li');
    await scene.witnessed(officer, scene.caseId);
    whole = await fetched('bj-shou-li', '?related=true');
    parts = await partsIn(whole);
    keys = JSON.stringify(await scene.client.get('/api/public/keys'));
  });
  after(async () => {
    await scene.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('登记机构的存档离线核验通过：事件在链、重办一致、材料相符、结果真实，相关事项在内', async () => {
    const found = await checked(whole);
    assert.deepEqual(found.faults, []);
    assert.deepEqual(found.verdict?.faults, []);
    assert.equal(found.verdict?.rerun.outcome, 'same');
    assert.ok(found.attested > 0);
    assert.deepEqual([found.unattested, found.otherRules], [[], []]);
    assert.deepEqual(
      found.results.map(({ verdict }) => verdict.verdict),
      ['genuine', 'genuine'],
    );
    assert.ok(found.manifest?.related.length === found.related.length);
    for (const { of } of found.related) assert.deepEqual([of.faults, of.verdict?.faults], [[], []]);
  });

  it('命令行核验：给出公钥和策略即可，也说得出是自称', async () => {
    const file = write('case.zip', whole);
    const policies = ['policy', 'sm3/policy'];
    const options = await Promise.all(
      policies.map(async (path, i) => [
        '--policy',
        write(`policy-${i}`, Buffer.from(await scene.published(path))),
      ]),
    );
    const key = write('keys.json', Buffer.from(keys));
    const done = await shuji('verify', 'archive', file, '--keys', key, ...options.flat());
    assert.equal(done.status, 0, done.says);
    assert.match(done.says, /存档真实完整/);
    assert.doesNotMatch(done.says, /自称/);
    const alone = await shuji('verify', 'archive', file);
    assert.equal(alone.status, 0, alone.says);
    assert.match(alone.says, /自称：清单和结果/);
    const odd = await shuji('verify', 'archive', join(folder, '没有'));
    assert.equal(odd.status, 2);
  });

  it('其中的页面没有脚本，两种文字都有；别的程序也列得出各部分', async () => {
    const listed = await zipParts(whole);
    assert.ok('names' in listed);
    assert.deepEqual(listed.names.toSorted(), [...parts.keys()].toSorted());
    for (const name of ['README.txt', 'index.html', 'case/001.json', 'results/sheet.pdf'])
      assert.ok(parts.has(name), name);
    const page = parts.get('index.html')?.toString() ?? '';
    assert.match(page, /办理经过/);
    assert.match(page, /History/);
    assert.doesNotMatch(page, /<script|javascript:|onerror=/i);
  });

  it('当事人的存档只有其能看的：其余只有承诺；旁人得不到存档', async () => {
    const bytes = await fetched('bj-min-zheng');
    const found = await checked(bytes);
    assert.deepEqual([found.faults, found.verdict?.faults], [[], []]);
    assert.equal(found.verdict?.rerun.outcome, 'undisclosed');
    const page = JSON.parse(
      (await partsIn(bytes)).get('case/001.json')?.toString() ?? '',
    ) as CaseEvidence;
    assert.ok(page.events.every(({ body }) => !Object.hasOwn(body ?? {}, '$act')));
    for (const login of ['cq-jiao-tong', 'bj-wang-fang', 'xi-tong'])
      await assert.rejects(fetched(login), / 404 /, login);
  });

  it('不带材料的存档也通过', async () => {
    const bytes = await fetched('bj-shou-li', '?files=false');
    const found = await checked(bytes);
    assert.deepEqual(found.faults, []);
    assert.ok(![...(await partsIn(bytes)).keys()].some((name) => name.startsWith('files/')));
  });

  it('改动任一部分、缺一部分、多一部分，都指名', async () => {
    for (const name of parts.keys()) {
      if (name === 'manifest.json' || name === 'manifest.sig') continue;
      const bytes = Buffer.from(parts.get(name) ?? '');
      bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
      assert.deepEqual(await faults(await repacked(parts, [[name, bytes]])), [`altered ${name}`]);
    }
    const less = new Map(parts);
    less.delete('case/001.json');
    assert.deepEqual(await faults(await repacked(less)), ['missing case/001.json']);
    const more = await repacked(parts, [['files/夹带.exe', Buffer.from('x')]]);
    assert.deepEqual(await faults(more), ['extra files/夹带.exe']);
  });

  it('连清单一起改的，签名不再成立；拿别的密钥重签的也不认', async () => {
    const manifest = JSON.parse(parts.get('manifest.json')?.toString() ?? '') as ArchiveManifest;
    const page = Buffer.from(String(parts.get('index.html')).replace('办理经过', '别的经过'));
    const listed = manifest.parts.map((p) =>
      p.name === 'index.html'
        ? {
            ...p,
            size: page.length,
            sha256: createHash('sha256').update(page).digest('hex'),
          }
        : p,
    );
    const changed = Buffer.from(`${JSON.stringify({ ...manifest, parts: listed })}\n`);
    const bytes = await repacked(parts, [
      ['index.html', page],
      ['manifest.json', changed],
    ]);
    assert.deepEqual(await faults(bytes), ['unsigned manifest.sig']);
    const unsigned = new Map(parts);
    unsigned.delete('manifest.sig');
    assert.deepEqual(await faults(await repacked(unsigned)), ['unsigned manifest.sig']);
  });

  it('换用别人的在链证明，核验指出不在所称位置', async () => {
    const page = JSON.parse(parts.get('case/001.json')?.toString() ?? '') as {
      events: { proofs: unknown }[];
    };
    const [first, second] = page.events;
    if (first && second) first.proofs = second.proofs;
    const bytes = Buffer.from(JSON.stringify(page));
    const found = await checked(await resigned(parts, 'case/001.json', bytes));
    assert.ok(found.verdict?.faults.some(({ what }) => what === 'not-included'));
  });

  it('越出目录、重名、压缩过、夹带、截断、自称巨大的压缩包，一律拒绝并说明理由', async () => {
    const named = (name: string) => zip([[name, Buffer.from('x')]]);
    assert.deepEqual(await faults(await named('../etc/passwd')), ['not-zip']);
    assert.deepEqual(await faults(await named('/etc/passwd')), ['not-zip']);
    const twice = await zip([
      ['index.html', Buffer.from('a')],
      ['index.html', Buffer.from('b')],
    ]);
    assert.deepEqual(await faults(twice), ['duplicate index.html']);
    assert.deepEqual(await faults(deflated('index.html', Buffer.alloc(900_000))), [
      'packed index.html',
    ]);
    assert.deepEqual(await faults(deflated('bomb', Buffer.alloc(400_000_000))), ['not-zip']);
    assert.deepEqual(await faults(whole.subarray(0, whole.length - 40)), ['not-zip']);
    assert.deepEqual(await faults(Buffer.from('不是压缩包')), ['not-zip']);
    assert.deepEqual(await faults(Buffer.concat([Buffer.from('MZ夹带'), whole])), ['not-zip']);
    assert.deepEqual(await faults(await zip([])), ['no-manifest manifest.json']);
    const many = await zip(Array.from({ length: 1600 }, (_, i) => [`p${i}`, Buffer.from('')]));
    assert.deepEqual(await faults(many), ['too-many']);
    const directory = whole.readUInt32LE(whole.length - 6);
    const between = Buffer.from(
      Buffer.concat([
        whole.subarray(0, directory),
        Buffer.from('MZ夹带'),
        whole.subarray(directory),
      ]),
    );
    between.writeUInt32LE(directory + Buffer.byteLength('MZ夹带'), between.length - 6);
    assert.deepEqual(await faults(between), ['hidden']);
    const noted = Buffer.concat([whole, Buffer.from('MZ夹带')]);
    noted.writeUInt16LE(Buffer.byteLength('MZ夹带'), whole.length - 2);
    assert.deepEqual(await faults(noted), ['hidden']);
    const renamed = Buffer.from(whole);
    renamed[renamed.indexOf('README.txt')] = 0x58;
    assert.deepEqual(await faults(renamed), ['renamed README.txt']);
  });

  /** The archive with a part replaced, its manifest made right and signed by the house itself. */
  async function resigned(of: Parts, name: string, bytes: Buffer): Promise<Buffer> {
    const manifest = JSON.parse(of.get('manifest.json')?.toString() ?? '') as ArchiveManifest;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const listed = `${JSON.stringify({
      ...manifest,
      parts: manifest.parts.map((p) =>
        p.name === name ? { name, size: bytes.length, sha256 } : p,
      ),
    })}\n`;
    const signed = await signArchive(manifest.origin, listed, scene.door.services.archiveKeys);
    return repacked(of, [
      [name, bytes],
      ['manifest.json', Buffer.from(listed)],
      ['manifest.sig', Buffer.from(signed)],
    ]);
  }
});

async function partsIn(bytes: Buffer): Promise<Parts> {
  const { parts } = await archiveIn(bytes);
  const read = [...parts].map(async ([name, part]) => [name, await part.read(1e9)] as const);
  return new Map(await Promise.all(read));
}

async function zip(entries: readonly (readonly [string, Buffer])[]): Promise<Buffer> {
  const lastModified = new Date('2026-01-01T00:00:00Z');
  const stream = makeZip(entries.map(([name, input]) => ({ name, input, lastModified })));
  const pieces: Uint8Array[] = [];
  for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

const repacked = (of: Parts, changes: readonly (readonly [string, Buffer])[] = []) =>
  zip([...new Map([...of, ...changes])]);

/** One packed entry, as other programs write it. */
function deflated(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(content.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}
