import { describe, expect, test } from 'vitest';
import { guessProfile } from '../../../src/cases/guess-profile.js';
import { profileYaml } from '../../../src/cases/profiles/profile-yaml.js';
import { proposeProfile } from '../../../src/cases/profiles/propose-profile.js';
import { renderProfileResult } from '../../../src/cli/render-profile-result.js';

const columnsOf = (...headings: string[]) => guessProfile(headings).profile.columns;

describe('headings that exports have', () => {
  test.each([
    ['手术编码1', '手术编码2', '手术编码3'],
    ['手术操作编码1', '手术操作编码2', '手术操作编码10'],
    ['手术代码1', '手术代码2', '手术代码3'],
    ['手术操作代码（1）', '手术操作代码（2）', '手术操作代码（3）'],
    ['手术编码', '手术编码2', '手术编码3'],
  ])('%s, %s, %s are the procedures, the first the principal', (first, second, third) => {
    // By number, not by place.
    expect(columnsOf(third, second, first).px).toEqual({ principal: first, others: [second, third] });
  });

  test('诊断编码1 to 3 are the diagnoses; beside a named principal they are the others', () => {
    const series = ['诊断编码1', '诊断编码2', '诊断编码3'];
    expect(columnsOf(...series).dx).toEqual({ principal: '诊断编码1', others: ['诊断编码2', '诊断编码3'] });
    expect(columnsOf('主要诊断编码', '诊断编码2').dx).toEqual({ principal: '主要诊断编码', others: ['诊断编码2'] });
  });

  test.each([
    ['手术代码', 'px'],
    ['手术操作代码', 'px'],
    ['手术编码1', 'px'],
    ['机构编码', 'hospital_id'],
    ['定点机构编码', 'hospital_id'],
    ['医疗机构编码', 'hospital_id'],
    ['定点医药机构编号', 'hospital_id'],
    ['科别', 'department'],
    ['科室名称', 'department'],
    ['总金额', 'total_cost'],
    ['医疗总费用', 'total_cost'],
    ['费用总额', 'total_cost'],
    ['费用合计', 'total_cost'],
    ['参保险种', 'insurance'],
    ['统筹基金支付金额', 'pooled_fund'],
  ])('%s is %s', (heading, column) => {
    expect(columnsOf(heading)).toEqual({ [column]: heading });
  });

  test('names of operations and numbered names are no codes', () => {
    expect(columnsOf('手术名称1', '手术日期1', '手术级别')).toEqual({});
  });
});

describe('columns that later steps need and no heading was found for', () => {
  const proposal = (headings: string[]) => proposeProfile([{ headings, rows: [] }]);

  test('are a warning in both languages, with what is lost, and stand in the profile', () => {
    const found = proposal(['病案号', '主要诊断编码', '机构编码', '出院日期', '操作项目']);
    expect(found.lackingLater.map(({ column }) => column)).toEqual(['px', 'insurance', 'total_cost', 'pooled_fund']);
    const yaml = profileYaml(found);
    const result = { ...found, yaml, out: undefined };
    expect(renderProfileResult(result, 'zh')).toMatch(/⚠ 后续步骤[\s\S]*px（.*外科组不会出现/);
    expect(renderProfileResult(result, 'en')).toMatch(/⚠ not found[\s\S]*total_cost \(total charges\): no weights/);
    expect(yaml).toMatch(/# px: {4}# 未找到 not found/);
  });

  test('nothing is said where all are there', () => {
    const all = ['case_id', 'dx', 'px', 'hospital_id', 'insurance', 'discharge_date', 'total_cost', 'pooled_fund'];
    const found = proposal(all);
    expect(found.lackingLater).toEqual([]);
    expect(renderProfileResult({ ...found, yaml: '', out: undefined }, 'zh')).not.toContain('⚠');
  });
});
