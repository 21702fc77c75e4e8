import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ownCodeScheme } from '../../contexts/credential/code-scheme.ts';
import { queryCode } from '../../contexts/credential/query-code.ts';
import { codeIn } from './code-in.ts';
import { decode } from './decoder.ts';
import { imageSize } from './image-size.ts';
import { isCode } from './known-codes.ts';
import { cameraTrouble } from './words.ts';
import { photographed, type Photo } from './photo.fixtures.ts';
import { pictureOf, type Picture } from './plane.ts';
import { typedCode } from './typed-code.ts';

const SITE = 'https://dj.example.gov.cn';
const QUERY = queryCode('ab'.repeat(20));
const CODE = ownCodeScheme.assign({
  regionCode: '110000',
  registrarCode: '',
  objectKind: 'resource',
  industryCode: 'S',
  day: '2026-03-02',
  serial: 123,
});

describe('二维码里的内容', () => {
  it('登记码、查询码、本站核验页和条目页的地址：取出编码', () => {
    for (const code of [CODE, QUERY]) {
      assert.ok(isCode(code) && isCode(code.toLowerCase()) && isCode(code.replaceAll('-', '')));
      for (const said of [
        code,
        ` ${code}\n`,
        `${SITE}/verify?code=${encodeURIComponent(code)}`,
        `${SITE}/verify?lang=en&code=${code}#x`,
        `${SITE}/registrations/${code}`,
      ]) {
        assert.deepEqual(codeIn(said, [SITE]), { code });
      }
    }
  });

  it('指向别处的一律不采用，说出指向哪里', () => {
    const elsewhere: readonly (readonly [string, string | null])[] = [
      [`https://evil.example/verify?code=${CODE}`, 'evil.example'],
      [`https://dj.example.gov.cn@evil.example/verify?code=${CODE}`, 'evil.example'],
      [
        `https://dj.example.gov.cn.evil.example/verify?code=${CODE}`,
        'dj.example.gov.cn.evil.example',
      ],
      [`https://user@dj.example.gov.cn/verify?code=${CODE}`, 'dj.example.gov.cn'],
      [`http://dj.example.gov.cn/verify?code=${CODE}`, 'dj.example.gov.cn'],
      [`${SITE}:8443/verify?code=${CODE}`, 'dj.example.gov.cn:8443'],
      [`${SITE}/signin?next=/verify&code=${CODE}`, 'dj.example.gov.cn'],
      [`${SITE}/verify?code=javascript:alert(1)`, 'dj.example.gov.cn'],
      [`${SITE}/registrations/%E0%A4%A`, 'dj.example.gov.cn'],
      [`https://dj.еxample.gov.cn/verify?code=${CODE}`, null],
      [`javascript:alert('${CODE}')`, null],
      ['WIFI:T:WPA;S=free;;', null],
      ['13800000000', null],
      ['', null],
    ];
    for (const [said, host] of elsewhere)
      assert.deepEqual(codeIn(said, [SITE]), { code: null, host });
  });

  it('任意内容：要么是编码的样子，要么不采用，从不出错', () => {
    const addressed = fc.string({ unit: 'binary', maxLength: 80 }).map((rest) => `${SITE}/${rest}`);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 2000 }), addressed), (said) => {
        const { code } = codeIn(said, [SITE]);
        assert.ok(code === null || isCode(code));
      }),
    );
  });
});

describe('输入的编码', () => {
  it('空格、全角、各种横线不算，不必说明', () => {
    for (const typed of [
      ` ${CODE} `,
      CODE.replaceAll('-', ' — '),
      CODE.replaceAll('-', '‐'),
      CODE.replace('DJ', 'ＤＪ'),
    ]) {
      const { code, note, trouble } = typedCode(typed);
      assert.ok(isCode(code), code);
      assert.deepEqual([note, trouble], [null, null]);
    }
    assert.deepEqual(typedCode('  '), { code: '', note: null, trouble: null });
  });

  it('看不见的字符、方向符、标记、前面的字去掉，并说去掉了几个', () => {
    for (const [typed, count] of [
      [`\u202E${CODE}\u202C`, 2],
      [[...CODE].join('\u200B'), CODE.length - 1],
      [`登记码：${CODE}。`, 5],
      [`<b>${CODE}</b>`, 7],
      [`code=${CODE}&x`, 7],
    ] as const) {
      const { code, note } = typedCode(typed);
      assert.equal(code, CODE);
      assert.match(note?.zh ?? '', new RegExp(` ${count} 个`));
    }
  });

  it('没有编码的、太长的说怎么办；十万个字符也不费时间', () => {
    assert.match(typedCode('你好').trouble?.zh ?? '', /没有编码/);
    assert.match(typedCode('A'.repeat(65)).trouble?.zh ?? '', /65 个字符/);
    const began = performance.now();
    assert.match(typedCode('\u200BA'.repeat(50_000)).trouble?.zh ?? '', /1000多个字符/);
    assert.ok(performance.now() - began < 50);
  });

  it('粘贴了本站的核验地址，取其中的编码', () => {
    assert.equal(typedCode(`${SITE}/verify?code=${CODE}`, [SITE]).code, CODE);
  });
});

describe('图片里的二维码', () => {
  const said = `${SITE}/verify?code=${QUERY}`;
  const ours = (one: string): boolean => codeIn(one, [SITE]).code !== null;
  const readable: Readonly<Record<string, readonly Photo[]>> = {
    正的和转了任意角度的: [0, 17, 45, 90, 143, 180, 268, 331].map((turn) => ({
      side: 400,
      module: 6,
      turn,
    })),
    '斜着拍的，10°到40°': [10, 20, 30, 40].flatMap((tilt) =>
      [0, 35, 90, 140].map((axis) => ({ side: 640, module: 8, tilt, axis, turn: 45 })),
    ),
    没有对准焦的: [4, 8].flatMap((module) =>
      [0, 12, 33, 45].map((turn) => ({ side: module * 65, module, turn, blur: 0.5 })),
    ),
    '光线暗、颗粒重的': [0, 12, 45].map((turn) => ({ side: 520, module: 8, turn, noise: 55 })),
    颜色很淡的: [0, 12, 33, 45].flatMap((turn) =>
      [
        [110, 150],
        [190, 220],
        [20, 45],
      ].map(([dark = 0, light = 0]) => ({ side: 420, module: 6, turn, dark, light, noise: 4 })),
    ),
    大照片里的小码: [{ side: 2600, module: 3, turn: 8, tilt: 8 }],
  };
  for (const [kind, photos] of Object.entries(readable)) {
    it(`${kind}，都读得出`, () => {
      for (const photo of photos) {
        assert.equal(decode(photographed(said, photo), 20_000), said, JSON.stringify(photo));
      }
    });
  }

  it('一页上有几个码：取本站的；没有本站的，取读到的那一个', () => {
    const others = ['https://evil.example/a', 'WIFI:T:WPA;S=free;;', '13800000000'];
    for (const turn of [0, 10, 90, 200]) {
      const photo = { side: 900, module: 4, turn, others };
      assert.equal(decode(photographed(said, photo), 20_000, ours), said, `${turn}`);
    }
    const foreign = photographed('https://evil.example/b', { side: 400, module: 6 });
    assert.equal(decode(foreign, 300, ours), 'https://evil.example/b');
  });

  it('没有二维码的、只有一半的、读不下去的：读不出，不出错，到时候就停', () => {
    const blank = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 4) };
    assert.equal(decode(pictureOf(blank), 200), undefined);
    const whole = photographed(said, { side: 320, module: 5 });
    const half = { ...whole, height: 160 };
    assert.equal(decode(half, 500), undefined);
    assert.equal(
      decode(pictureOf({ width: 10, height: 10, data: new Uint8Array(3) }), 200),
      undefined,
    );
    let cuts = 0;
    const endless = {
      ...whole,
      cut: (...asked: Parameters<Picture['cut']>) => ((cuts += 1), whole.cut(...asked)),
    };
    assert.equal(decode({ ...endless, width: 9000, height: 9000 }, 0), undefined);
    assert.ok(cuts <= 1, `${cuts}`);
  });
});

describe('摄像头打不开时', () => {
  it('各说原因和怎么办：不能用、没获准、没有、占用', () => {
    assert.match(cameraTrouble(null).zh, /https.*改用照片/);
    assert.match(cameraTrouble('NotAllowedError').zh, /没有获准.*允许本站/);
    assert.match(cameraTrouble('NotFoundError').zh, /没有找到摄像头/);
    for (const other of ['NotReadableError', 'NotSupportedError', ''])
      assert.match(cameraTrouble(other).zh, /打不开.*改用照片/);
  });
});

describe('图片有多大，打开之前就知道', () => {
  const bytes = (hex: string): Uint8Array => {
    const all = new Uint8Array(64);
    all.set(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
    return all;
  };

  it('PNG、JPEG、GIF、WebP、BMP', () => {
    const known: Readonly<Record<string, string>> = {
      '60000x60000': '89504e47 0d0a1a0a 0000000d 49484452 0000ea60 0000ea60',
      '640x480': 'ffd8 ffe0 0006 00000000 ffc0 0011 08 01e0 0280 03',
      '320x200': '474946383961 4001 c800',
      '176x144': '52494646 00000000 57454250 56503820 00000000 000000 9d012a b000 9000',
      '3000x2000': '52494646 00000000 57454250 56503858 0a000000 00000000 b70b00 cf0700',
      '65x33': '52494646 00000000 57454250 5650384c 00000000 2f 40 00 08 00',
      '100x50': '424d 00000000 00000000 36000000 28000000 64000000 ceffffff',
    };
    for (const [size, hex] of Object.entries(known)) {
      const { width, height } = imageSize(bytes(hex)) ?? assert.fail(size);
      assert.equal(`${width}x${height}`, size);
    }
  });

  it('SVG、PDF、截短的、任意字节：不是图片，不出错', () => {
    for (const one of [
      '<svg xmlns="http://www.w3.org/2000/svg" width="9"/>',
      '%PDF-1.7 aaaaaaaaaaaaaaaaaaaaaaaaaaa',
    ]) {
      assert.equal(imageSize(new TextEncoder().encode(one)), undefined);
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => void imageSize(any)));
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        (rest) => void imageSize(new Uint8Array([0xff, 0xd8, ...rest])),
      ),
    );
  });
});
