import type { Indicator } from './indicator.js';

/** What the hospitals receive for the stays in the end. */
export const income: Indicator = {
  key: 'income',
  label: { zh: '医院收入', en: 'hospital income' },
  unit: 'fen',
  formula: {
    zh: '清算后基金支付 + 患者负担',
    en: "fund payment after clearing + patients' part",
  },
  source: 'rules 6.2 (definition A)',
  compute: (sums) => sums.fund + sums.patient,
};
