import { type InputTable, insuranceColumn } from './input-table.js';

/** group-means.csv: mean cost of a group, for outliers and standards that rest on it. */
export const GROUP_MEANS_TABLE: InputTable = {
  kind: 'group-means',
  label: { zh: '病组次均费用表', en: 'mean cost of groups' },
  purpose: {
    zh: '病组×等级×年度×险种的次均费用。等级、险种留空表示不分；找不到或病例太少时依次退到：不分险种、不分等级、两者都不分。',
    en: 'Mean cost by group, level, year and insurance. An empty level or insurance means all of them; where a cell is absent or thin the next is used: without insurance, without level, without either.',
  },
  columns: [
    {
      name: 'scheme',
      form: 'text',
      isNeeded: true,
      label: { zh: '分组方案', en: 'scheme; a group code means nothing without it' },
      synonyms: ['方案'],
    },
    {
      name: 'group',
      form: 'text',
      isNeeded: true,
      label: { zh: '病组代码', en: 'group' },
      synonyms: ['病组', 'DRG代码', 'DIP代码'],
    },
    {
      name: 'level_class',
      form: 'level',
      label: { zh: '等级类别', en: 'level class: 3, 2 or 1; empty: all' },
      synonyms: ['等级'],
    },
    { name: 'year', form: 'whole', isNeeded: true, least: 2000, most: 2099, label: { zh: '年度', en: 'year' } },
    insuranceColumn('optional'),
    {
      name: 'mean_cost',
      form: 'amount',
      isNeeded: true,
      least: 0.01,
      most: 1e10,
      label: { zh: '次均费用', en: 'mean cost' },
    },
    {
      name: 'cases',
      form: 'whole',
      isNeeded: true,
      least: 1,
      most: 1e9,
      label: { zh: '病例数', en: 'cases that the mean rests on' },
    },
  ],
  key: ['scheme', 'group', 'level_class', 'year', 'insurance'],
  spans: [],
};
