import { defineErrors, InputError, PolicyError } from '../kernel/errors.js';

export const SETTLEMENT_ERRORS = defineErrors(PolicyError, {
  retention_formula_without_amount: {
    zh: '结余留用分段“{band}”的公式对{unit}算不出金额（记账 {recorded} 元，标准 {standard} 元），多为除数为零。请修改该公式。',
    en: 'the formula of retention band "{band}" gives no amount for {unit} (recorded {recorded} yuan, standard {standard} yuan), mostly a zero divisor. Change the formula.',
  },
});

export const SETTLEMENT_INPUT_ERRORS = defineErrors(InputError, {
  sum_too_large: {
    zh: '“{measure_zh}”的合计超过可精确计算的上限 {limit} 元，未生成结果。最大的一笔在数据第 {row} 行：{amount} 元。请核对金额单位（元、分、万元）与该行；确属实际金额的，请分批测算。',
    en: 'the sum of "{measure_en}" is above {limit} yuan, the most that can be added exactly; no result was made. The largest amount is in data row {row}: {amount} yuan. Check the unit of the amounts (yuan, fen or 10,000 yuan) and that row; if the amounts are real, run the cases in parts.',
  },
});
