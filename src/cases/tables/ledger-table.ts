import type { Text } from '../../kernel/errors.js';
import { HOSPITAL_ID, INSURANCE_VALUES, type InputTable, insuranceColumn } from './input-table.js';

/** Where the insured come from, as the names of pools have it (policy/pool-key.ts). */
const ORIGIN_NAMES: Readonly<Record<string, Text>> = {
  local: { zh: '本地', en: 'local' },
  other_city: { zh: '省内异地', en: 'of another city' },
  other_province: { zh: '跨省', en: 'of another province' },
};

/** An account is a hospital and a pool: an insurance, or the part of it for people of one origin, as results call it. */
const POOL_VALUES: Readonly<Record<string, Text>> = {
  ...INSURANCE_VALUES,
  ...Object.fromEntries(
    Object.entries(INSURANCE_VALUES).flatMap(([insurance, { zh, en }]) =>
      Object.entries(ORIGIN_NAMES).map(([origin, of]): [string, Text] => [
        `${insurance}@${origin}`,
        { zh: `${zh}（${of.zh}）`, en: `${en}, ${of.en}` },
      ]),
    ),
  ),
};

/** ledger.csv: money between fund and hospital that no case shows. */
export const LEDGER_TABLE: InputTable = {
  kind: 'ledger',
  label: { zh: '拨付与扣款台账', en: 'ledger of advances and deductions' },
  purpose: {
    zh: '预付金（周转金）与月度预拨是两本账；年终清算逐笔轧差，每笔须有文号。',
    en: 'Working capital lent and monthly advances on pay are two accounts; the annual clearing sets off each line, and each has a document.',
  },
  columns: [
    HOSPITAL_ID,
    { ...insuranceColumn('needed'), values: POOL_VALUES, label: { zh: '险种', en: 'insurance, or pool by origin' } },
    {
      name: 'month',
      form: 'month',
      isNeeded: true,
      label: { zh: '月份', en: 'month' },
      synonyms: ['年月', '所属月份'],
    },
    {
      name: 'kind',
      form: 'text',
      isNeeded: true,
      values: {
        advance: { zh: '预付金（借出的周转金）', en: 'working capital lent' },
        advance_repaid: { zh: '预付金收回', en: 'working capital paid back' },
        prepayment: { zh: '月度预拨', en: 'monthly advance on pay' },
        deduction: { zh: '扣款（稽核、违约）', en: 'deduction (audit, breach of contract)' },
        adjustment: { zh: '调整，可正可负', en: 'adjustment, of either sign' },
        dispute: { zh: '争议复核补差，可正可负', en: 'difference settled after a dispute, of either sign' },
      },
      label: { zh: '类别', en: 'kind' },
      synonyms: ['款项类别'],
    },
    { name: 'amount', form: 'amount', isNeeded: true, least: -1e11, most: 1e11, label: { zh: '金额', en: 'amount' } },
    {
      name: 'document',
      form: 'text',
      isNeeded: true,
      label: { zh: '文号或凭证', en: 'document or voucher' },
      synonyms: ['文号', '凭证号'],
    },
  ],
  key: ['hospital_id', 'insurance', 'month', 'kind', 'document'],
  spans: [],
  checkRow: (row) =>
    typeof row.amount === 'number' && row.amount < 0 && row.kind !== 'adjustment' && row.kind !== 'dispute'
      ? {
          code: 'ledger_amount_negative',
          column: 'amount',
          zh: '金额为负。除“adjustment”（调整）与“dispute”（争议）外，金额一律写正数，方向由类别决定；请改正符号或类别。',
          en: 'the amount is negative. All kinds but adjustment and dispute are written as positive amounts, the kind gives the direction; correct the sign or the kind.',
        }
      : undefined,
};
