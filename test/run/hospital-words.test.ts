import { expect, test } from 'vitest';
import { formatCell } from '../../src/report/report-cell.js';
import { orderRows } from '../../src/report/table-order.js';
import { withHospitalWords } from '../../src/run/hospital-words.js';
import { column, makeTable } from '../report/model-fixture.js';

const ID = column('hospital_id', 'text', '医疗机构代码', 'hospital id', { isKey: true });
const ids = ['H1', 'H2', 'H3', 'H4', 'H2'];
const table = makeTable('consequence_leaving', '离开', 'Leaving', [[ID, ids]]);
const record = (hospitalId: string, name: string) => ({ hospitalId, name, level: '三级', levelClass: 3 }) as never;
const register = new Map([
  ['H1', record('H1', '市一院')],
  ['H2', record('H2', '县医院')],
  ['H3', record('H3', 'H3')],
]);

test('ids stand with the names that the register has; without one, or with the id as name, the id alone', () => {
  const [shown] = withHospitalWords([table], register);
  const cells = (language: 'zh' | 'en') =>
    ids.map((_, row) => formatCell(shown!, shown!.schema.columns[0]!, row, { language, unit: 'yuan' }));
  expect(cells('zh')).toEqual(['市一院（H1）', '县医院（H2）', 'H3', 'H4', '县医院（H2）']);
  expect(cells('en')[0]).toBe('市一院 (H1)');
  expect(shown!.columns.hospital_id).toBe(table.columns.hospital_id);
  expect(orderRows(shown!, '县医院', undefined, 'zh')).toEqual([1, 4]);
});

test('a table with a column of names, with words of its own, without hospitals or without a register stays', () => {
  const name = column('hospital_name', 'text', '医疗机构', 'hospital');
  const named = makeTable('hospitals', '医院', 'Hospitals', [
    [ID, ['H1']],
    [name, ['市一院']],
  ]);
  const words = { H1: { zh: '甲', en: 'one' } };
  const own = makeTable('peers', '同级', 'Peers', [[{ ...ID, words }, ['H1']]]);
  const other = makeTable('ages', '年龄', 'Ages', [[column('age_band', 'text', '年龄', 'age'), ['0']]]);
  const given = [named, own, other];
  withHospitalWords(given, register).forEach((shown, k) => {
    expect(shown).toBe(given[k]);
  });
  expect(withHospitalWords([table], new Map())[0]).toBe(table);
});
