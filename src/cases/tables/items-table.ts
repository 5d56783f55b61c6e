import type { InputTable } from './input-table.js';

/** items.csv: charge lines of stays, for monitoring. */
export const ITEMS_TABLE: InputTable = {
  kind: 'items',
  label: { zh: '费用明细', en: 'charge lines' },
  purpose: {
    zh: '用于监测（drgdip monitor --items）：重复收费、无收费的住院日、手术费与编码。单独支付药品仍取病例的 separate_drug_cost 金额列。冲红行为负数，逐行计入。',
    en: 'For monitoring (drgdip monitor --items): charges made twice, days without charges, operations charged and coded. Separately paid drugs still come from the column separate_drug_cost of the cases. Reversals are negative lines and count as such.',
  },
  columns: [
    { name: 'case_id', form: 'text', isNeeded: true, label: { zh: '病例号', en: 'case id' } },
    {
      name: 'charge_date',
      form: 'day',
      label: { zh: '费用发生日期', en: 'day of the charge' },
      synonyms: ['发生日期'],
    },
    {
      name: 'item_code',
      form: 'text',
      isNeeded: true,
      label: { zh: '项目编码', en: 'item code' },
      synonyms: ['医保目录编码'],
    },
    { name: 'item_name', form: 'text', label: { zh: '项目名称', en: 'item name' } },
    { name: 'category', form: 'text', label: { zh: '费用类别', en: 'category' } },
    { name: 'quantity', form: 'decimal', least: -1e7, most: 1e7, label: { zh: '数量', en: 'quantity' } },
    {
      name: 'unit_price',
      form: 'decimal',
      least: 0,
      most: 1e8,
      label: { zh: '单价', en: 'unit price in yuan, four decimals or fewer' },
    },
    { name: 'amount', form: 'amount', isNeeded: true, least: -1e8, most: 1e8, label: { zh: '金额', en: 'amount' } },
    {
      name: 'self_funded',
      form: 'amount',
      least: -1e8,
      most: 1e8,
      label: { zh: '全自费金额', en: 'fully self-paid part' },
    },
  ],
  key: [],
  spans: [],
};
