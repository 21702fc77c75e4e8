import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '../base/refusal.ts';
import { heldUploads } from './held-uploads.ts';
import { readUpload } from './upload.ts';

const busy = (error: unknown): boolean =>
  error instanceof Refused &&
  error.refusal.code === 'UPLOADS_HELD' &&
  error.refusal.kind === 'busy';

test('慢慢上传占着内存的：一个来访者占不满，大家加起来也占不满；传完就放开', async () => {
  const held = heldUploads({ all: 3_000, one: 1_500 });
  const senders: ReadableStreamDefaultController<Uint8Array>[] = [];
  const sent = (): Request => {
    const body = new ReadableStream<Uint8Array>({ start: (c) => void senders.push(c) });
    const headers = { 'content-type': 'multipart/form-data; boundary=X' };
    return new Request('http://x/', { method: 'POST', headers, body, duplex: 'half' } as object);
  };
  const upload = (client: string) => readUpload(sent(), { client, most: 1_000, held });
  const say = (n: number, words: string) => senders[n]?.enqueue(Buffer.from(words));
  const head = '--X\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n';
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

  const slow = upload('甲');
  say(0, `${head}${'a'.repeat(900)}`);
  await settled();
  const second = assert.rejects(upload('甲'), busy);
  say(1, `${head}${'b'.repeat(900)}`);
  await second;
  const others = ['乙', '丙'].map((client) => upload(client));
  for (const n of [2, 3]) say(n, `${head}${'c'.repeat(900)}`);
  await settled();
  const last = assert.rejects(upload('丁'), busy);
  say(4, `${head}${'d'.repeat(900)}`);
  await last;

  for (const n of [0, 2, 3]) {
    say(n, '\r\n--X--\r\n');
    senders[n]?.close();
  }
  assert.equal((await slow).bytes.length, 900);
  await Promise.all(others);
  held.hold('甲', 1_500);
  held.hold('乙', 1_500);
  assert.throws(() => held.hold('丙', 1), busy);
});

test('断在中间的、过大的，占的内存也放开', async () => {
  const held = heldUploads({ all: 1_000, one: 1_000 });
  for (const words of ['半截', 'x'.repeat(900)]) {
    const form = `--X\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\n${words}`;
    const headers = { 'content-type': 'multipart/form-data; boundary=X' };
    const request = new Request('http://x/', { method: 'POST', headers, body: form });
    await assert.rejects(readUpload(request, { client: '甲', most: 500, held }), Refused);
  }
  held.hold('甲', 1_000);
});
