import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from './csv.ts';

test('导出的表格引号、逗号、换行和像公式的内容都无害', () => {
  const hostile = ['=HYPERLINK("x")', 'a,b', '说"话"', '换\n行', '＋1', '-1', '普通'];
  assert.equal(
    csvOf([hostile]),
    `\ufeff"'=HYPERLINK(""x"")","a,b","说""话""","换\n行",'＋1,'-1,普通\r\n`,
  );
});
