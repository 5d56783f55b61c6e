import { fillText, type Text } from '../kernel/errors.js';
import { formatWhole } from '../policy/format-value.js';
import { insuranceName } from '../policy/insurance-names.js';
import type { Policy } from '../policy/policy-schema.js';
import {
  METHOD_NO_POOL,
  METHOD_UNKNOWN_HOSPITAL,
  METHOD_UNPRICED,
  METHOD_UNWEIGHTED,
} from '../pricing/priced-columns.js';
import { paidWords } from './method-words.js';

/** Cases that a reader must know of, counted, whether or not the year is cleared. */
export interface CaseCounts {
  /** Cases by who decided their pay. */
  readonly casesOf: (method: number) => number;
  readonly floored: number;
  readonly negativePatient: number;
  /** That occur in the cases. */
  readonly insurances: readonly string[];
  /** Of every stretch of the year. */
  readonly policies: readonly Policy[];
}

export interface CaseNotice extends Text {
  readonly code: string;
  readonly count: number;
}

const TEXTS: Readonly<Record<string, Text>> = {
  unpriced_missing_amount: {
    zh: '{count} 个病例缺少总费用或统筹基金记账额，未计价，不计入任何金额。请补齐后重算。',
    en: 'Cases without total cost or pooled fund: {count}. They are not priced and enter no amount. Supply both and run again.',
  },
  unknown_hospital: {
    zh: '{count} 个病例的医疗机构不在登记表中且等级不明，按项目支付，单列一行。请用 --register 给出登记表，或补齐其中的机构与等级。',
    en: 'Cases of hospitals that the register does not know, of unknown level: {count}. Paid by item, a line of their own. Give a register with --register, or complete its hospitals and levels.',
  },
  no_pool: {
    zh: '{count} 个病例的险种（{insurances_zh}）没有资金池，按项目支付，单列一行。请在政策的 pools 中补上该险种，或核对险种列。',
    en: "Cases whose insurance ({insurances_en}) has no pool: {count}. Paid by item, a line of their own. Add the insurance to the policy's pools, or check that column.",
  },
  unweighted: {
    zh: '{count} 个病例的病组没有权重，{paid_zh}。如需按病组支付，请补充权重表或历史病例。',
    en: 'Cases in groups without a weight: {count}, {paid_en}. To pay them by their group, complete the weight table or the past cases.',
  },
  fund_floored: {
    zh: '{count} 个病例的患者支付已超过支付额，基金部分按 0 计。',
    en: "Cases whose patient's part is above the pay: {count}. The fund's part is taken as 0.",
  },
  negative_patient_part: {
    zh: '{count} 个病例的统筹基金记账额大于总费用，患者支付为负。请核对这些行。',
    en: "Cases with a pooled fund above their total cost, so that the patient's part is negative: {count}. Check these rows.",
  },
};

/** Cases left out, paid outside their groups or with a part that cannot be right; only what occurred. */
export function caseNotices({ casesOf, floored, negativePatient, insurances, policies }: CaseCounts): CaseNotice[] {
  const paid = paidWords('by_item_unweighted', policies);
  const hasPool = (insurance: string) =>
    policies.every(({ pools }) => pools.some((pool) => pool.insurance === insurance));
  const poolless = insurances.filter((insurance) => !hasPool(insurance)).map(insuranceName);
  return [
    notice('unpriced_missing_amount', casesOf(METHOD_UNPRICED)),
    notice('unknown_hospital', casesOf(METHOD_UNKNOWN_HOSPITAL)),
    notice('no_pool', casesOf(METHOD_NO_POOL), {
      insurances_zh: poolless.map(({ zh }) => zh).join('、'),
      insurances_en: poolless.map(({ en }) => en).join(', '),
    }),
    notice('unweighted', casesOf(METHOD_UNWEIGHTED), { paid_zh: paid.zh, paid_en: paid.en }),
    notice('fund_floored', floored),
    notice('negative_patient_part', negativePatient),
  ].filter(({ count }) => count > 0);
}

function notice(code: string, count: number, details: Readonly<Record<string, string>> = {}): CaseNotice {
  const { zh, en } = TEXTS[code]!;
  const values = { count: formatWhole(count), ...details };
  return { code, count, zh: fillText(zh, values), en: fillText(en, values) };
}
