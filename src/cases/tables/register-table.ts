import { DATED, DATED_COLUMNS, HOSPITAL_ID, type InputTable } from './input-table.js';

/** register.csv: hospitals, what they are and what a region has set for them. */
export const REGISTER_TABLE: InputTable = {
  kind: 'register',
  label: { zh: '医疗机构登记表', en: 'register of hospitals' },
  purpose: {
    zh: '等级以此表为准（出院当日有效的一行；政策的 year_by 写结算日期的，按该日），病例中的等级列仅作参考；当日没有有效行的机构视为未登记。年内有变动时病例须有该日期列。按等级或机构汇总的表与清算按年末有效（年内最后一行）的等级。其余数字列（如 cmi）按表头保留，政策的系数分项与清算步骤可按名引用。',
    en: 'The level in force on the day of discharge (or the day that year_by of the policy names) wins over the column of the case; a hospital without a row for that day is not registered. Where rows change within the year, cases need that day. Tables and clearing by level or hospital take the level at the end of the year (the last row within it). Further columns of numbers (cmi …) are kept by their headings, for components of coefficients and steps of clearing that name them.',
  },
  columns: [
    HOSPITAL_ID,
    {
      name: 'name',
      form: 'text',
      label: { zh: '医疗机构名称', en: 'name' },
      synonyms: ['医院名称', '机构名称', 'fixmedins_name'],
    },
    {
      name: 'level',
      form: 'level',
      label: { zh: '医疗机构等级', en: 'level as written' },
      synonyms: ['医院等级', '机构等级', '等级'],
    },
    { name: 'level_class', form: 'level', label: { zh: '等级类别', en: 'level class: 3, 2 or 1' } },
    { name: 'kind', form: 'text', label: { zh: '机构类型', en: 'kind' }, synonyms: ['类型', '类别'] },
    { name: 'community_id', form: 'text', label: { zh: '医共体', en: 'county community that it belongs to' } },
    {
      name: 'coefficient',
      form: 'decimal',
      least: 0,
      most: 10,
      label: { zh: '机构系数', en: 'coefficient set for it' },
      synonyms: ['医院系数', '等级系数'],
    },
    { name: 'score', form: 'decimal', least: 0, most: 1000, label: { zh: '考核得分', en: 'assessment score' } },
    {
      name: 'quota_cases',
      form: 'whole',
      least: 0,
      most: 10_000_000,
      label: { zh: '病例数额度', en: 'quota of cases a year' },
    },
    {
      name: 'quota_amount',
      form: 'amount',
      least: 0,
      most: 1e12,
      label: { zh: '金额额度', en: 'quota of pay a year' },
    },
    ...DATED_COLUMNS,
  ],
  anyOf: ['level', 'level_class'],
  key: ['hospital_id'],
  spans: DATED,
};
