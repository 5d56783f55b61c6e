import { COLUMN_SCHEMAS, columnSchema } from '../cases/columns.js';
import { compareDecimals, formatDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { nearestNames } from '../kernel/nearest-names.js';
import type { Policy } from './policy-schema.js';
import { poolKey } from './pool-key.js';
import { sumDecimals } from './sum-decimals.js';

/**
 * Between these the actual share of total cost looks like the in-list share (政策范围内支付比例), which is the larger
 * and better known; taking it moves a budget rate by about a fifth.
 */
const DOUBTFUL_SHARE = { from: 0.7, to: 0.9 } as const;

const TEXT_COLUMNS = COLUMN_SCHEMAS.filter(({ kind }) => kind === 'dictionary').map(({ name }) => name);

/** Pools, their funds and shares. */
export function checkPools(policy: Policy): Finding[] {
  const findings: Finding[] = [];
  const add = (code: string, severity: Finding['severity'], path: string, zh: string, en: string) =>
    findings.push({ code, severity, path, zh, en });
  const keys = policy.pools.map(poolKey);
  for (const [index, pool] of policy.pools.entries()) {
    const path = `pools.${keys[index]}`;
    if (keys.indexOf(keys[index]!) !== index) {
      add(
        'pool_twice',
        'error',
        path,
        `“${keys[index]}”有两个基金池，请合并，或写明各自的 origin。`,
        `there are two pools for "${keys[index]}"; merge them, or give each its origin.`,
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
    const againstAll = compareDecimals(taken, { digits: 1, scale: 0 });
    if (againstAll === 0) {
      add(
        'reserves_take_all',
        'warning',
        `${path}.reserve`,
        `风险金与调剂金合计 1，即全部基金预算，病例支付与清算一分不剩。若指 1%，请写 0.01。`,
        `reserve and adjustment fund together take 1, the whole fund: nothing is left to pay cases from. Write 0.01 for 1 %.`,
      );
    }
    if (againstAll > 0) {
      add(
        'reserves_above_fund',
        'error',
        path,
        `风险金与调剂金合计 ${formatDecimal(taken)}，超过基金预算。请改正。`,
        `reserve and adjustment fund together take ${formatDecimal(taken)} of the fund, more than there is. Correct them.`,
      );
    }
  }
  checkOrigins(policy, add);
  return findings;
}

type Add = (code: string, severity: Finding['severity'], path: string, zh: string, en: string) => void;

/** How the origin of a stay is found, against the pools that ask for it. */
function checkOrigins({ pools, origins }: Policy, add: Add): void {
  if (origins === undefined) return;
  if (pools.every(({ origin }) => origin === undefined)) {
    add(
      'origins_unused',
      'warning',
      'origins',
      '没有资金池写明 origin，origins 不起作用。请为资金池写 origin，或删除 origins。',
      'no pool names an origin, so that origins does nothing. Give pools an origin, or delete origins.',
    );
  }
  const { column } = origins;
  if (column === undefined) return;
  if (columnSchema(column)?.kind !== 'dictionary') {
    const names = nearestNames(column, TEXT_COLUMNS).join(', ');
    add(
      'origin_column_unknown',
      'error',
      'origins.column',
      `“${column}”不是病例的分类文本列。最接近的列名：${names}。`,
      `"${column}" is no column of classes of a case. Nearest names: ${names}.`,
    );
  }
  if (origins.local === undefined && origins.other_city === undefined && origins.other_province === undefined) {
    add(
      'origin_values_missing',
      'error',
      'origins',
      `写了 column，却没有用 local、other_city、other_province 说明 ${column} 的值。请补上。`,
      `a column is named, and nothing says what its values mean. List the values of ${column} under local, other_city, other_province.`,
    );
  }
}
