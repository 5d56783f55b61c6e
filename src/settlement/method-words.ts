import type { Text } from '../kernel/errors.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PaymentMethod } from '../pricing/priced-columns.js';

/** What each method outside the groups is called, and the path in the policy that decides it. */
export const METHOD_WORDS: Readonly<Partial<Record<PaymentMethod, Text & { readonly path: string }>>> = {
  by_item_ungrouped: { zh: '未入组病例', en: 'ungrouped cases', path: 'ungrouped' },
  by_item_unrelated: {
    zh: '手术与主要诊断无关（QY）病例',
    en: 'cases with an unrelated procedure (QY)',
    path: 'unrelated_procedure',
  },
  by_item_unweighted: { zh: '病组无权重的病例', en: 'cases of groups without a weight', path: 'unweighted' },
  by_item_kind: {
    zh: '按项目、床日或包干等其他方式支付的病例',
    en: 'cases paid by item, day, package or another kind',
    path: 'pools',
  },
  by_item_no_pool: { zh: '险种没有资金池的病例', en: 'cases whose insurance has no pool', path: 'pools' },
  by_item_unknown_hospital: {
    zh: '登记表中没有且等级不明的医疗机构的病例',
    en: 'cases of a hospital that the register does not know',
    path: 'hospital_coefficient',
  },
  special_case: {
    zh: '按特殊规则支付、计入病组的病例',
    en: 'special cases that count with the groups',
    path: 'special_cases',
  },
  special_case_outside: {
    zh: '按特殊规则支付、不计入病组的病例',
    en: 'special cases outside the groups',
    path: 'special_cases',
  },
  unpriced_missing_amount: {
    zh: '缺少总费用或统筹基金记账额、未计价的病例',
    en: 'cases without total cost or pooled fund, not priced',
    path: 'benefit',
  },
};

/** The rule of the policy for each kind of case that it decides on. */
const RULES = {
  by_item_ungrouped: 'ungrouped',
  by_item_unrelated: 'unrelated_procedure',
  by_item_unweighted: 'unweighted',
} as const satisfies Partial<Record<PaymentMethod, keyof Policy>>;

/** How such cases were paid, in words: as the policy says where it decides (and as it always says so), else by item. */
export function paidWords(method: PaymentMethod, policies: readonly Policy[]): Text {
  if (method === 'unpriced_missing_amount') return { zh: '不计任何金额', en: 'no amount is counted' };
  if (method === 'special_case' || method === 'special_case_outside') {
    return { zh: '按政策所列特殊规则支付', en: 'paid as the special rules of the policy say' };
  }
  if (!Object.hasOwn(RULES, method)) return { zh: '按项目记账额支付', en: 'paid by item as recorded' };
  const rules = policies.map((policy) => policy[RULES[method as keyof typeof RULES]]);
  const rule = rules[0]!;
  if (rules.some((other) => JSON.stringify(other) !== JSON.stringify(rule))) {
    return { zh: '按政策当日的规定支付', en: 'paid as the policy says on the day' };
  }
  if (typeof rule === 'object') {
    const { share_of_items: share } = rule;
    return { zh: `按政策规定支付记账额的 ${share}`, en: `paid ${share} of what was recorded, as the policy says` };
  }
  if (rule === 'zero') return { zh: '按政策规定不支付', en: 'not paid, as the policy says' };
  return { zh: '按政策规定按项目记账额支付', en: 'paid by item as recorded, as the policy says' };
}
