import type { Text } from '../kernel/errors.js';
import type { Policy } from '../policy/policy-schema.js';

/** What the standard of a case is made of, in words, for the statement's line of standards. */
export function standardWords(policies: readonly Policy[]): Text {
  const hasOwn = policies.some((policy) => policy.case_coefficients !== undefined);
  const byUnits: Text = {
    zh: `权重 × 费率 × ${hasOwn ? '机构系数（× 病例系数）' : '机构系数'}`,
    en: `weight × rate × ${hasOwn ? 'hospital coefficient (× case coefficient)' : 'hospital coefficient'}`,
  };
  const { weights } = policies[0]!;
  if (weights.use !== 'standard') return byUnits;
  const published: Text = {
    zh: `公布的支付标准${hasOwn ? '（× 病例系数）' : ''}`,
    en: `the published standard payment${hasOwn ? ' (× case coefficient)' : ''}`,
  };
  if (weights.without_standard === 'unweighted') return published;
  return {
    zh: `${published.zh}，没有公布的为${byUnits.zh}`,
    en: `${published.en}, where none is published ${byUnits.en}`,
  };
}
