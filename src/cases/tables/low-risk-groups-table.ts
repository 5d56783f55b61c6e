import type { InputTable } from './input-table.js';

/** low-risk-groups.csv: groups in which hardly anybody should die, as a region lists them. */
export const LOW_RISK_GROUPS_TABLE: InputTable = {
  kind: 'low-risk-groups',
  label: { zh: '低风险组名单', en: 'low-risk groups' },
  purpose: {
    zh: '由地区提供，用于低风险组死亡率（drgdip monitor --low-risk）。可写病组代码，也可写 ADRG；名单随分组方案而定。',
    en: 'Brought by the region, for the mortality of low-risk groups (drgdip monitor --low-risk). Codes of groups or of ADRGs; a list belongs to its scheme.',
  },
  columns: [
    { name: 'scheme', form: 'text', isNeeded: true, label: { zh: '分组方案', en: 'scheme' }, synonyms: ['方案'] },
    {
      name: 'low_risk_group',
      form: 'text',
      isNeeded: true,
      label: { zh: '低风险组', en: 'group or ADRG of low risk' },
      synonyms: ['低风险组代码'],
    },
    { name: 'group_name', form: 'text', label: { zh: '名称', en: 'name' } },
  ],
  key: ['scheme', 'low_risk_group'],
  spans: [],
};
