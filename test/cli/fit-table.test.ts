import { expect, test } from 'vitest';
import { fitTable } from '../../src/cli/fit-table.js';
import { displayWidth } from '../../src/report/display-width.js';
import { renderTextTable } from '../../src/report/render-text-table.js';
import { column, makeTable } from '../report/model-fixture.js';

const measures = ['扣除后收入（处罚上限）', '暂停结算延后的资金（上限）', '人员记分影响的收入', '返还保证金'];
const table = makeTable('consequences', '后果', 'Consequences', [
  [column('hospital_id', 'text', '医疗机构代码', 'hospital id'), ['示例二级医院1（M01）', 'M02', 'M03']],
  [column('income', 'money', '收入', 'income'), [17_614_000, 1, 2]],
  [column('findings', 'count', '疑点', 'findings'), [0, 1, 2]],
  ...measures.map((zh, k) => [column(`m${k}`, 'money', zh, `measure ${k}`), [1, 2, 300_000_000]] as const),
]);
const columns = table.schema.columns.map(({ name }) => name);
const options = { language: 'zh', unit: 'yuan', columns, limit: 2 } as const;

test('a table that fits, and one that goes to no terminal, stands as it did', () => {
  const plain = renderTextTable(table, options);
  const widest = Math.max(...plain.split('\n').map(displayWidth));
  for (const width of [widest, Number.POSITIVE_INFINITY]) expect(fitTable(table, { ...options, width })).toBe(plain);
  expect(fitTable(table, { ...options, width: widest - 1 })).not.toBe(plain);
});

test('in 80 columns the last measures go first, amounts stay in yuan, and the rows left are told', () => {
  const lines = fitTable(table, { ...options, width: 80 }).split('\n');
  for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  const text = lines.join('\n');
  for (const word of ['示例二级医院1（M01）', '176,140.00', '（元）', measures[0]!, '… +1 行'])
    expect(text).toContain(word);
  expect(text).not.toContain(measures[3]!);
});
