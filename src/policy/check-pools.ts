import { compareDecimals, formatDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import type { Policy } from './policy-schema.js';
import { sumDecimals } from './sum-decimals.js';

/**
 * Between these the actual share of total cost looks like the in-list share (政策范围内支付比例), which is the larger
 * and better known; taking it moves a budget rate by about a fifth.
 */
const DOUBTFUL_SHARE = { from: 0.7, to: 0.9 } as const;

/** Pools, their funds and shares. */
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
    const taken = sumDecimals([pool.reserve, pool.adjustment_fund ?? 0]);
    if (compareDecimals(taken, { digits: 1, scale: 0 }) > 0) {
      add(
        'reserves_above_fund',
        'error',
        path,
        `风险金与调剂金合计 ${formatDecimal(taken)}，超过基金预算。请改正。`,
        `reserve and adjustment fund together take ${formatDecimal(taken)} of the fund, more than there is. Correct them.`,
      );
    }
  }
  return findings;
}
