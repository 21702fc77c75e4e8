import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownTag } from '../known-tag.ts';
import { takesGzip } from './kept.ts';

test('压缩过的网页只给收得下的：说了不要的、没提的不给', () => {
  for (const yes of ['gzip', 'GZIP', 'x-gzip', 'br, gzip;q=0.2', '*', 'br;q=1, *;q=0.1'])
    assert.equal(takesGzip(yes), true, yes);
  for (const no of ['', 'gzip;q=0', 'gzip;q=0.0, *', 'br', 'identity', '*;q=0', 'gzipped'])
    assert.equal(takesGzip(no), false, no);
  assert.equal(takesGzip(undefined), false);
});

test('已经有了的不再送：几个标记之一、压缩后变弱的标记、星号都算', () => {
  for (const yes of ['"a"', 'W/"a"', '"b", W/"a"', ' "b" ,"a" ', '*'])
    assert.equal(knownTag(yes, '"a"'), true, yes);
  for (const no of [undefined, '', 'a', '"A"', '"b"', 'W/'])
    assert.equal(knownTag(no, '"a"'), false);
});
