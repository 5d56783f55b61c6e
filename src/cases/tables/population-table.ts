import { DATED, DATED_COLUMNS, type InputTable, insuranceColumn } from './input-table.js';

/** population.csv: insured people by age, sex, region and community. */
export const POPULATION_TABLE: InputTable = {
  kind: 'population',
  label: { zh: '参保人口', en: 'insured people' },
  purpose: {
    zh: '用于医共体按人头总额、动态预算与多年展望中的老年人口占比；人均与标化指标尚未实现。年龄段两端都含；同一分组的年龄段不得重叠。',
    en: 'For budgets per head of county communities, dynamic budgets and the share of the old in an outlook over years; rates by person are not built. Age bands include both ends and must not overlap within one cell.',
  },
  columns: [
    { name: 'region', form: 'text', isNeeded: true, label: { zh: '参保地', en: 'region' }, synonyms: ['统筹地区'] },
    { name: 'community_id', form: 'text', label: { zh: '医共体', en: 'county community' } },
    insuranceColumn('needed'),
    {
      name: 'sex',
      form: 'text',
      values: { '1': { zh: '男', en: 'male' }, '2': { zh: '女', en: 'female' } },
      label: { zh: '性别', en: 'sex; empty: both' },
    },
    {
      name: 'age_from',
      form: 'whole',
      least: 0,
      most: 130,
      label: { zh: '年龄起', en: 'youngest age in years; empty: 0' },
    },
    { name: 'age_until', form: 'whole', least: 0, most: 130, label: { zh: '年龄止', en: 'oldest age; empty: open' } },
    {
      name: 'insured',
      form: 'whole',
      isNeeded: true,
      least: 0,
      most: 1e9,
      label: { zh: '参保人数', en: 'people insured' },
    },
    ...DATED_COLUMNS,
  ],
  key: ['region', 'community_id', 'insurance', 'sex'],
  spans: [['age_from', 'age_until'], ...DATED],
};
