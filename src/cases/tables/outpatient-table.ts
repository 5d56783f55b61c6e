import { HOSPITAL_ID, type InputTable, insuranceColumn } from './input-table.js';

/** outpatient.csv: visits without a stay. */
export const OUTPATIENT_TABLE: InputTable = {
  kind: 'outpatient',
  label: { zh: '门诊结算', en: 'outpatient visits' },
  purpose: {
    zh: '用于医共体总额（按 community_id 计入基金支付）、门诊慢特病待遇（与住院共用年度封顶线）与住院前后门诊费用转嫁的监测。患者标识与病例表一致，可加盐散列。',
    en: 'For budgets of county communities (what the fund paid, by community_id), for benefits of special outpatient disease (ceilings shared with stays) and for monitoring charges shifted to visits around a stay. Patient keys agree with those of the cases and may be salted hashes.',
  },
  columns: [
    {
      name: 'visit_id',
      form: 'text',
      isNeeded: true,
      label: { zh: '就诊号', en: 'visit id' },
      synonyms: ['就诊ID', '结算流水号'],
    },
    { name: 'patient_key', form: 'text', isNeeded: true, label: { zh: '患者标识', en: 'patient key' } },
    HOSPITAL_ID,
    insuranceColumn('needed'),
    { name: 'visit_date', form: 'day', isNeeded: true, label: { zh: '就诊日期', en: 'day of the visit' } },
    {
      name: 'kind',
      form: 'text',
      values: {
        ordinary: { zh: '普通门诊', en: 'ordinary' },
        chronic: { zh: '门诊慢特病', en: 'chronic or special disease' },
        emergency: { zh: '急诊', en: 'emergency' },
        pharmacy: { zh: '药店购药', en: 'pharmacy' },
      },
      label: { zh: '门诊类别', en: 'kind' },
    },
    { name: 'dx', form: 'text', label: { zh: '诊断编码', en: 'diagnoses joined by |' } },
    { name: 'amount', form: 'amount', isNeeded: true, least: 0, most: 1e8, label: { zh: '总费用', en: 'charges' } },
    { name: 'fund_paid', form: 'amount', least: 0, most: 1e8, label: { zh: '基金支付', en: 'paid by the fund' } },
    { name: 'self_funded', form: 'amount', least: 0, most: 1e8, label: { zh: '全自费', en: 'fully self-paid' } },
    { name: 'first_paid', form: 'amount', least: 0, most: 1e8, label: { zh: '先行自付', en: 'first self-paid' } },
    { name: 'insured_class', form: 'text', label: { zh: '参保身份', en: 'insured class' } },
    { name: 'assistance_class', form: 'text', label: { zh: '救助身份', en: 'assistance class' } },
    { name: 'community_id', form: 'text', label: { zh: '医共体', en: 'county community of the insured' } },
  ],
  key: ['visit_id'],
  spans: [],
  checkRow: (row) =>
    typeof row.amount === 'number' && typeof row.fund_paid === 'number' && row.fund_paid > row.amount
      ? {
          code: 'outpatient_fund_above_amount',
          column: 'fund_paid',
          zh: '基金支付大于总费用。请核对两列是否对调，或金额单位是否一致。',
          en: 'the fund paid more than the charges. Check that the two columns are not swapped and have one unit.',
        }
      : undefined,
};
