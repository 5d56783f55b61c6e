import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/report/display-width.js';
import { renderTextTable } from '../../src/report/render-text-table.js';
import { columnsAtFirst } from '../../src/report/table-columns.js';
import { orderRows } from '../../src/report/table-order.js';
import { column, comparisonModel, makeTable } from './model-fixture.js';

const table = makeTable('hospitals', '医院', 'Hospitals', [
  [column('hospital_name', 'text', '医院', 'hospital'), ['示例市第一人民医院', 'City Clinic', '柳林镇卫生院']],
  [column('level', 'text', '级别', 'level'), ['3', '1', '1']],
  [column('cases', 'count', '病例数', 'cases'), [18240, 5, Number.NaN]],
  [column('change_fund', 'money', '基金变化', 'change of fund'), [-883_270_814, 100, 0]],
]);

describe('tables on a terminal', () => {
  test('Han characters count two columns, numbers stand to the right, missing is —', () => {
    expect(renderTextTable(table, { language: 'zh', unit: 'wan' })).toBe(
      [
        '医院                级别  病例数  基金变化（万元）',
        '──────────────────  ────  ──────  ────────────────',
        '示例市第一人民医院  三级  18,240           −883.27',
        'City Clinic         一级       5              0.00',
        '柳林镇卫生院        一级       —              0.00',
        '',
      ].join('\n'),
    );
  });

  test('columns, rows, limit and language are the caller’s; what is left out is counted', () => {
    const text = renderTextTable(table, {
      language: 'en',
      unit: 'yuan',
      columns: ['change_fund', 'hospital_name', 'unknown'],
      rows: [2, 1, 0],
      limit: 2,
    });
    expect(text.split('\n')).toEqual([
      'Change of fund (yuan)  Hospital',
      '─────────────────────  ────────────',
      '                 0.00  柳林镇卫生院',
      '                +1.00  City Clinic',
      '… +1 rows',
      '',
    ]);
  });

  test('widths: 医 2, A 1, ， 2, a combining accent 0', () => {
    expect(['医', 'A', '，', 'e\u0301', '（元）'].map(displayWidth)).toEqual([2, 1, 2, 1, 6]);
  });
});

describe('order and filter of a table', () => {
  test('missing numbers come last in both directions', () => {
    expect(orderRows(table, '', { column: 'cases', direction: 'descending' }, 'zh')).toEqual([0, 1, 2]);
    expect(orderRows(table, '', { column: 'cases', direction: 'ascending' }, 'zh')).toEqual([1, 0, 2]);
  });

  test('the filter finds a code and the word shown for it, case aside', () => {
    expect(orderRows(table, '一级', undefined, 'zh')).toEqual([1, 2]);
    expect(orderRows(table, 'city', undefined, 'en')).toEqual([1]);
    expect(orderRows(table, 'level 3', undefined, 'en')).toEqual([0]);
  });

  test('equal values keep the order of the table', () => {
    expect(orderRows(table, '', { column: 'level', direction: 'descending' }, 'zh')).toEqual([0, 1, 2]);
  });
});

describe('columns seen first', () => {
  test('of a wide comparison: keys, two plain figures, then reform beside change, ten at most', () => {
    expect(columnsAtFirst(comparisonModel().tables[0]!, undefined)).toEqual([
      'hospital_id',
      'hospital_name',
      'level',
      'cases',
      'cmi',
      'reform_fund',
      'change_fund',
      'reform_charge_margin',
      'change_charge_margin',
    ]);
  });

  test('wanted columns win, as far as the table has them', () => {
    expect(columnsAtFirst(table, ['cases', 'nothing'])).toEqual(['cases']);
    expect(columnsAtFirst(table, ['nothing'])).toHaveLength(4);
  });
});

test('control characters of a cell are shown, and counted in the width of its column', () => {
  const named = makeTable('hospitals', '医院', 'Hospitals', [
    [column('hospital_name', 'text', '医院', 'hospital'), ['A\u001b]0;x\u0007', 'B\nC']],
    [column('cases', 'count', '病例数', 'cases'), [1, 2]],
  ]);
  expect(renderTextTable(named, { language: 'en', unit: 'wan' }).split('\n')).toEqual([
    'Hospital       Cases',
    '─────────────  ─────',
    'A\\x1b]0;x\\x07      1',
    'B\\x0aC             2',
    '',
  ]);
});
