import { type Decimal, decimalOf } from '../../kernel/decimal.js';
import { evaluateFormulaFen } from '../../kernel/formula/evaluate-formula.js';
import { RETENTION_VOCABULARY } from '../../kernel/formula/formula-language.js';
import {
  addRationals,
  compareRationals,
  multiplyRationals,
  type Rational,
  rationalOf,
  roundRational,
} from '../../kernel/formula/rational.js';
import { readFormula } from '../../kernel/formula/read-formula.js';
import { compareCodePoints } from '../../kernel/hash.js';
import type { Policy } from '../../policy/policy-schema.js';
import { type LiteralCase, literalCase } from '../../pricing/literal/literal-case.js';
import { type LiteralPrice, priceLiterally } from '../../pricing/literal/price-literally.js';
import type { PricingInput } from '../../pricing/pricing-input.js';

/** One cell, whole fen. */
export interface LiteralCell {
  readonly hospital: string;
  readonly insurance: string;
  readonly department: string;
  readonly group: string;
  cases: bigint;
  groupCases: bigint;
  groupFund: bigint;
  groupRecorded: bigint;
  pay: bigint;
  fundBeforeClearing: bigint;
  fund: bigint;
}

interface Settled extends LiteralPrice {
  readonly record: LiteralCase;
}

const whole = (value: bigint | number): Rational => ({ numerator: BigInt(value), denominator: 1n });
const isGroupPaid = (price: LiteralPrice): boolean => price.method === 'standard' || price.method === 'outlier';

/**
 * The literal clearing, from the same policy and with exact arithmetic, on the literal prices: the measure of
 * settleYear. For small regions only.
 * @returns cells in code-point order of hospital, insurance, department, group
 */
export function settleLiterally(input: PricingInput): LiteralCell[] {
  const policy = input.timeline.segments.at(-1)!.policy;
  const prices = priceLiterally(input).map((price, row) => ({ ...price, record: literalCase(input, row) }));
  const settled = withinQuotas(input, prices);
  const cells = new Map<string, LiteralCell>();
  for (const price of settled) addToCell(cells, price);
  const sorted = [...cells.keys()].sort(compareCodePoints).map((key) => cells.get(key)!);
  if (policy.clearing.steps.includes('retention') && policy.retention.bands.length > 0) {
    if (policy.retention.level === 'case') {
      for (const price of settled) {
        if (isGroupPaid(price))
          cells.get(keyOf(price.record))!.fund += retained(policy, price.recorded, price.fund) - price.fund;
      }
    } else for (const unit of unitsOf(policy.retention.level, sorted)) retainUnit(policy, unit);
  }
  return sorted;
}

/** U+0000 stands before every text, so that keys sort as their parts do. */
function keyOf(record: LiteralCase): string {
  return [record.hospital, record.insurance, record.department, record.group].join('\u0000');
}

function addToCell(cells: Map<string, LiteralCell>, { record, ...price }: Settled): void {
  const key = keyOf(record);
  const { hospital, insurance, department, group } = record;
  const cell = cells.get(key) ?? {
    hospital,
    insurance,
    department,
    group,
    cases: 0n,
    groupCases: 0n,
    groupFund: 0n,
    groupRecorded: 0n,
    pay: 0n,
    fundBeforeClearing: 0n,
    fund: 0n,
  };
  cell.cases += 1n;
  cell.pay += price.pay;
  cell.fundBeforeClearing += price.fund;
  cell.fund += price.fund;
  if (isGroupPaid(price)) {
    cell.groupCases += 1n;
    cell.groupFund += price.fund;
    cell.groupRecorded += price.recorded;
  }
  cells.set(key, cell);
}

/** Replaces the pay of cases beyond their band's quota. */
function withinQuotas(input: PricingInput, prices: readonly Settled[]): Settled[] {
  const settled = [...prices];
  const bands = input.timeline.segments.flatMap(({ policy }) => policy.outliers.bands);
  for (const name of new Set(bands.map((band) => band.name))) {
    const quota = bands.findLast((band) => band.name === name)!.quota;
    if (quota === undefined) continue;
    for (const hospital of new Set(prices.map((price) => price.record.hospital))) {
      const all = prices.filter((price) => price.record.hospital === hospital);
      const share = decimalOf(quota.share!);
      const allowed = Number((BigInt(all.length) * BigInt(share.digits)) / 10n ** BigInt(share.scale));
      const height = (price: Settled) =>
        quota.order === 'cost' ? price.record.totalCost! : price.record.totalCost! - price.standard;
      const inBand = all.filter((price) => price.band === name);
      inBand.sort((a, b) => {
        if (height(a) !== height(b)) return height(a) > height(b) ? -1 : 1;
        return compareCodePoints(a.record.caseId, b.record.caseId);
      });
      for (const price of inBand.slice(allowed)) {
        const pay = price.alternativePay;
        settled[prices.indexOf(price)] = { ...price, pay, fund: pay - price.patient };
      }
    }
  }
  return settled;
}

function unitsOf(level: Policy['retention']['level'], cells: readonly LiteralCell[]): LiteralCell[][] {
  const active = cells.filter((cell) => cell.groupCases > 0n);
  if (level === 'region') return active.length === 0 ? [] : [active];
  return split(active, (cell) => (level === 'pool' ? cell.insurance : `${cell.hospital}\u0000${cell.insurance}`));
}

/** Parts by key, in the order of first appearance. */
function split(cells: readonly LiteralCell[], keyOfCell: (cell: LiteralCell) => string): LiteralCell[][] {
  const keys = [...new Set(cells.map(keyOfCell))];
  return keys.map((key) => cells.filter((cell) => keyOfCell(cell) === key));
}

const total = (cells: readonly LiteralCell[], part: 'groupFund' | 'groupRecorded' | 'groupCases'): bigint =>
  cells.reduce((sum, cell) => sum + cell[part], 0n);

function retainUnit(policy: Policy, unit: readonly LiteralCell[]): void {
  const standard = total(unit, 'groupFund');
  const change = retained(policy, total(unit, 'groupRecorded'), standard) - standard;
  const pools = split(unit, (cell) => cell.insurance).sort((a, b) =>
    compareCodePoints(a[0]!.insurance, b[0]!.insurance),
  );
  const poolShares = shareOut(change, pools);
  pools.forEach((pool, p) => {
    const hospitals = split(pool, (cell) => cell.hospital);
    const hospitalShares = shareOut(poolShares[p]!, hospitals);
    hospitals.forEach((hospital, h) => {
      const cellShares = shareOut(
        hospitalShares[h]!,
        hospital.map((cell) => [cell]),
      );
      hospital.forEach((cell, c) => {
        cell.fund += cellShares[c]!;
      });
    });
  });
}

/** Largest remainder: whole parts first, what is left one fen each to the largest fractions, ties to the first. */
function shareOut(amount: bigint, parts: readonly (readonly LiteralCell[])[]): bigint[] {
  const measure = (['groupFund', 'groupRecorded', 'groupCases'] as const).find((name) =>
    parts.some((cells) => total(cells, name) > 0n),
  )!;
  const bases = parts.map((cells) => (total(cells, measure) > 0n ? total(cells, measure) : 0n));
  const sum = bases.reduce((so, base) => so + base, 0n);
  const sign = amount < 0n ? -1n : 1n;
  const shares = bases.map((base) => (amount * sign * base) / sum);
  let left = amount * sign - shares.reduce((so, share) => so + share, 0n);
  const order = bases.map((base, i) => ({ i, rest: (amount * sign * base) % sum }));
  order.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1));
  for (const { i } of order) {
    if (left === 0n) break;
    shares[i]! += 1n;
    left -= 1n;
  }
  return shares.map((share) => share * sign);
}

/** What the fund pays by the first retention band that holds; each band begins where the one before ends. */
function retained(policy: Policy, recorded: bigint, standard: bigint): bigint {
  for (const [i, band] of policy.retention.bands.entries()) {
    const before = policy.retention.bands[i - 1];
    const fromIncluded =
      band.from === undefined
        ? !(before?.to_included ?? false)
        : (band.from_included ?? !(before?.to_included ?? false));
    const from = band.from ?? before?.to;
    const side = (edge: number) =>
      compareRationals(whole(recorded), multiplyRationals(rationalOf(decimalOf(edge)), whole(standard)));
    const isAbove = from === undefined || side(from) > 0 || (side(from) === 0 && fromIncluded);
    const isBelow = band.to === undefined || side(band.to) < 0 || (side(band.to) === 0 && band.to_included);
    if (!isAbove || !isBelow) continue;
    if (band.pay === 'recorded') return recorded;
    if (band.pay === 'standard') return standard;
    if (band.pay !== undefined) {
      const fen = (value: bigint): Decimal => ({ digits: Number(value), scale: 2 });
      const bindings = new Map([
        ['recorded', fen(recorded)],
        ['standard', fen(standard)],
      ]);
      return BigInt(evaluateFormulaFen(readFormula(band.pay, RETENTION_VOCABULARY), bindings));
    }
    if (band.fund_share_of_overrun === undefined) return standard;
    const share = rationalOf(decimalOf(band.fund_share_of_overrun));
    const overrun = whole(recorded - standard);
    return roundRational(addRationals(whole(standard), multiplyRationals(share, overrun)), 0);
  }
  return standard;
}
