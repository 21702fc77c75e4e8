import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRegion, regionName, regionsUnder } from './region.ts';

test('省、市、县和港澳都能查到名称', () => {
  assert.equal(regionName('110000'), '北京市');
  assert.equal(regionName('110102'), '西城区');
  assert.equal(regionName('130100'), '石家庄市');
  assert.equal(regionName('810001'), '中西区');
  assert.equal(regionName('710000'), '台湾省');
});

test('不存在的代码查不到', () => {
  for (const code of ['', '11', '990000', '110229', '11010', '1101011', 'constructor']) {
    assert.equal(isRegion(code), false, code);
    assert.equal(regionName(code), undefined);
  }
});

test('北京市下有十六个区，六位代码与两位前缀同义', () => {
  const districts = regionsUnder('11');
  assert.equal(districts.length, 16);
  assert.deepEqual(districts[0], { code: '110101', name: '东城区' });
  assert.deepEqual(regionsUnder('110000'), districts);
});

test('无前缀给出三十四个省级地区', () => {
  const provinces = regionsUnder('');
  assert.equal(provinces.length, 34);
  assert.ok(provinces.every((one) => one.code.endsWith('0000')));
});

test('市以下只给出本市的县区，按代码排列，不含自身', () => {
  const counties = regionsUnder('1301').map((one) => one.code);
  assert.ok(counties.length > 10);
  assert.ok(counties.every((code) => code.startsWith('1301') && code !== '130100'));
  assert.deepEqual(counties, counties.toSorted());
});

test('不成样子的前缀得到空表', () => {
  for (const prefix of ['1', '.*', '99', '11000000', '北京']) {
    assert.deepEqual(regionsUnder(prefix), []);
  }
});
