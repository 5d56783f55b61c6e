import { defineErrors, PolicyError } from '../kernel/errors.js';

export const SETTLEMENT_ERRORS = defineErrors(PolicyError, {
  retention_formula_without_amount: {
    zh: '结余留用分段“{band}”的公式对{unit}算不出金额（记账 {recorded} 元，标准 {standard} 元），多为除数为零。请修改该公式。',
    en: 'the formula of retention band "{band}" gives no amount for {unit} (recorded {recorded} yuan, standard {standard} yuan), mostly a zero divisor. Change the formula.',
  },
});
