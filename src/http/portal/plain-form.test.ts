import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { Hono } from 'hono';
import { refuse, Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { fromElsewhere, readPlainForm } from './plain-form.ts';

const refusal = refuse('FILE_KIND', text('不收', 'Not taken'), [], 'unprocessable');

/** Keeps what is small; lets go of the rest in the middle of it, as a store does. */
async function keep(stream: Readable, name: string): Promise<string> {
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (name.endsWith('.svg') || size > 1_000_000) throw new Refused(refusal);
  }
  return `${name} ${size}`;
}

function sent(parts: readonly (readonly [string, string | File])[]): Request {
  const body = new FormData();
  for (const [name, value] of parts) body.append(name, value);
  return new Request('http://x/', { method: 'POST', body });
}

const read = (request: Request, most = 20) =>
  readPlainForm(request, { most }, (form) => (form.field('csrf') === 'ours' ? keep : undefined));

test('栏目和文件都收下，换行按一个字符，没有选文件的空栏不算', async () => {
  const form = await read(
    sent([
      ['csrf', 'ours'],
      ['file', 'a'],
      ['file', 'b'],
      ['reason', '一\r\n二'],
      ['evidence', new File(['12345'], '证据.txt')],
      ['evidence', new File([], '')],
      ['go', 'add'],
    ]),
  );
  assert.deepEqual(form.all('file'), ['a', 'b']);
  assert.equal(form.field('reason'), '一\n二');
  assert.equal(form.field('go'), 'add');
  assert.deepEqual(form.kept, ['证据.txt 5']);
  assert.deepEqual([form.lost, form.refused], [false, []]);
});

test('中间一份被拒收，其余照收，表单读得完', async () => {
  const form = await read(
    sent([
      ['csrf', 'ours'],
      ['evidence', new File(['1'], 'a.txt')],
      ['evidence', new File(['x'.repeat(3_000_000)], 'evil.svg')],
      ['evidence', new File(['x'.repeat(2_000_000)], 'large.txt')],
      ['evidence', new File(['22'], 'b.txt')],
      ['go', 'add'],
    ]),
  );
  assert.deepEqual(form.kept, ['a.txt 1', 'b.txt 2']);
  assert.equal(form.refused.length, 2);
  assert.equal(form.field('go'), 'add');
});

test('不是本页面发来的，文件一份也不收，文字照样读出来', async () => {
  const form = await read(
    sent([
      ['csrf', 'x'],
      ['reason', '理由'],
      ['evidence', new File(['1'], 'a.txt')],
    ]),
  );
  assert.deepEqual([form.kept, form.lost, form.field('reason')], [[], true, '理由']);
});

test('校验值排在文件之后的，文件一份也不收', async () => {
  const form = await read(
    sent([
      ['evidence', new File(['1'], 'a.txt')],
      ['csrf', 'ours'],
    ]),
  );
  assert.deepEqual([form.kept, form.lost], [[], true]);
});

test('份数、字数有上限；断在中间的、格式不对的拒绝', async () => {
  const parts = Array.from({ length: 5 }, (_, n) => ['evidence', new File(['1'], `${n}`)] as const);
  assert.equal((await read(sent([['csrf', 'ours'], ...parts]), 3)).kept.length, 3);
  const long = await read(sent([['reason', '长'.repeat(100_000)]]));
  assert.ok(long.field('reason').length <= 40_000);
  const whole = Buffer.from(await sent([['csrf', 'ours'], ...parts]).arrayBuffer());
  const type = 'multipart/form-data; boundary=x';
  const broken = new Request('http://x/', {
    method: 'POST',
    headers: { 'content-type': type },
    body: whole.subarray(0, 90),
  });
  const plain = new Request('http://x/', { method: 'POST', body: '{}' });
  for (const request of [broken, plain]) {
    await assert.rejects(read(request), (error) => error instanceof Refused);
  }
});

test('不带文件的普通表单也能读', async () => {
  const body = new URLSearchParams({ account: 'a&b', next: '/' });
  const form = await read(new Request('http://x/', { method: 'POST', body }), 0);
  assert.equal(form.field('account'), 'a&b');
});

test('不是表单的、没有内容的，说的是表单没有送到；不带文件的表单没完没了，不等读完', async () => {
  const plain = (body: BodyInit | undefined, type?: string) =>
    new Request('http://x/', {
      method: 'POST',
      ...(body === undefined ? {} : { body }),
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    });
  const form = 'application/x-www-form-urlencoded';
  for (const request of [
    plain('{}', 'application/json'),
    plain('account=a', 'text/plain'),
    plain(undefined),
    plain('account=%zz', form),
    plain('x', 'multipart/form-data'),
  ])
    await assert.rejects(read(request, 0), (error) => {
      assert.ok(error instanceof Refused);
      assert.equal(error.refusal.code, 'FORM_NOT_WHOLE');
      assert.match(error.refusal.sentence.zh, /请回到原来的页面/);
      return true;
    });
  let given = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(sender) {
      given += 65_536;
      if (given > 50_000_000) throw new Error('read on and on');
      sender.enqueue(new Uint8Array(65_536).fill(120));
    },
  });
  const sending = {
    method: 'POST',
    headers: { 'content-type': form },
    body: endless,
    duplex: 'half',
  };
  await assert.rejects(read(new Request('http://x/', sending), 0), /FORM_TOO_LONG/);
  assert.ok(given < 2_000_000, String(given));
});

test('旧浏览器和不加密的连接只报来源：别处来的、不说来源的都算别处', async () => {
  const app = new Hono().post('/', (c) => c.json(fromElsewhere(c, 'https://dj.example')));
  const elsewhere = async (headers: Record<string, string>): Promise<unknown> =>
    (
      await app.request('/', { method: 'POST', headers: { host: '10.0.0.8:8080', ...headers } })
    ).json();
  for (const origin of ['https://evil.example', 'null', 'https://dj.example.evil.example'])
    assert.equal(await elsewhere({ origin }), true, origin);
  for (const origin of ['https://dj.example', 'http://10.0.0.8:8080'])
    assert.equal(await elsewhere({ origin }), false, origin);
  assert.equal(await elsewhere({}), false, '程序不报来源');
  assert.equal(await elsewhere({ 'sec-fetch-site': 'same-site' }), true);
  assert.equal(await elsewhere({ 'sec-fetch-site': 'same-origin', origin: 'null' }), false);
});

test('一开始就拒收的（如上传过于频繁）只拒那一份，程序不会因此停下', async () => {
  const refusing = await readPlainForm(
    sent([
      ['csrf', 'ours'],
      ['evidence', new File(['12345'], 'a.txt')],
      ['go', 'add'],
    ]),
    { most: 20 },
    () => () => {
      throw new Refused(refusal);
    },
  );
  assert.deepEqual(refusing.refused, [refusal]);
  assert.equal(refusing.field('go'), 'add');
});

test('文件断在中间，不论有没有人收、有没有开始读，都只是这份表单作废', async () => {
  const broken = (hangsUp: boolean): Request => {
    const head = '--X\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n一半';
    const body = new ReadableStream<Uint8Array>({
      start: (sender) => sender.enqueue(Buffer.from(head)),
      pull: (sender) => (hangsUp ? sender.error(new Error('aborted')) : sender.close()),
    });
    const headers = { 'content-type': 'multipart/form-data; boundary=X' };
    const sending = { method: 'POST', headers, body, duplex: 'half' };
    return new Request('http://x/', sending);
  };
  const late = async (stream: Readable): Promise<string> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    for await (const chunk of stream) assert.ok(chunk);
    return 'kept';
  };
  for (const hangsUp of [true, false])
    for (const keeper of [() => late, () => undefined])
      await assert.rejects(readPlainForm(broken(hangsUp), { most: 1 }, keeper), /FORM_NOT_WHOLE/);
});
