import { expect, test } from 'vitest';
import { formatCell } from '../../src/report/report-cell.js';
import { orderRows } from '../../src/report/table-order.js';
import { withChapterWords } from '../../src/run/chapter-words.js';
import { chapterNames } from '../../src/schemes/chapter-names.js';
import { column, makeTable } from '../report/model-fixture.js';

const MDC = column('mdc', 'text', 'MDC', 'MDC', { isKey: true });
const codes = ['B', 'J', 'none', 'XQ', '9', ''];
const table = makeTable('mdcs', '主要诊断大类', 'Major diagnostic categories', [[MDC, codes]]);

const cellsOf = (schemes: readonly string[], language: 'zh' | 'en'): string[] => {
  const [shown] = withChapterWords([table], schemes);
  return codes.map((_, row) => formatCell(shown!, shown!.schema.columns[0]!, row, { language, unit: 'yuan' }));
};

test('a chapter stands with its name beside its letter in both languages; what no scheme names stays as it is', () => {
  expect(cellsOf(['chs-drg-2.0'], 'zh')).toEqual([
    'B 神经系统疾病及功能障碍',
    'J 皮肤、皮下组织及乳腺疾病及功能障碍',
    '不属于任何大类',
    'XQ',
    '9',
    '',
  ]);
  expect(cellsOf(['chs-drg-2.0'], 'en').slice(0, 4)).toEqual([
    'B nervous system',
    'J skin, subcutaneous tissue and breast',
    'in no category',
    'XQ',
  ]);
});

test('two schemes of a comparison are both named, and the first where they differ', () => {
  expect(cellsOf(['chs-drg-1.1', 'chs-drg-2.0', 'dip-3.0'], 'zh').slice(1, 4)).toEqual([
    'J 皮肤、皮下组织、乳腺疾病及功能障碍',
    '不属于任何大类',
    'XQ 先期分组',
  ]);
  expect(cellsOf(['dip-3.0'], 'en')[3]).toBe('XQ pre-groups');
});

test('files keep the codes, a filter finds names and codes alike, and tables without chapters are handed back', () => {
  const other = makeTable('ages', '年龄', 'Ages', [
    [column('age_band', 'text', '年龄', 'age', { isKey: true }), ['0']],
  ]);
  const [shown, same] = withChapterWords([table, other], ['chs-drg-3.0']);
  expect(shown!.columns.mdc).toBe(table.columns.mdc);
  expect(same).toBe(other);
  expect(orderRows(shown!, '神经', undefined, 'zh')).toEqual([0]);
  expect(orderRows(shown!, 'XQ', undefined, 'zh')).toEqual([3]);
});

test.each(['chs-drg-1.1', 'chs-drg-2.0', 'chs-drg-3.0'])('every chapter of %s has its English', (scheme) => {
  const letters = [...chapterNames(scheme).keys()];
  const all = makeTable('mdcs', '大类', 'Chapters', [[MDC, letters]]);
  const [shown] = withChapterWords([all], [scheme]);
  for (const [code, { en }] of Object.entries(shown!.schema.columns[0]!.words!)) {
    expect(en.startsWith(`${code} `)).toBe(true);
    expect(en.slice(2)).toMatch(/^[A-Za-z][A-Za-z(), -]{2,}$/);
  }
});
