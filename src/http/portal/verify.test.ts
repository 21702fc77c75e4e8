import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { depositPage } from '../../web/portal/deposit.ts';
import { viewFor } from '../../web/portal/portal.fixtures.ts';
import { trusted as trustedOf, type Trust } from '../../web/verifier/trust.ts';
import { verify } from '../../web/verifier/verify.ts';
import { portal } from './pages.fixtures.ts';

const { app, get } = portal();
const body = async (path: string): Promise<string> => (await get(path)).text();

test('扫码来的地址直接出核验结论；上传文件不用脚本也能核验', async () => {
  assert.match(await body('/verify?code=%20ABC%20'), /编码ABC/);
  const form = new FormData();
  form.append('file', new File(['12345'], '确认单<b>.pdf'));
  const sent = await app.request('/verify', { method: 'POST', body: form });
  const shown = await sent.text();
  assert.match(shown, /文件5字节/);
  assert.match(shown, /确认单&lt;b&gt;\.pdf/);
  // A browser that goes back to the answer does not ask whether to send the file again.
  assert.equal(sent.headers.get('cache-control'), 'private, no-cache');
  const empty = await app.request('/verify', { method: 'POST', body: new FormData() });
  assert.equal(empty.status >= 400 && empty.status < 500, true);
  assert.match(await empty.text(), /role="alert"/);
});

test('编码里混进的字符去掉并说明；没有编码、十万个字符的说怎么办，不去查', async () => {
  const junk = await body(`/verify?code=${encodeURIComponent('登记码：DJ-\u202E1\u200B2')}`);
  assert.match(junk, /有 6 个编码中不会有的字符.*编码DJ-12/s);
  assert.match(junk, /value="DJ-12"/);
  const long = await body(`/verify?code=${'A'.repeat(100_000)}`);
  assert.match(long, /role="alert">输入有1000多个字符/);
  assert.doesNotMatch(long, /class="result/);
  assert.match(await body(`/verify?code=${encodeURIComponent('你好')}`), /输入里没有编码/);
});

async function uploaded(name: string, content: string | Uint8Array): Promise<string> {
  const form = new FormData();
  form.append('file', new File([Buffer.from(content)], name));
  return (await app.request('/verify', { method: 'POST', body: form })).text();
}

test('上传链上的证明：不用脚本也给出四项结论和画好的路径；文件名里看不见的字符不显示', async () => {
  const proof = await (await get('/chain/6/sm3.tlog-proof')).text();
  const shown = await uploaded('证明\u202Efdp.exe', proof);
  assert.match(shown, /核对无误.*签名.*收录.*见证.*时间戳/s);
  assert.equal(shown.match(/<ul class="checklist"/g)?.length, 1);
  assert.match(shown, /<svg\s+class="tree".*第 6 号记录经过 5 层连到根/s);
  assert.match(shown, /证明fdp\.exe/);
  assert.doesNotMatch(shown, /\u202E/);
  const forged = await uploaded('x', proof.replace('index 6', 'index 7'));
  assert.match(forged, /核对不通过/);
});

test('上传带脚本的PDF、压缩包、照片、过大的证明：各说怎么办，不出错', async () => {
  const script = '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF';
  const pdf = await uploaded('a.pdf', script);
  assert.match(pdf, /没有登记机构的电子签名/);
  assert.doesNotMatch(pdf, /app\.alert/);
  assert.match(await uploaded('a.zip', 'PK\u0003\u0004xxxx'), /请在允许脚本的浏览器里选择/);
  assert.match(await uploaded('a', `${'x'.repeat(300_000)}\n\n— a b\n`), /超过 256 KB/);
  const picture = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 0]);
  assert.match(await uploaded('a.png', picture), /文件12字节/);
});

test('目录链：翻到第一条不重不漏，从第几号看起，位置写错从最新的看起', async () => {
  const seen: number[] = [];
  let path = '/chain';
  for (let pages = 0; path !== '' && pages < 6; pages += 1) {
    const shown = await body(path);
    seen.push(...[...shown.matchAll(/href="\/chain\/(\d+)"/g)].map(([, n]) => Number(n)));
    path = /rel="next"\s+href="([^"]+)"/.exec(shown)?.[1] ?? '';
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 30 }, (_, n) => 29 - n),
  );
  assert.match(await body('/chain?at=12'), /更早的记录.*href="\/chain\/12"/s);
  for (const wrong of ['before=-1', 'before=99999', 'at=x', 'before=0']) {
    assert.match(await body(`/chain?${wrong}`), /href="\/chain\/29"/);
  }
});

test('目录链：画出生长的树，两棵树可选；记录页画出连到根的路径，证明原文在页内', async () => {
  assert.match(await body('/chain'), /树有 30 条记录：16 \+ 8 \+ 4 \+ 1 \+ 1/);
  const sm3 = await body('/chain?tree=sm3');
  assert.match(sm3, /aria-current="true"\s*>国密/);
  const roots = [await body('/chain'), sm3].map(
    (page) => /class="hash strong"[^>]*>(\w+)…/.exec(page)?.[1],
  );
  assert.notEqual(roots[0], roots[1]);
  for (const suite of ['sha256', 'sm3']) {
    const shown = await body(`/chain/6?tree=${suite}`);
    assert.match(shown, /第 6 号记录经过 5 层连到根，根下共有 25 条。算出的根与签名的根相同/);
    const [, hex] = /aria-label="第 6 号[\s\S]*?✓ (\w{8})…/.exec(shown) ?? [];
    assert.ok(hex);
    assert.match(shown, new RegExp(`<code class="mono">${hex}\\w{56}</code>`));
    assert.match(shown, /c2sp\.org\/tlog-proof@v1/);
  }
});

test('目录链：见证人两棵树的情况合成一行，取较短的一棵', async () => {
  const shown = await body('/chain');
  assert.equal(shown.match(/<span class="mono">audit\.example\.gov\.cn</g)?.length, 1);
  assert.match(shown, /第 24 条/);
  assert.match(shown, /<dd>30<\/dd>\s*<dt>条已入链.*<dd>25<\/dd>\s*<dt>条已见证/s);
});

test('目录链记录：标题用程序自己的中文名，未知的条文不出链接，不存在的记录给出去处', async () => {
  const shown = await body('/chain/6');
  assert.match(shown, /<h1>.*第 6 号记录.*赋码/s);
  assert.match(shown, /BJ-REG-15/);
  assert.doesNotMatch(shown, /articles\/NO-SUCH-1/);
  for (const path of ['/chain/30', '/chain/-1', '/chain/06', '/chain/x', '/chain/1e3']) {
    const missing = await get(path);
    assert.equal(missing.status, 404, path);
    assert.match(await missing.text(), /没有这一页/);
  }
});

test('证明文件连同记录下载，浏览器的核验程序认它；不存在的说不存在', async () => {
  const trust = /data-trust>([^<]+)</.exec(await body('/verify'))?.[1] ?? '';
  const trusted = trustedOf(JSON.parse(trust) as Trust);
  for (const name of ['sha256.tlog-proof', 'sm3.tlog-proof']) {
    const file = await get(`/chain/6/${name}`);
    assert.match(file.headers.get('content-disposition') ?? '', /attachment; filename="entry-6-/);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const [report] = await verify([{ name, bytes }], trusted);
    assert.equal(report?.outcome, 'holds');
  }
  const entry = await get('/chain/6/entry.json');
  assert.match(await entry.text(), /"type":"reg.CodeAssigned"/);
  for (const path of ['/chain/30/entry.json', '/chain/30/sm3.tlog-proof', '/chain/6/other']) {
    assert.equal((await get(path)).status, 404, path);
  }
});

test('登记条目标明赋码一步在链上的情况', async () => {
  assert.match(await body('/registrations/CODE-0'), /已见证<\/span>.*href="\/chain\/6"/s);
  assert.doesNotMatch(await body('/registrations/CODE-1'), /href="\/chain\/\d/);
});

test('离线核验网页：作为附件下载，安全策略与内容的散列一致，不许连网', async () => {
  const file = await get('/verify/offline.html');
  assert.equal(file.status, 200, 'build the verifier first: npm test does');
  assert.match(file.headers.get('content-disposition') ?? '', /attachment/);
  const page = await file.text();
  const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  const said = policy.replaceAll('&#39;', "'");
  assert.match(said, /^default-src 'none';/);
  assert.doesNotMatch(said, /unsafe|http|connect-src|\*/);
  for (const [, kind = '', content = ''] of page.matchAll(
    /<(style|script) ?(?:type="module")?>([\s\S]*?)<\/(?:style|script)>/g,
  )) {
    const digest = createHash('sha256').update(content).digest('base64');
    assert.ok(said.includes(`${kind}-src 'sha256-${digest}'`), kind);
  }
});

test('核验脚本：长期缓存，体积有上限，别的文件取不到', async () => {
  const address = /src="(\/assets\/verifier\/page-[^"]+)"/.exec(await body('/verify'))?.[1] ?? '';
  const script = await get(address);
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  const bytes = Buffer.from(await script.arrayBuffer());
  // Only what sets the page in motion comes at once; the rest when somebody gives a file.
  assert.ok(gzipSync(bytes, { level: 9 }).length <= 2 * 1024);
  const [room = ''] = /room-[\w-]+\.js/.exec(bytes.toString()) ?? [];
  assert.ok(room);
  const scan = /src="(\/assets\/scan\/page-[^"]+)"/.exec(await body('/verify'))?.[1] ?? '';
  const scanner = Buffer.from(await (await get(scan)).arrayBuffer());
  assert.ok(gzipSync(scanner, { level: 9 }).length <= 6 * 1024);
  for (const path of ['..%2f..%2fpackage.json', 'offline.js.map', 'x.js']) {
    assert.equal((await get(`/assets/verifier/${path}`)).status, 404, path);
  }
});

test('存证网页：脚本长期缓存，体积有上限；没有构建时说明怎么办', async () => {
  const page = await body('/deposit');
  const address = /src="(\/assets\/deposit\/page-[^"]+)"/.exec(page)?.[1] ?? '';
  const script = await get(address);
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  const bytes = Buffer.from(await script.arrayBuffer());
  assert.ok(gzipSync(bytes, { level: 9 }).length <= 9 * 1024);
  assert.equal((await get('/assets/deposit/..%2fverifier%2foffline.js')).status, 404);
  assert.match(String(await depositPage(viewFor('zh'), null)), /npm start/);
});
