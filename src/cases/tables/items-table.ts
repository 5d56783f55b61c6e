import type { InputTable } from './input-table.js';

/** items.csv: charge lines of stays, checked; no rule asks for them yet. */
export const ITEMS_TABLE: InputTable = {
  kind: 'items',
  label: { zh: '费用明细', en: 'charge lines' },
  purpose: {
    zh: '目前只核对，尚无规则使用：单独支付药品取病例的 separate_drug_cost 金额列，不逐项读取。冲红行为负数，逐行计入。',
    en: 'Checked only; no rule uses it yet: separately paid drugs come from a column of amounts of the cases, not from single items. Reversals are negative lines and count as such.',
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
