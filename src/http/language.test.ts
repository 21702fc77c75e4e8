import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredLanguage } from './language.ts';

test('浏览器排出几种语言的，取中文和英文里更想要的一种；都要、都没有、不成话的，用中文', () => {
  for (const [header, language] of [
    [undefined, 'zh'],
    ['', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['EN', 'en'],
    ['de-DE,de;q=0.9,en;q=0.8', 'en'],
    ['fr, en-GB ; q=0.5, *;q=0.1', 'en'],
    ['en;q=0.2, zh-Hans-CN;q=0.7', 'zh'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['en;q=0', 'zh'],
    ['en, zh', 'zh'],
    ['*', 'zh'],
    ['english', 'zh'],
    ['en;q=9;q=x', 'zh'],
    [';;;,=,en', 'en'],
    [`en-${'x'.repeat(10_000)}`, 'en'],
    [`${'x,'.repeat(10_000)}en`, 'zh'],
    ['\u202een', 'zh'],
  ] as const)
    assert.equal(preferredLanguage(header), language, String(header).slice(0, 40));
});
