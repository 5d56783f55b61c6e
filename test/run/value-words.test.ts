import { expect, test } from 'vitest';
import { formatCell } from '../../src/report/report-cell.js';
import { orderRows } from '../../src/report/table-order.js';
import { withValueWords } from '../../src/run/value-words.js';
import { column, makeTable } from '../report/model-fixture.js';

const LEVERS = ['1: rate.value.employee × 0.97', '2: hospital_coefficient.by_level.3 × 0.97', '3: cost_drug −10 %'];

test('a report names the changes of an attribution as the terminal does; the values stay, and a filter finds both', () => {
  const lever = column('lever', 'text', '修改', 'lever', { isKey: true });
  const table = makeTable('attribution', '变化归因', 'What each change did', [[lever, LEVERS]]);
  const [shown] = withValueWords([table]);
  const [inWords] = shown!.schema.columns;
  const cells = (language: 'zh' | 'en') =>
    LEVERS.map((_, row) => formatCell(shown!, inWords!, row, { language, unit: 'yuan' }));
  expect(cells('zh')).toEqual(['1: 费率（职工） × 0.97', '2: 机构系数（3 级） × 0.97', LEVERS[2]]);
  expect(cells('en')[0]).toBe('1: rate (employee) × 0.97');
  expect(shown!.columns.lever).toBe(table.columns.lever);
  expect(orderRows(shown!, '费率（职工）', undefined, 'zh')).toEqual([0]);
  expect(orderRows(shown!, 'rate.value', undefined, 'zh')).toEqual([0]);
});
