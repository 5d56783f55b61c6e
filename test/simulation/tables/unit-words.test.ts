import { expect, test } from 'vitest';
import { drivingGroups } from '../../../src/simulation/driving-groups.js';
import { resultSchema } from '../../../src/simulation/result-schemas.js';
import { inColumnWords, inUnitWords, tablesInUnitWords } from '../../../src/simulation/unit-words.js';

const groups = { schema: resultSchema('groups', 4), rowCount: 0, columns: {} };
const labels = (table: typeof groups) =>
  table.schema.columns.filter(({ name }) => /^group(_name)?$/.test(name)).map(({ label }) => label.zh);

test('a DIP table says 病种 in its title and its labels; one of DRG, or of the two compared, says 病组', () => {
  for (const [baseline, reform, word] of [
    ['dip', 'dip', '病种'],
    ['drg-points', 'drg-points', '病组'],
    ['drg-rate', 'drg-rate', '病组'],
    ['drg-rate', 'dip', '病组'],
  ] as const) {
    const [worded] = tablesInUnitWords([groups], baseline, reform);
    expect(worded!.schema.title.zh).toBe(word);
    expect(labels(worded!)).toEqual([`${word}编码`, `${word}名称`]);
    expect(worded!.schema.columns.map(({ name }) => name)).toEqual(groups.schema.columns.map(({ name }) => name));
  }
});

test('the groups that drive a change are called as the table of groups calls them', () => {
  const empty = { group: [], group_name: [], reform_cases: new Float64Array(), change_income: new Float64Array() };
  const [worded] = tablesInUnitWords([groups], 'dip');
  expect(labels(drivingGroups({ ...worded!, columns: empty }, 10))).toEqual(['病种编码', '病种名称']);
  expect(labels(drivingGroups({ ...groups, columns: empty }, 10))).toEqual(['病组编码', '病组名称']);
});

test('a sentence about a DIP policy says 病种', () => {
  const text = { zh: '3 个病例的病组没有权重', en: '3 cases have no weight' };
  expect(inUnitWords(text, 'dip')).toEqual({ zh: '3 个病例的病种没有分值', en: '3 cases have no score' });
  expect(inUnitWords(text, 'drg-points').zh).toBe('3 个病例的病组没有点数');
  const groups = { zh: '', en: 'Cases in groups without a weight: 8. Complete the weight table.' };
  expect(inUnitWords(groups, 'drg-points').en).toBe('Cases in groups without points: 8. Complete the points table.');
  expect(inUnitWords(groups, 'dip').en).toBe('Cases in groups without a score: 8. Complete the score table.');
});

test('what rows state of a column has the words of its heading: CMI becomes 例均分值, a grouping rate no point value', () => {
  const cmi = { zh: 'CMI（医保结算）', en: 'CMI (settled cases)' };
  const grouping = { zh: '入组率：有病组的病例', en: 'grouping rate' };
  expect(inColumnWords('cmi', cmi, 'dip')).toEqual({ zh: '例均分值（医保结算）', en: 'score a case (settled cases)' });
  expect(inColumnWords('grouping_rate', grouping, 'dip')).toEqual({ zh: '入组率：有病种的病例', en: 'grouping rate' });
  for (const text of [cmi, grouping]) expect(inColumnWords('cmi', text, 'drg-rate')).toEqual(text);
});
