import { compareDecimals, formatDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { checkLimits } from './check-case-rules.js';
import { FindingList } from './finding-list.js';
import type { Policy } from './policy-schema.js';
import { poolKey } from './pool-key.js';
import { sumDecimals } from './sum-decimals.js';

/** Periods of a floating value in a year. */
const PERIODS = { year: 1, quarter: 4, month: 12 } as const;

/** The rate against the pools that it draws on, and a floating one against the steps of clearing that close it. */
export function checkRate(policy: Policy): Finding[] {
  const found = new FindingList();
  const { rate } = policy;
  if (rate.kind === 'fixed') checkPerInsurance('rate.value', rate.value, policy, found);
  if (rate.kind === 'elastic') checkPerInsurance('rate.fixed', rate.fixed, policy, found);
  if (rate.kind === 'floating') {
    if (rate.opening !== 'budget') checkPerInsurance('rate.opening', rate.opening, policy, found);
    checkLimits('rate', rate.floor, rate.cap, found);
    checkPeriodShares(rate, found);
  }
  const isFromBudget = rate.kind === 'budget' || (rate.kind === 'floating' && rate.opening === 'budget');
  for (const pool of policy.pools) {
    if (!isFromBudget || pool.fund_share !== undefined) continue;
    found.error(
      'budget_without_fund_share',
      `pools.${poolKey(pool)}`,
      '按预算测算费率需要 fund_share（基金支付 ÷ 总费用），请补上。',
      'a rate from the budget needs fund_share (fund payment / total cost); add it.',
    );
  }
  const { by_level: byLevel, by_hospital: byHospital } = policy.hospital_coefficient;
  const coefficients = [...Object.values(byLevel), ...Object.values(byHospital)];
  if (rate.kind === 'budget' && rate.denominator === 'plain_weight' && coefficients.some((value) => value !== 1)) {
    found.warning(
      'plain_weight_misses_budget',
      'rate.denominator',
      '费率按未调整权重测算，而支付乘机构系数：支出不会等于预算。请改为 adjusted_weight，或接受差额。',
      'the rate is formed on plain weights but paid with hospital coefficients: spending will miss the budget. Use adjusted_weight, or accept the difference.',
    );
  }
  checkOutsideQuotas(policy, found);
  checkClosing(policy, found);
  return found.findings;
}

/**
 * A rate from the budget is formed before quotas are given out: every case of a rule that counts outside would leave the
 * budget and the units, and those over the quota would come back at a price in whose units they were never counted.
 */
function checkOutsideQuotas({ rate, special_cases: rules }: Policy, found: FindingList): void {
  if (rate.kind !== 'budget') return;
  for (const { name, quota, counts } of rules ?? []) {
    if (quota === undefined || counts !== 'outside') continue;
    found.error(
      'budget_rate_outside_quota',
      `special_cases.${name}.quota`,
      '预算费率在分配名额之前形成：组外（counts: outside）规则的全部病例先离开预算，超出名额的又按价格支付，支出会超预算。请改用 floating 或 fixed 费率，或写 counts: inside，或删除 quota。',
      'a rate from the budget is formed before quotas are given out: all cases of a rule with counts: outside leave the budget, and those over the quota come back at the price, so that the budget is overspent. Use a floating or a fixed rate, or counts: inside, or delete the quota.',
    );
  }
}

/** Every pool needs a value, its own or that of its insurance; and every value a pool that takes it. */
function checkPerInsurance(path: string, value: number | object, { pools }: Policy, found: FindingList): void {
  if (typeof value === 'number') return;
  const given = Object.keys(value);
  const taken = new Set<string>();
  for (const pool of pools) {
    const name = poolKey(pool);
    const key = given.includes(name) ? name : pool.insurance;
    taken.add(key);
    if (given.includes(key)) continue;
    found.error(
      'pool_without_rate',
      path,
      `险种“${name}”有基金池而没有费率，请补上 ${path}.${name}。`,
      `the pool of "${name}" has no rate; add ${path}.${name}.`,
    );
  }
  for (const key of given) {
    if (taken.has(key)) continue;
    if (pools.some(({ insurance }) => insurance === key)) {
      found.warning(
        'rate_not_taken',
        `${path}.${key}`,
        `险种“${key}”的各基金池都有自己的费率，此费率不起作用。请删除，或为无 origin 的“${key}”设基金池。`,
        `every pool of "${key}" has a rate of its own, so that this one does nothing. Delete it, or add a pool of "${key}" without an origin.`,
      );
      continue;
    }
    found.warning(
      'rate_without_pool',
      `${path}.${key}`,
      `险种“${key}”有费率而没有基金池，其病例按项目支付、单列。`,
      `"${key}" has a rate and no pool: its cases are paid by item, on a line of their own.`,
    );
  }
}

function checkPeriodShares(rate: Policy['rate'] & { kind: 'floating' }, found: FindingList): void {
  const { period, period_shares: shares } = rate;
  if (shares === undefined) return;
  const wanted = PERIODS[period];
  if (shares.length !== wanted) {
    found.error(
      'period_shares_count',
      'rate.period_shares',
      `有 ${shares.length} 个份额，而浮动周期 ${period} 一年应有 ${wanted} 个。`,
      `there are ${shares.length} shares; the period ${period} has ${wanted} in a year.`,
    );
  }
  const sum = sumDecimals(shares);
  if (compareDecimals(sum, { digits: 1, scale: 0 }) === 0) return;
  found.error(
    'period_shares_sum',
    'rate.period_shares',
    `各期预算份额之和为 ${formatDecimal(sum)}，应恰为 1。`,
    `the shares of the budget add up to ${formatDecimal(sum)}, they must add up to 1 exactly.`,
  );
}

/** A floating value is closed by the step point_value, and by nothing else; what leaves the budget leaves it before. */
function checkClosing({ rate, clearing }: Policy, found: FindingList): void {
  const closing = clearing.steps.indexOf('point_value');
  const isFloating = rate.kind === 'floating' || rate.kind === 'elastic';
  if (isFloating && closing < 0) {
    found.error(
      'floating_without_point_value',
      'clearing.steps',
      `费率方式为 ${rate.kind}，清算步骤中却没有 point_value：期初点值永不换成清算点值。请在 reserve、carve_outs 之后加上。`,
      `the rate is ${rate.kind}, and point_value is no clearing step: the opening value would never be replaced by the closing one. Add it after reserve and carve_outs.`,
    );
  }
  if (closing < 0) return;
  if (!isFloating) {
    found.error(
      'point_value_without_floating',
      'clearing.steps',
      `清算步骤中有 point_value，而费率方式为 ${rate.kind}，没有可浮动的点值。请删除该步骤，或改费率方式。`,
      `point_value is a clearing step, and the rate is ${rate.kind}: nothing floats. Delete the step, or change the rate.`,
    );
    return;
  }
  if (!clearing.steps.includes('carve_outs')) {
    found.warning(
      'floating_without_carve_outs',
      'clearing.steps',
      '清算步骤中没有 carve_outs：组外病例的支付不从预算中扣除，点值按全部预算形成，支出会超预算，超出额即组外支付。请在 point_value 之前加上 carve_outs。',
      'carve_outs is no clearing step: what is paid outside the groups does not leave the budget before the value is formed, so that the pool is overspent by it. Add carve_outs before point_value.',
    );
  }
  for (const word of ['reserve', 'carve_outs'] as const) {
    if (clearing.steps.indexOf(word) <= closing) continue;
    found.error(
      'point_value_before_carve_outs',
      'clearing.steps',
      `${word} 应排在 point_value 之前：先扣除，再形成点值。`,
      `${word} must stand before point_value: it leaves the budget before the value is formed.`,
    );
  }
}
