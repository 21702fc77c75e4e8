import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { hostile } from '../portal.fixtures.ts';
import { atomFile } from './atom.ts';
import { calendarFile } from './icalendar.ts';
import { noticesAtom, noticesCalendar, type FedNotice, type FeedOf } from './notice-feeds.ts';
import { oneLine } from './one-line.ts';

const notice: FedNotice = {
  id: '0199aaaa-0000-7000-8000-000000000001',
  jurisdiction: 'beijing',
  procedure: 'reg.first',
  dataName: '婚姻登记；机构,名录\\一',
  registrantName: '北京市民政局',
  from: '2026-02-13',
  to: '2026-03-05',
  endedEarly: false,
  changed: '2026-02-13T09:00:00.000+08:00',
};

const feedOf = (change: Partial<FedNotice> = {}, rest: Partial<FeedOf> = {}): FeedOf => ({
  lang: 'zh',
  today: '2026-03-02',
  site: 'https://dj.example',
  jurisdiction: undefined,
  notices: [{ ...notice, ...change }],
  ...rest,
});

/** Reads XML as strictly as the standard asks; throws where a reader of feeds would give up. */
function read(xml: string): { path: string; text: string; attributes: Record<string, string> }[] {
  const found: { path: string; text: string; attributes: Record<string, string> }[] = [];
  const open: typeof found = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const path = `${open.at(-1)?.path ?? ''}/${name}`;
    const said = Object.entries(attributes).map(([key, { value }]) => [key, value] as const);
    open.push({ path, text: '', attributes: Object.fromEntries(said) });
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) found.push(closed);
  });
  parser.write(xml).close();
  return found;
}

/** The content lines of a calendar, unfolded as RFC 5545 says; every physical line is looked at. */
function lines(file: string): string[] {
  assert.ok(file.endsWith('\r\n'));
  const physical = file.slice(0, -2).split('\r\n');
  for (const line of physical) {
    assert.ok(Buffer.byteLength(line) <= 75, `${Buffer.byteLength(line)} octets: ${line}`);
    // oxlint-disable-next-line no-control-regex -- that none is left is what is tested
    assert.doesNotMatch(line, /[\u0000-\u001f\u007f]/);
    assert.ok(line.isWellFormed());
  }
  return file.slice(0, -2).replaceAll('\r\n ', '').split('\r\n');
}

const value = (all: readonly string[], name: string): string[] =>
  all
    .filter((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))
    .map((line) => line.slice(line.indexOf(':') + 1));

test('订阅源：编号固定，每项有标题、时间、地址', () => {
  const parts = read(noticesAtom(feedOf()));
  const said = (path: string) => parts.filter((one) => one.path === path).map((one) => one.text);
  assert.deepEqual(said('/feed/id'), ['tag:dj.example,2026:notices:zh']);
  assert.deepEqual(said('/feed/updated'), [notice.changed]);
  assert.deepEqual(said('/feed/entry/id'), [`urn:uuid:${notice.id}`]);
  assert.deepEqual(said('/feed/entry/title'), ['首次登记：婚姻登记；机构,名录\\一']);
  assert.match(said('/feed/entry/summary')[0] ?? '', /北京市民政局.*2026年2月13日至2026年3月5日/);
  const links = parts.filter(({ path }) => path.endsWith('/link')).map((one) => one.attributes);
  assert.deepEqual(
    links.map(({ href }) => href),
    [
      'https://dj.example/notices.atom',
      'https://dj.example/notices',
      `https://dj.example/notices/${notice.id}`,
    ],
  );
});

test('订阅源按地区、按语言各有自己的编号和地址', () => {
  const parts = read(noticesAtom(feedOf({}, { jurisdiction: 'beijing', lang: 'en' })));
  assert.equal(
    parts.find(({ path }) => path === '/feed/id')?.text,
    'tag:dj.example,2026:notices:beijing:en',
  );
  assert.equal(
    parts.find(({ path }) => path === '/feed/link')?.attributes['href'],
    'https://dj.example/notices.atom?jurisdiction=beijing&lang=en',
  );
  assert.equal(read(noticesAtom(feedOf({}, { notices: [] }))).at(-1)?.path, '/feed');
});

test('日历：公示期一项、异议截止日一项，结束日按规范写次日，编号固定', () => {
  const all = lines(noticesCalendar(feedOf()));
  assert.deepEqual(value(all, 'UID'), [`${notice.id}-notice`, `${notice.id}-objection`]);
  assert.deepEqual(value(all, 'DTSTART'), ['20260213', '20260305']);
  assert.deepEqual(value(all, 'DTEND'), ['20260306', '20260306']);
  assert.deepEqual(value(all, 'DTSTAMP'), ['20260213T010000Z', '20260213T010000Z']);
  assert.equal(value(all, 'SUMMARY')[1], '异议截止：婚姻登记；机构\\,名录\\\\一');
  assert.deepEqual(value(all, 'STATUS'), ['CONFIRMED', 'CONFIRMED']);
  assert.ok(all.includes('DTSTART;VALUE=DATE:20260213'));
});

test('提前终止的公示在日历里标为取消', () => {
  const all = lines(noticesCalendar(feedOf({ endedEarly: true })));
  assert.deepEqual(value(all, 'STATUS'), ['CANCELLED', 'CANCELLED']);
});

const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    hostile,
    'a\r\nEND:VCALENDAR\r\nBEGIN:VEVENT',
    ']]></title><script>alert(1)</script>',
    '\u202Egnp.exe\u2066\u0000\u0008\u2028',
    '，；\\n\\;\\,',
    '长'.repeat(100_000),
    '\u200B'.repeat(100_000),
    '𠮷'.repeat(5000),
  ),
);

test('任何名称都不能弄坏订阅源和日历', () => {
  fc.assert(
    fc.property(name, name, fc.constantFrom('zh', 'en'), (dataName, registrantName, lang) => {
      const feed = feedOf({ dataName, registrantName }, { lang });
      const parts = read(noticesAtom(feed));
      assert.equal(parts.filter(({ path }) => path === '/feed/entry').length, 1);
      assert.equal(parts.filter(({ path }) => path.includes('script')).length, 0);
      const all = lines(noticesCalendar(feed));
      assert.equal(all.filter((line) => line === 'BEGIN:VEVENT').length, 2);
      assert.equal(all.filter((line) => line === 'END:VCALENDAR').length, 1);
      // Nothing that is escaped is left bare: an even number of backslashes, then none of these.
      for (const one of [...value(all, 'SUMMARY'), ...value(all, 'DESCRIPTION')])
        assert.doesNotMatch(one.replace(/\\[\\;,n]/g, ''), /[\\;,]/);
      assert.ok(Buffer.byteLength(noticesAtom(feed)) < 8000);
    }),
    { numRuns: 300 },
  );
});

test('日历的文字读出来就是名称在一行里的样子', () => {
  fc.assert(
    fc.property(name, (summary) => {
      const event = {
        uid: 'u',
        changed: notice.changed,
        from: notice.from,
        to: notice.to,
        summary,
        description: [],
        url: 'https://dj.example/',
      };
      const [said = ''] = value(lines(calendarFile('x', [event])), 'SUMMARY');
      assert.equal(said.replace(/\\(.)/g, '$1'), oneLine(summary, 120));
    }),
  );
});

test('订阅源的文字读出来就是名称在一行里的样子', () => {
  fc.assert(
    fc.property(name, (title) => {
      const feed = {
        id: 'tag:x,2026:y',
        title,
        author: title,
        lang: 'zh-CN',
        self: 'https://dj.example/a?b=1&c=2',
        page: 'https://dj.example/',
        updated: notice.changed,
        entries: [],
      };
      const parts = read(atomFile(feed));
      const said = parts.find(({ path }) => path === '/feed/title')?.text;
      assert.equal(said, oneLine(title, 200));
      assert.equal(parts.find(({ path }) => path === '/feed/link')?.attributes['href'], feed.self);
    }),
  );
});

test('名称收成一行：不可见字符、方向控制符去掉，过长的截短，生僻字不切成两半', () => {
  assert.equal(oneLine(' 一\r\n二\u202E\u200B三\u0000 ', 10), '一 二 三');
  assert.equal(oneLine('𠮷'.repeat(20), 5), '𠮷𠮷𠮷𠮷…');
  assert.equal(oneLine('长'.repeat(100_000), 3), '长长…');
  assert.equal(oneLine('一二三', 3), '一二三');
});
