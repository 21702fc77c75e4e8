import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openAttack, type Attacker, type Signed } from './doors.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** What is wrong, the body, the status, and its code. */
const BODIES: readonly (readonly [string, string | Uint8Array, number, string])[] = [
  ['没有内容', '', 400, 'JSON_MALFORMED'],
  ['半截', '{"input":', 400, 'JSON_MALFORMED'],
  ['不是对象', '[]', 400, 'REQUEST_MALFORMED'],
  ['空值', 'null', 400, 'REQUEST_MALFORMED'],
  ['数字', '7', 400, 'REQUEST_MALFORMED'],
  ['嵌套过深', `{"input":{"a":${nested(100)}}}`, 400, 'JSON_TOO_DEEP'],
  ['嵌套五万层', nested(50_000), 400, 'JSON_TOO_DEEP'],
  ['重复字段', '{"input":{"a":1,"a":2}}', 400, 'JSON_DUPLICATE_KEY'],
  ['原型污染', '{"input":{"__proto__":{"admin":true}}}', 400, 'JSON_FORBIDDEN_KEY'],
  ['构造器字段', '{"input":{"constructor":{"prototype":1}}}', 400, 'JSON_FORBIDDEN_KEY'],
  ['冒充拒绝', '{"refused":true,"input":{}}', 400, 'JSON_FORBIDDEN_KEY'],
  ['控制字符', '{"input":{"a":"\\u0000"}}', 400, 'JSON_CHARACTER'],
  ['残缺字符', '{"input":{"a":"\\ud800"}}', 400, 'JSON_CHARACTER'],
  ['不能精确的数', '{"input":{"a":9007199254740993}}', 400, 'JSON_NUMBER'],
  [
    '非UTF-8',
    new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    400,
    'BODY_NOT_UTF8',
  ],
  ['过大', `{"input":{"a":"${'x'.repeat(1_100_000)}"}}`, 413, 'BODY_TOO_LARGE'],
  [
    '字段过多',
    JSON.stringify({
      input: Object.fromEntries(Array.from({ length: 6000 }, (_, n) => [`k${n}`, n])),
    }),
    400,
    'JSON_TOO_MANY_KEYS',
  ],
];

describe('接口之门：内容与网址', () => {
  let at: Attacker;
  let holder: Signed;
  let caseId: string;
  before(async () => {
    at = await openAttack();
    holder = await at.as('bj-min-zheng');
    caseId = (await at.draft(holder)).id;
  });
  after(() => at.close());

  for (const [what, body, status, code] of BODIES) {
    it(`请求内容${what}：说明原因，不留痕迹`, async () => {
      const headers = { ...holder.bearer, ...JSON_TYPE };
      for (const path of [
        `/api/cases/${caseId}/acts/attachMaterial`,
        '/api/cases',
        '/api/session',
      ]) {
        const init = { headers, body: typeof body === 'string' ? body : Buffer.from(body) };
        await at.refused(status, code, () => at.send('POST', path, init));
      }
    });
  }

  it('不报长度的超大内容读到上限为止', async () => {
    let given = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1;
        if (given > 1000) controller.close();
        else controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const init = {
      headers: { ...holder.bearer, ...JSON_TYPE },
      body,
      duplex: 'half',
    } as RequestInit;
    await at.refused(413, 'BODY_TOO_LARGE', () => at.send('POST', '/api/cases', init));
    assert.ok(given < 40, `${given} chunks were read`);
  });

  it('没有登录的，登录的请求不过64 KiB：慢慢送也占不了多少内存', async () => {
    let given = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1;
        if (given > 200) controller.close();
        else controller.enqueue(new Uint8Array(8_192).fill(0x20));
      },
    });
    const init = { headers: JSON_TYPE, body, duplex: 'half' } as RequestInit;
    await at.refused(413, 'BODY_TOO_LARGE', () => at.send('POST', '/api/session', init));
    assert.ok(given < 30, `${given} chunks were read`);
  });

  it('内容类型不是JSON：400', async () => {
    for (const type of [
      'application/xml',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
    ]) {
      const init = { headers: { ...holder.bearer, 'content-type': type }, body: '{"input":{}}' };
      await at.refused(400, 'MEDIA_TYPE', () =>
        at.send('POST', `/api/cases/${caseId}/acts/submit`, init),
      );
    }
  });

  it('未知字段和十万字的名称：422，指出位置，不回显', async () => {
    const act = `/api/cases/${caseId}/acts/attachMaterial`;
    const secret = '秘'.repeat(100_000);
    const long = await at.refused(422, undefined, () =>
      at.post(holder, act, { input: { group: 'dataResource', values: { name: secret } } }),
    );
    assert.ok(long.text.length < 5000 && !long.text.includes('秘秘'));
    await at.refused(422, 'INPUT_INVALID', () =>
      at.post(holder, act, { input: { group: 'subject', values: {}, extra: 1 } }),
    );
    await at.refused(422, undefined, () =>
      at.post(holder, act, { input: { group: 'toString', values: { valueOf: 'x' } } }),
    );
    await at.refused(422, undefined, () =>
      at.post(holder, act, { input: { group: 'subject', values: { toString: 'x' } } }),
    );
  });

  it('网址里的空字符、坏编号、坏页码和坏日期都不是系统错误', async () => {
    const bad = Buffer.from(`9999-99-99/${caseId}`).toString('base64url');
    const asked: readonly (readonly [string, number, string])[] = [
      ['/api/cases?procedure=%00', 400, 'ADDRESS_CHARACTER'],
      ['/api/catalogue?after=%00', 400, 'ADDRESS_CHARACTER'],
      ['/api/public/registrations/%00', 404, 'NOT_HERE'],
      ['/api/public/registrations?district=%00', 400, 'ADDRESS_CHARACTER'],
      [`/api/cases?after=${bad}`, 400, 'CURSOR_INVALID'],
      ['/api/cases?after=x', 400, 'CURSOR_INVALID'],
      ['/api/inbox?after=x', 400, 'CURSOR_INVALID'],
      ['/api/public/notices?after=x', 400, 'CURSOR_INVALID'],
      ['/api/public/registrations?after=1', 400, 'CURSOR_INVALID'],
      ['/api/cases?due=2026-02-30', 400, 'REQUEST_MALFORMED'],
      ['/api/cases?due=1900-01-01', 422, 'DATE_INVALID'],
      ['/api/cases?jurisdiction=constructor', 422, 'JURISDICTION_UNKNOWN'],
      ['/api/lists?jurisdiction=__proto__', 422, 'JURISDICTION_UNKNOWN'],
      ['/api/cases/none', 404, 'CASE_UNKNOWN'],
      ['/api/cases/%E0%A4%A', 404, 'CASE_UNKNOWN'],
      [`/api/cases/${caseId.toUpperCase()}`, 404, 'CASE_UNKNOWN'],
      ['/api/files/none', 404, 'FILE_UNKNOWN'],
      ['/api/procedures/constructor', 404, 'PROCEDURE_UNKNOWN'],
      ['/api/law/__proto__', 404, 'ARTICLE_UNKNOWN'],
      ['/api/nowhere', 404, 'NOT_HERE'],
    ];
    for (const limit of ['0', '101', '1e9', '3.5', '-1', 'x', '']) {
      for (const path of [
        '/api/cases',
        '/api/inbox',
        '/api/public/notices',
        '/api/public/registrations',
        '/api/catalogue',
      ]) {
        const problem = await at.refused(400, 'REQUEST_MALFORMED', () =>
          at.send('GET', `${path}?limit=${limit}`, { headers: holder.bearer }),
        );
        assert.match(problem.title, /limit/);
      }
    }
    for (const [path, status, code] of asked) {
      await at.refused(status, code, () => at.send('GET', path, { headers: holder.bearer }));
    }
  });

  it('期限计算器：不存在的日期、越界的长度、未知的单位和地区都拒绝', async () => {
    const ask = (query: string) => () => at.send('GET', `/api/public/deadline?${query}`);
    for (const from of [
      '2026-02-30',
      '2026-13-01',
      '0000-01-01',
      '9999-12-31',
      'x',
      '',
      '2026-2-3',
      '2026-02-10T00:00',
    ]) {
      await at.refused(422, 'DATE_INVALID', ask(`from=${from}&length=10`));
    }
    for (const length of ['0', '-1', '1e9', '1000000000', ''])
      await at.refused(422, 'LENGTH_INVALID', ask(`from=2026-02-10&length=${length}`));
    for (const length of ['3.5', 'x', 'Infinity', 'NaN'])
      await at.refused(400, 'REQUEST_MALFORMED', ask(`from=2026-02-10&length=${length}`));
    await at.refused(400, 'REQUEST_MALFORMED', ask('from=2026-02-10&length=1&unit=constructor'));
    await at.refused(
      422,
      'JURISDICTION_UNKNOWN',
      ask('from=2026-02-10&length=1&jurisdiction=atlantis'),
    );
    for (const query of [
      'from=2026-02-30&length=3',
      'from=2026-02-10&length=1e9',
      'from=%3Cscript%3Ex&length=3.5',
    ]) {
      const page = await at.send('GET', `/deadline?${query}`);
      assert.ok(page.status < 500 && !(await page.text()).includes('<script>x'));
    }
  });

  it('演示时钟：不倒拨，不接受不存在或没有时区的时刻', async () => {
    const move = (now: unknown) => () => at.post(holder, '/api/demo/clock', { now });
    for (const now of [
      '2026-02-30T09:00:00+08:00',
      '2026-03-02T99:99:00+08:00',
      '2026-03-02T09:00',
      '2026-03-02',
      'soon',
      '',
      '2026-03-02T09:00:00+99:99',
    ]) {
      await at.refused(400, 'CLOCK_INVALID', move(now));
    }
    await at.refused(400, 'REQUEST_MALFORMED', move(1));
    await at.refused(422, 'CLOCK_BACKWARDS', move('2025-06-01T09:00:00+08:00'));
    await at.refused(422, 'CLOCK_OUTSIDE', move('2199-01-01T00:00:00+08:00'));
  });

  it('地址不支持的方法：405，并说明支持哪些；没有的地址：404', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/api/cases', 'GET, HEAD, POST'],
      ['PATCH', `/api/cases/${caseId}`, 'GET, HEAD'],
      ['DELETE', '/api/cases/none', 'GET, HEAD'],
      ['OPTIONS', '/api/cases', 'GET, HEAD, POST'],
      ['GET', '/api/demo/clock', 'POST'],
      ['HEAD', '/api/files', 'POST'],
      ['POST', '/api/law', 'GET, HEAD'],
      ['POST', '/healthz', 'GET, HEAD'],
      ['DELETE', '/log/checkpoint', 'GET, HEAD'],
      ['GET', '/tsa', 'POST'],
    ] as const) {
      const headers = method === 'HEAD' ? { ...holder.bearer, accept: '*/*' } : holder.bearer;
      const answer = await at.send(method, path, { headers });
      assert.equal(answer.status, 405, `${method} ${path}`);
      assert.equal(answer.headers.get('allow'), allow, path);
      const refused = await at.refused(405, 'METHOD_NOT_HERE', () =>
        at.send(method === 'HEAD' ? 'GET' : method, path, { headers }),
      );
      assert.ok(refused.sentence.en.includes(allow), refused.sentence.en);
    }
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'])
      await at.refused(404, 'NOT_HERE', () =>
        at.send(method, '/api/nowhere', { headers: holder.bearer }),
      );
  });

  it('回答的状态都是文档写明的', () => {
    const undocumented = [...at.door.breaches].filter(
      (b) => !/ 404: no such route|no such route is documented/.test(b),
    );
    assert.deepEqual(undocumented, []);
  });
});
