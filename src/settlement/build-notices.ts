import { fillText, type Text } from '../kernel/errors.js';
import { formatYuan } from '../kernel/money.js';
import type { PoolRate } from '../pricing/pool-rates.js';
import {
  METHOD_NO_POOL,
  METHOD_UNKNOWN_HOSPITAL,
  METHOD_UNPRICED,
  METHOD_UNWEIGHTED,
} from '../pricing/priced-columns.js';
import type { QuotaUse } from './quota.js';
import type { RetentionOutcome } from './settle-retention.js';
import type { PoolResult, Settlement } from './settlement.js';
import { type CellSums, METHOD_COUNT } from './sum-cells.js';

type Notice = Settlement['notices'][number];

const TEXTS: Readonly<Record<string, Text>> = {
  unpriced_missing_amount: {
    zh: '{count} 个病例缺少总费用或统筹基金记账额，未计价，不计入任何金额。请补齐后重算。',
    en: 'Cases without total cost or pooled fund: {count}. They are not priced and enter no amount. Supply both and run again.',
  },
  unknown_hospital: {
    zh: '{count} 个病例的医疗机构不在登记表中且等级不明，按项目支付，单列一行。请补充登记表。',
    en: 'Cases of hospitals that the register does not know, of unknown level: {count}. Paid by item, a line of their own. Complete the register.',
  },
  no_pool: {
    zh: '{count} 个病例的险种没有资金池，按项目支付，单列一行。',
    en: 'Cases whose insurance has no pool: {count}. Paid by item, a line of their own.',
  },
  unweighted: {
    zh: '{count} 个病例的病组没有权重，按政策 unweighted 支付。',
    en: 'Cases in groups without a weight: {count}. Paid as the policy\'s "unweighted" says.',
  },
  fund_floored: {
    zh: '{count} 个病例的患者支付已超过支付额，基金部分按 0 计。',
    en: "Cases whose patient's part is above the pay: {count}. The fund's part is taken as 0.",
  },
  negative_patient_part: {
    zh: '{count} 个病例的统筹基金记账额大于总费用，患者支付为负。请核对这些行。',
    en: "Cases with a pooled fund above their total cost, so that the patient's part is negative: {count}. Check these rows.",
  },
  quota_used_up: {
    zh: '{count} 个病例超出倍率分段的名额，改按支付标准（{places} 个机构与分段）。',
    en: 'Cases beyond the quota of their outlier band: {count}. They are paid the standard (hospitals and bands concerned: {places}).',
  },
  retention_cliff_near: {
    zh: '{count} 个清算单位离结余留用的跳变边界不到标准的 1%，跳变合计 {amount} 元。',
    en: 'Clearing units within 1 % of the standard from an edge where retention jumps: {count}, jumps of {amount} yuan in all.',
  },
  pool_overspent: {
    zh: '{count} 个资金池支付超过预算减风险金，共超 {amount} 元。',
    en: 'Pools that pay more than their budget less the reserve: {count}, {amount} yuan in all.',
  },
};

/** What a reader must see before trusting the figures: in words, with counts; only what occurred. */
export function buildNotices(
  sums: CellSums,
  quotaUses: readonly QuotaUse[],
  retention: RetentionOutcome,
  pools: readonly PoolResult[],
  rates: readonly PoolRate[],
): Notice[] {
  const casesOf = (method: number) => {
    let count = 0;
    for (let at = method; at < sums.methodCases.length; at += METHOD_COUNT) count += sums.methodCases[at]!;
    return count;
  };
  const overQuota = quotaUses.reduce((count, use) => count + use.inBand - use.allowed, 0);
  const overspent = pools.filter((pool) => pool.balance < 0);
  const overspentFen = overspent.reduce((sum, pool) => sum - pool.balance, 0);
  const notices = [
    notice('unpriced_missing_amount', casesOf(METHOD_UNPRICED)),
    notice('unknown_hospital', casesOf(METHOD_UNKNOWN_HOSPITAL)),
    notice('no_pool', casesOf(METHOD_NO_POOL)),
    notice('unweighted', casesOf(METHOD_UNWEIGHTED)),
    notice(
      'fund_floored',
      sums.sums.floored_cases.reduce((sum, count) => sum + count, 0),
    ),
    notice('negative_patient_part', sums.negativePatientCases),
    notice('quota_used_up', overQuota, { places: quotaUses.length }),
    notice('retention_cliff_near', retention.cliffCount, { amount: formatYuan(retention.cliffFen) }),
    notice('pool_overspent', overspent.length, { amount: formatYuan(overspentFen) }),
  ].filter((entry) => entry.count > 0);
  const last = new Map(rates.map((rate) => [rate.insurance, rate]));
  for (const rate of last.values()) {
    for (const { code, zh, en } of rate.budget?.findings ?? []) notices.push({ code, count: 1, zh, en });
  }
  return notices;
}

function notice(code: string, count: number, details: Readonly<Record<string, string | number>> = {}): Notice {
  const text = TEXTS[code]!;
  return { code, count, zh: fillText(text.zh, { count, ...details }), en: fillText(text.en, { count, ...details }) };
}
