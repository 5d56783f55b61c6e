import type { Finding } from '../kernel/finding.js';
import type { Policy } from './policy-schema.js';

/**
 * Between these the actual share of total cost looks like the in-list share (政策范围内支付比例), which is the larger
 * and better known; taking it moves a budget rate by about a fifth.
 */
const DOUBTFUL_SHARE = { from: 0.7, to: 0.9 } as const;

/** Pools, their funds and shares, and the rate that draws on them. */
export function checkPools(policy: Policy): Finding[] {
  const findings: Finding[] = [];
  const add = (code: string, severity: Finding['severity'], path: string, zh: string, en: string) =>
    findings.push({ code, severity, path, zh, en });
  const insurances = policy.pools.map(({ insurance }) => insurance);
  for (const [index, pool] of policy.pools.entries()) {
    const path = `pools.${pool.insurance}`;
    if (insurances.indexOf(pool.insurance) !== index) {
      add(
        'pool_twice',
        'error',
        path,
        `险种“${pool.insurance}”有两个基金池，请合并。`,
        `there are two pools for "${pool.insurance}"; merge them.`,
      );
    }
    if (
      pool.fund_share !== undefined &&
      pool.fund_share >= DOUBTFUL_SHARE.from &&
      pool.fund_share <= DOUBTFUL_SHARE.to
    ) {
      add(
        'fund_share_looks_in_list',
        'warning',
        `${path}.fund_share`,
        `fund_share ${pool.fund_share} 像是政策范围内支付比例（基金支付 ÷ 政策范围内费用）。此处应填实际报销比（基金支付 ÷ 总费用）；填错会使费率相差约五分之一。请核对。`,
        `fund_share ${pool.fund_share} looks like the in-list share (fund payment / cost within the list). What belongs here is the actual share (fund payment / total cost); the wrong one moves the rate by about a fifth. Check it.`,
      );
    }
    if (policy.rate.kind === 'budget' && pool.fund_share === undefined) {
      add(
        'budget_without_fund_share',
        'error',
        path,
        '按预算测算费率需要 fund_share（基金支付 ÷ 总费用），请补上。',
        'a rate from the budget needs fund_share (fund payment / total cost); add it.',
      );
    }
  }
  const { rate } = policy;
  if (rate.kind === 'fixed' && typeof rate.value === 'object') {
    const given = Object.keys(rate.value);
    for (const insurance of insurances) {
      if (given.includes(insurance)) continue;
      add(
        'pool_without_rate',
        'error',
        'rate.value',
        `险种“${insurance}”有基金池而没有费率，请补上 rate.value.${insurance}。`,
        `the pool of "${insurance}" has no rate; add rate.value.${insurance}.`,
      );
    }
    for (const insurance of given) {
      if ((insurances as readonly string[]).includes(insurance)) continue;
      add(
        'rate_without_pool',
        'warning',
        `rate.value.${insurance}`,
        `险种“${insurance}”有费率而没有基金池，其病例按项目支付、单列。`,
        `"${insurance}" has a rate and no pool: its cases are paid by item, on a line of their own.`,
      );
    }
  }
  const coefficients = [
    ...Object.values(policy.hospital_coefficient.by_level),
    ...Object.values(policy.hospital_coefficient.by_hospital),
  ];
  if (rate.kind === 'budget' && rate.denominator === 'plain_weight' && coefficients.some((value) => value !== 1)) {
    add(
      'plain_weight_misses_budget',
      'warning',
      'rate.denominator',
      '费率按未调整权重测算，而支付乘机构系数：支出不会等于预算。请改为 adjusted_weight，或接受差额。',
      'the rate is formed on plain weights but paid with hospital coefficients: spending will miss the budget. Use adjusted_weight, or accept the difference.',
    );
  }
  const { trim } = policy.weights;
  if (trim.method === 'percentile' && trim.lower >= trim.upper) {
    add(
      'trim_percentiles',
      'error',
      'weights.trim',
      `下百分位 ${trim.lower} 应小于上百分位 ${trim.upper}。`,
      `the lower percentile ${trim.lower} must be below the upper ${trim.upper}.`,
    );
  }
  return findings;
}
