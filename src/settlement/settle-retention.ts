import type { Text } from '../kernel/errors.js';
import { multiplyFen } from '../kernel/money.js';
import { formatFen, formatWhole } from '../policy/format-value.js';
import { insuranceName } from '../policy/insurance-names.js';
import type { Policy } from '../policy/policy-schema.js';
import { byAccount } from './account-totals.js';
import type { CellIndex } from './cell-index.js';
import { CLEARING_ERRORS } from './clearing/clearing-errors.js';
import type { QuotaChoice } from './quota.js';
import { quotaAmounts } from './quota-amounts.js';
import { buildRetentionRule, type RetentionRule } from './retention-bands.js';
import { bandWords, payWords } from './retention-words.js';
import { SETTLEMENT_ERRORS } from './settlement-errors.js';
import type { SettlementInput } from './settlement-input.js';
import { groupPaidCells, shareDown } from './share-down.js';
import { type CellSums, fundAfterQuota, isInGroups } from './sum-cells.js';

/** What retention does to one account (hospital × insurance), for its statement. */
export interface RetentionLine {
  readonly account: number;
  readonly band: string;
  readonly amountFen: number;
  /** Writes the formula in words. */
  readonly formula: () => Text;
}

export interface RetentionOutcome {
  readonly lines: readonly RetentionLine[];
  /** Units within 1 % of the standard of an edge where pay jumps, and the sum of the jumps' heights, fen. */
  readonly cliffCount: number;
  readonly cliffFen: number;
}

/** What is compared as one: a hospital's account, a pool, or the region. */
interface Unit {
  readonly label: Text;
  readonly accounts: readonly number[];
  readonly recorded: number;
  /** What recorded is compared with: the fund's part of the standard, or the quota of the register. */
  readonly standard: number;
  /** The fund's part before retention; the standard but where a quota takes its place. */
  readonly fund: number;
}

/** What recorded is compared with, in words. */
const BASIS_WORDS = {
  standard: { zh: '标准中的基金部分', en: "fund's part of the standard" },
  quota_amount: { zh: '定额', en: 'quota of the register' },
} as const satisfies Record<string, Text>;

/**
 * Retention of surplus and sharing of overruns (结余留用、超支分担) over the group-paid cases: q = what was recorded by
 * item / the fund's part of the standard (or the quota of the register, 定额), at the level the policy names. What is
 * decided above a cell is shared down.
 * @param sums  with the group-paid fund as the steps before have left it
 * @param adjustment  by cell, fen: what retention changes is added
 * @throws retention_formula_without_amount, quota_amount_by_pool, quota_amount_missing
 * @source rules §4.6
 */
export function settleRetention(
  input: SettlementInput,
  policy: Policy,
  index: CellIndex,
  sums: CellSums,
  quota: QuotaChoice,
  adjustment: Float64Array,
): RetentionOutcome {
  const rule = buildRetentionRule(policy.retention);
  if (rule.bands.length === 0) return { lines: [], cliffCount: 0, cliffFen: 0 };
  const against = policy.retention.against ?? 'standard';
  const { level } = policy.retention;
  if (against === 'quota_amount' && (level === 'case' || (level === 'pool' && policy.pools.length > 1))) {
    throw CLEARING_ERRORS.quota_amount_by_pool({}, { path: 'retention.level' });
  }
  if (level === 'case') {
    const lines = retainByCase(input, index, quota, rule, adjustment);
    return { lines, cliffCount: 0, cliffFen: 0 };
  }
  const lines: RetentionLine[] = [];
  let cliffCount = 0;
  let cliffFen = 0;
  const units = against === 'standard' ? unitsOf(level, index, sums) : quotaUnits(input, level, index, sums);
  let fundOf: Float64Array | undefined;
  for (const unit of units) {
    const band = rule.findBand(unit.recorded, unit.standard);
    const final = amountOf(rule, band, unit.recorded, unit.standard, unit.label);
    const shares = shareDown(final - unit.fund, unit.accounts, index, sums, adjustment);
    if (shares.size > 1) fundOf ??= groupSums(index, sums, sums.groupFund);
    for (const [account, amountFen] of shares) {
      const own = { count: shares.size, amountFen, fund: fundOf?.[account] ?? unit.fund };
      const formula = () => describe(rule, band, unit, BASIS_WORDS[against], final, own);
      lines.push({ account, band: rule.bands[band]?.name ?? '', amountFen, formula });
    }
    const height = nearCliff(rule, unit.recorded, unit.standard);
    if (height > 0) {
      cliffCount += 1;
      cliffFen += height;
    }
  }
  lines.sort((a, b) => a.account - b.account);
  return { lines, cliffCount, cliffFen };
}

function unitsOf(level: Policy['retention']['level'], index: CellIndex, sums: CellSums): Unit[] {
  const all = Array.from({ length: index.accountCount }, (_, account) => account);
  const groupCases = byAccount(index, sums.sums.group_paid_cases);
  const active = all.filter((account) => groupCases[account]! > 0);
  const [recordedOf, fundOf] = [groupSums(index, sums, sums.groupRecorded), groupSums(index, sums, sums.groupFund)];
  const insuranceOf = (account: number) => index.insurances[index.insurance[index.accountStart[account]!]!]!;
  const hospitalOf = (account: number) => index.hospitals[index.hospital[index.accountStart[account]!]!]!;
  const unit = (label: Text, accounts: readonly number[]): Unit => {
    const total = (values: Float64Array) => accounts.reduce((sum, account) => sum + values[account]!, 0);
    const standard = total(fundOf);
    return { label, accounts, recorded: total(recordedOf), standard, fund: standard };
  };
  if (level === 'hospital') {
    return active.map((account) => {
      const [hospital, insurance] = [hospitalOf(account), insuranceOf(account)];
      const { zh, en } = insuranceName(insurance);
      return unit({ zh: `医疗机构 ${hospital}（${zh}）`, en: `hospital ${hospital} (${en})` }, [account]);
    });
  }
  if (level === 'region') return active.length === 0 ? [] : [unit({ zh: '全地区', en: 'the region' }, active)];
  return [...new Set(active.map(insuranceOf))].map((insurance) =>
    unit(
      { zh: `${insuranceName(insurance).zh}资金池`, en: `${insuranceName(insurance).en} pool` },
      active.filter((account) => insuranceOf(account) === insurance),
    ),
  );
}

/** A measure of the cells with cases paid through the groups, by account. */
function groupSums(index: CellIndex, { sums }: CellSums, values: Float64Array): Float64Array {
  const totals = new Float64Array(index.accountCount);
  const groupPaid = sums.group_paid_cases;
  let cell = 0;
  for (let account = 0; account < totals.length; account++) {
    let sum = 0;
    for (const until = index.accountStart[account + 1]!; cell < until; cell++) {
      if (groupPaid[cell]! > 0) sum += values[cell]!;
    }
    totals[account] = sum;
  }
  return totals;
}

/** Hospitals with all their insurance types, or the region, each against the quota of the register. */
function quotaUnits(
  { register }: SettlementInput,
  level: Policy['retention']['level'],
  index: CellIndex,
  sums: CellSums,
): Unit[] {
  const [region] = unitsOf('region', index, sums);
  if (region === undefined) return [];
  const byHospital = new Map<string, number[]>();
  for (const account of region.accounts) {
    const hospital = index.hospitals[index.hospital[index.accountStart[account]!]!]!;
    byHospital.set(hospital, [...(byHospital.get(hospital) ?? []), account]);
  }
  const quotas = quotaAmounts(register, [...byHospital.keys()]);
  if (level !== 'hospital') {
    const standard = [...quotas.values()].reduce((sum, quota) => sum + quota, 0);
    return [{ ...region, standard }];
  }
  return [...byHospital].map(([hospital, accounts]) => {
    const cells = accounts.flatMap((account) => groupPaidCells(account, index, sums));
    const total = (values: Float64Array) => cells.reduce((sum, cell) => sum + values[cell]!, 0);
    const label = { zh: `医疗机构 ${hospital}`, en: `hospital ${hospital}` };
    const [recorded, fund] = [total(sums.groupRecorded), total(sums.groupFund)];
    return { label, accounts, recorded, standard: quotas.get(hospital)!, fund };
  });
}

/** Each case by itself: the change goes to its cell, and a statement gets a line a band. */
function retainByCase(
  input: SettlementInput,
  index: CellIndex,
  quota: QuotaChoice,
  rule: RetentionRule,
  adjustment: Float64Array,
): RetentionLine[] {
  const places = rule.bands.length + 1;
  const cases = new Float64Array(index.accountCount * places);
  const change = new Float64Array(index.accountCount * places);
  const { priced, table } = input;
  const label = { zh: '一个病例', en: 'one case' };
  for (let row = 0; row < table.caseCount; row++) {
    if (!isInGroups(input, quota, row)) continue;
    const standard = fundAfterQuota(input, quota, row);
    const recorded = priced.recordedFen[row]!;
    const band = rule.findBand(recorded, standard);
    const difference = amountOf(rule, band, recorded, standard, label) - standard;
    const cell = index.cellOf[row]!;
    adjustment[cell]! += difference;
    const place = index.accountOf[cell]! * places + band + 1;
    cases[place]! += 1;
    change[place]! += difference;
  }
  const lines: RetentionLine[] = [];
  for (let place = 0; place < cases.length; place++) {
    if (cases[place] === 0) continue;
    const band = (place % places) - 1;
    const words = payWords(rule, band);
    const amount = formatFen(change[place]!);
    const count = formatWhole(cases[place]!);
    lines.push({
      account: Math.floor(place / places),
      band: rule.bands[band]?.name ?? '',
      amountFen: change[place]!,
      formula: () => ({
        zh: `逐例：${count} 例，${bandWords(rule, band).zh}，支付 ${words.zh}；与标准之差合计 ${amount} 元`,
        en: `case by case: ${count} cases, ${bandWords(rule, band).en}, paid ${words.en}; differences from the standard add up to ${amount} yuan`,
      }),
    });
  }
  return lines;
}

function amountOf(rule: RetentionRule, band: number, recorded: number, standard: number, unit: Text): number {
  const amount = rule.amount(band, recorded, standard);
  if (!Number.isNaN(amount)) return amount;
  const name = rule.bands[band]?.name ?? '';
  throw SETTLEMENT_ERRORS.retention_formula_without_amount(
    { band: name, unit: unit.en, recorded: formatFen(recorded), standard: formatFen(standard) },
    { path: `retention.bands.${name}.pay` },
  );
}

/** Height of a jump of pay whose edge lies within 1 % of the standard from what was recorded; 0 where there is none. */
function nearCliff(rule: RetentionRule, recorded: number, standard: number): number {
  let height = 0;
  rule.documents.forEach((document, i) => {
    if (document.to === undefined) return;
    const edge = multiplyFen(standard, rule.bands[i]!.to!);
    if (Math.abs(recorded - edge) * 100 > standard) return;
    const next = i + 1 < rule.documents.length ? i + 1 : -1;
    const jump = Math.abs(rule.amount(next, edge, standard) - rule.amount(i, edge, standard));
    // A fen is rounding, not a cliff.
    if (jump > 1) height += jump;
  });
  return height;
}

function describe(
  rule: RetentionRule,
  band: number,
  unit: Unit,
  basis: Text,
  final: number,
  own: { readonly count: number; readonly amountFen: number; readonly fund: number },
): Text {
  const [recorded, standard, fund, paid] = [unit.recorded, unit.standard, unit.fund, final].map(formatFen);
  const where = bandWords(rule, band);
  const how = payWords(rule, band);
  const zh = `${unit.label.zh}：记账额 ${recorded} 元 ÷ ${basis.zh} ${standard} 元，${where.zh}，支付 ${how.zh} = ${paid} 元`;
  const en = `${unit.label.en}: recorded ${recorded} yuan / ${basis.en} ${standard} yuan, ${where.en}, paid ${how.en} = ${paid} yuan`;
  const change = formatFen(final - unit.fund);
  if (own.count === 1) {
    return {
      zh: `${zh}；调整 = ${paid} − ${fund} = ${change} 元`,
      en: `${en}; change = ${paid} − ${fund} = ${change} yuan`,
    };
  }
  const share = formatFen(own.amountFen);
  return {
    zh: `${zh}；调整 ${change} 元按标准中的基金部分分摊，本单位 ${formatFen(own.fund)} ÷ ${fund}，得 ${share} 元`,
    en: `${en}; the change of ${change} yuan is shared by the fund's part of the standard, here ${formatFen(own.fund)} / ${fund}, giving ${share} yuan`,
  };
}
