import { describe, expect, test } from 'vitest';
import { groupCodeForm } from '../../../src/weighting/import/group-code-form.js';
import { keyOfWords, readPublishedHeading } from '../../../src/weighting/import/published-heading.js';

const read = (heading: string, hospitals: Readonly<Record<string, string>> = {}) => {
  const found = readPublishedHeading(heading, new Map(Object.entries(hospitals)));
  if (typeof found !== 'object') return found;
  const key = Object.entries(found.key).map((pair) => pair.join('='));
  return [found.field, ...key].join(' ');
};

describe('headings of published tables', () => {
  test.each([
    ['权重', 'weight'],
    ['参考权重', 'weight'],
    ['基准权重', 'weight'],
    ['病组 权重（2024年）', 'weight'],
    ['病种分值', 'weight'],
    ['基准点数', 'weight'],
    ['ＤＲＧ编码', 'group'],
    ['drg', 'group'],
    ['病组名称', 'name'],
    ['系数-三级', 'coefficient level=3'],
    ['系数－三甲', 'coefficient grade=三甲'],
    ['系数-三级甲等', 'coefficient grade=三甲'],
    ['系数-职工', 'coefficient insurance=employee'],
    ['系数-城乡居民', 'coefficient insurance=resident'],
    ['系数-A类', 'coefficient grade=A类'],
    ['三级医院系数', 'coefficient level=3'],
    ['一级及以下系数', 'coefficient level=1'],
    ['支付标准（三甲）', 'standard grade=三甲'],
    ['支付标准(元)', 'standard'],
    ['二级支付标准', 'standard level=2'],
    ['均费-市人民医院', 'mean_cost hospital=市人民医院'],
    ['次均费用（三级职工）', 'mean_cost level=3 insurance=employee'],
    ['平均住院天数', 'los_days'],
    ['总控权重_三级', 'control_weight level=3'],
    ['总控权重', 'control_weight'],
    ['居民权重', 'weight insurance=resident'],
    ['病组标识', 'class'],
    ['基础病组', 'basic'],
    ['基层病组', 'primary_care'],
    ['备注', 'note'],
    ['序号', 'passed'],
    ['支付标准（万元）', 'wan'],
    ['权重-市人民医院', undefined],
    ['系数-调整后', undefined],
    ['病组名称-三级', undefined],
    ['费率', undefined],
    ['三级', undefined],
  ])('%s is %s', (heading, meaning) => expect(read(heading)).toBe(meaning));

  test('a hospital’s name becomes the id that the profile gives, also for weights', () => {
    expect(read('系数-市人民医院', { 市人民医院: 'H001' })).toBe('coefficient hospital=H001');
    expect(read('权重-城东', { 城东: 'H002' })).toBe('weight hospital=H002');
    expect(readPublishedHeading('系数-H003', new Map())).toMatchObject({
      key: { hospital: 'H003' },
      isHospitalAsWritten: true,
    });
  });

  test('words that say one part twice, or something else, are no key', () => {
    expect(keyOfWords('三级二级')).toBeUndefined();
    expect(keyOfWords('三级试点')).toBeUndefined();
    expect(keyOfWords('居民三级')).toEqual({ level: '3', insurance: 'resident' });
  });

  test.each([
    ['0000', 'ungrouped'],
    ['000P', 'ungrouped'],
    ['P000', 'ungrouped'],
    ['0', 'ungrouped'],
    ['BQY', 'unrelated'],
    ['VS2', 'adrg'],
    ['0Z13', 'zero_for_letter'],
    ['AG19a', 'split'],
    ['CB59a', 'split'],
    ['IE1A', 'local_severity'],
    ['ES31', 'usual'],
    ['I63.9', 'usual'],
    ['Z51.1:99.2503', 'usual'],
    ['es31', 'other'],
  ])('the code %s is of the form %s', (code, form) => expect(groupCodeForm(code)).toBe(form));
});
