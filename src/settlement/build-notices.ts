import { divideDecimals, formatDecimal } from '../kernel/decimal.js';
import { fillText, type Text } from '../kernel/errors.js';
import { formatFen, formatWhole } from '../policy/format-value.js';
import { insuranceName } from '../policy/insurance-names.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PoolRate } from '../pricing/pool-rates.js';
import { caseNotices } from './case-notices.js';
import type { CellIndex } from './cell-index.js';
import type { ClearingState } from './clearing/clearing-state.js';
import { clearingNotices } from './clearing-notices.js';
import type { QuotaUse } from './quota.js';
import type { RetentionOutcome } from './settle-retention.js';
import type { PoolResult, Settlement } from './settlement.js';
import { type CellSums, METHOD_COUNT } from './sum-cells.js';

type Notice = Settlement['notices'][number];

const TEXTS: Readonly<Record<string, Text>> = {
  quota_used_up: {
    zh: '{count} 个病例超出倍率分段的名额，改按支付标准（{places} 个机构与分段）。',
    en: 'Cases beyond the quota of their outlier band: {count}. They are paid the standard (hospitals and bands concerned: {places}).',
  },
  special_quota_used_up: {
    zh: '{count} 个病例超出特殊情形的名额，改按普通病例计价（{places} 个机构与特殊情形）。',
    en: 'Cases beyond the quota of their special case: {count}. They are paid their ordinary price (hospitals and special cases concerned: {places}).',
  },
  retention_cliff_near: {
    zh: '{count} 个清算单位离结余留用的跳变边界不到标准的 1%，跳变合计 {amount} 元。',
    en: 'Clearing units within 1 % of the standard from an edge where retention jumps: {count}, jumps of {amount} yuan in all.',
  },
  pool_overspent: {
    zh: '{count} 个资金池支付超过预算减风险金，共超 {amount} 元：{pools_zh}。',
    en: 'Pools that pay more than their budget less the reserve: {count}, {amount} yuan in all: {pools_en}.',
  },
  hospital_cost_missing: {
    zh: '成本盈亏只在全部病例都有医院成本的行给出；缺 {count} 例，故各表该列合计不可相加。',
    en: 'The margin against cost stands only in rows whose cases all have the hospital cost; it is missing for {count} cases, so that column does not add up in any table.',
  },
};

/** Above this share of all cases, strictly, cases outside the groups for want of data come first, with their share. */
const LARGE_SHARE_PERCENT = 5;
/** Cases that another file would bring into the groups. */
const WANTING = new Set(['unknown_hospital', 'unweighted', 'no_pool']);

export interface NoticeContext {
  readonly sums: CellSums;
  readonly index: CellIndex;
  readonly quotaUses: readonly QuotaUse[];
  readonly retention: RetentionOutcome;
  readonly pools: readonly PoolResult[];
  readonly rates: readonly PoolRate[];
  /** Of every stretch of the year. */
  readonly policies: readonly Policy[];
  readonly state: ClearingState;
}

/** What a reader must see before trusting the figures: in words, with counts; only what occurred, what covers many cases first. */
export function buildNotices(context: NoticeContext): Notice[] {
  const { sums, quotaUses, retention, pools, rates } = context;
  const all = totalOf(sums.sums.cases);
  const casesOf = (method: number) => {
    let count = 0;
    for (let at = method; at < sums.methodCases.length; at += METHOD_COUNT) count += sums.methodCases[at]!;
    return count;
  };
  const overspent = pools.filter((pool) => pool.balance < 0);
  const overspentFen = overspent.reduce((sum, pool) => sum - pool.balance, 0);
  const notices = [
    ...caseNotices({
      casesOf,
      floored: totalOf(sums.sums.floored_cases),
      negativePatient: sums.negativePatientCases,
      insurances: context.index.insurances,
      policies: context.policies,
    }),
    quotaNotice('quota_used_up', 'band', quotaUses),
    quotaNotice('special_quota_used_up', 'special', quotaUses),
    notice('retention_cliff_near', retention.cliffCount, { amount: formatFen(retention.cliffFen) }),
    notice('pool_overspent', overspent.length, {
      amount: formatFen(overspentFen),
      ...listWords(
        'pools',
        overspent.map(({ insurance, balance }) => {
          const { zh, en } = insuranceName(insurance);
          return { zh: `${zh} ${formatFen(-balance)} 元`, en: `${en} ${formatFen(-balance)} yuan` };
        }),
      ),
    }),
    notice('hospital_cost_missing', missingCosts(sums, all)),
  ].filter((entry) => entry.count > 0);
  const last = new Map(rates.map((rate) => [rate.insurance, rate]));
  for (const rate of last.values()) {
    for (const { code, zh, en } of rate.budget?.findings ?? []) {
      notices.push({ code, count: 1, zh: zh.replaceAll(rate.insurance, insuranceName(rate.insurance).zh), en });
    }
  }
  notices.push(...clearingNotices(context.state));
  const isLarge = ({ code, count }: Notice) => WANTING.has(code) && count * 100 > all * LARGE_SHARE_PERCENT;
  const large = notices.filter(isLarge).sort((a, b) => b.count - a.count);
  return [...large.map((entry) => withShare(entry, all)), ...notices.filter((entry) => !isLarge(entry))];
}

const totalOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Cases without the hospital's own cost, where some have it; data without any has no margin to be misread. */
function missingCosts({ sums }: CellSums, all: number): number {
  const known = totalOf(sums.hospital_cost_cases);
  return known === 0 ? 0 : all - known;
}

function listWords(name: string, texts: readonly Text[]): Record<string, string> {
  return {
    [`${name}_zh`]: texts.map((text) => text.zh).join('、'),
    [`${name}_en`]: texts.map((text) => text.en).join(', '),
  };
}

function withShare(entry: Notice, all: number): Notice {
  const share = formatDecimal(divideDecimals({ digits: entry.count * 100, scale: 0 }, { digits: all, scale: 0 }, 1));
  return {
    ...entry,
    isUrgent: true,
    zh: `占全部病例的 ${share}%：${entry.zh}`,
    en: `${share} % of all cases: ${entry.en}`,
  };
}

function quotaNotice(code: string, kind: QuotaUse['kind'], uses: readonly QuotaUse[]): Notice {
  const own = uses.filter((use) => use.kind === kind);
  const over = own.reduce((count, use) => count + use.inBand - use.allowed, 0);
  return notice(code, over, { places: own.length });
}

function notice(code: string, count: number, details: Readonly<Record<string, string | number>> = {}): Notice {
  const text = TEXTS[code]!;
  const values = { count: formatWhole(count), ...details };
  return { code, count, zh: fillText(text.zh, values), en: fillText(text.en, values) };
}
