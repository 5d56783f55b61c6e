import { defineErrors, PolicyError } from '../../kernel/errors.js';

export const WHAT_IF_ERRORS = defineErrors(PolicyError, {
  formula_without_amount: {
    zh: '{rules} 的公式对 {count} 例病例算不出金额（除数为零、缺少数值或金额过大），且没有写明 fallback。请给该规则写 fallback: by_item 或 standard。',
    en: 'the formula of {rules} has no amount for {count} cases (a zero divisor, a missing value or too large an amount), and the rule has no fallback. Give it fallback: by_item or standard.',
  },
});
