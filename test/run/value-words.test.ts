import { expect, test } from 'vitest';
import { bandsInHeadings, inBandWords } from '../../src/report/band-words.js';
import { leverWords } from '../../src/report/lever-words.js';
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

test('a case that crosses an edge is told by the band in words; a name that no shipped policy has stays', () => {
  const states = ['band:high', 'band:mine', 'by_item_ungrouped', 'standard'];
  const state = column('reform_state', 'text', '改革后状态', 'state under the reform', { isKey: true });
  const [shown] = withValueWords([makeTable('outlier_moves', '倍率界限的跨越', 'Moves', [[state, states]])]);
  const cells = (language: 'zh' | 'en') =>
    states.map((_, row) => formatCell(shown!, shown!.schema.columns[0]!, row, { language, unit: 'yuan' }));
  expect(cells('zh')).toEqual(['高倍率', 'mine', '未入组', '按支付标准']);
  expect(cells('en')).toEqual(['band high', 'band mine', 'ungrouped', 'standard payment']);
  expect(shown!.columns.reform_state).toEqual(states);
});

test('a parameter of a band is named in Chinese by the band in words; English and names of one’s own stay', () => {
  const label = (name: string) => ({ zh: `倍率分段“${name}”下界`, en: `outlier band ${name}, from` });
  expect(inBandWords('outliers.bands.high.from', label('high'))).toEqual({
    ...label('high'),
    zh: '倍率分段“高倍率”下界',
  });
  expect(inBandWords('outliers.bands.mine.from', label('mine'))).toEqual(label('mine'));
  expect(inBandWords('rate.value.high', { zh: '费率（“high”）', en: 'rate' }).zh).toBe('费率（“high”）');
});

test('the headings of a sweep, and changes of an attribution, name bands in words too; the columns keep their paths', () => {
  const path = 'outliers.bands.high.from*';
  const swept = makeTable('sweep', '参数扫描', 'Sweep', [
    [column(path, 'number', '倍率分段“high”下界的倍数', 'outlier band high, from, times'), [1]],
    [column('fund', 'money', '基金支付', 'fund payment'), [2]],
  ]);
  const { schema } = bandsInHeadings(swept);
  expect(schema.columns.map(({ name }) => name)).toEqual([path, 'fund']);
  expect(schema.columns.map(({ label }) => label.zh)).toEqual(['倍率分段“高倍率”下界的倍数', '基金支付']);
  expect(schema.columns[0]!.label.en).toBe('outlier band high, from, times');
  expect(leverWords('1: outliers.bands.high.from × 0.9', 'zh')).toBe('1: 倍率分段“高倍率”下界 × 0.9');
});
