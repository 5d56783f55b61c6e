import { needColumn, type TextColumn } from '../cases/case-table.js';
import { decimalOf } from '../kernel/decimal.js';
import { compareCodePoints } from '../kernel/hash.js';
import { cutPeriods, findCasePeriods } from '../pricing/pricing-periods.js';
import { levelOfHospitals } from './hospital-levels.js';
import { type QuotaRule, quotaRules } from './quota-rules.js';
import type { SettlementInput } from './settlement-input.js';

/** The quota of one band or special case at one hospital. */
export interface QuotaUse {
  readonly hospitalId: string;
  /** Name of the band or special case. */
  readonly band: string;
  readonly kind: QuotaRule['kind'];
  readonly base: 'hospital' | 'region';
  /** Cases that the share is of: the hospital's, or the region's. */
  readonly hospitalCases: number;
  /** How many of the hospital's cases the rule pays. */
  readonly allowed: number;
  /** How many of the hospital's cases the rule would pay. */
  readonly inBand: number;
  /** ⌊share × the region's cases⌋, where the quota is the region's. */
  readonly regionAllowed?: number;
}

export interface QuotaChoice {
  /** 1 for cases that their rule does not pay because the quota is used up; undefined where no quota holds. */
  readonly isOverQuota: Uint8Array | undefined;
  /** Where a quota was used up, by hospital and rule in code-point order of the hospital. */
  readonly uses: readonly QuotaUse[];
}

/**
 * Chooses which cases a rule with a quota pays: at most ⌊share × discharges⌋ of the hospital, or of the region (then
 * over all hospitals alike), those with the highest excess (cost − standard) or cost first, or by case id; ties by case
 * id, then hospital, so that row order never decides. By level: the level's share of the discharges at that level. The
 * others take their alternative pay, the ordinary price.
 * @throws column_missing (case_id, for the ties)
 * @source rules §§3, 4.9, 13 (quotas; of the region's discharges or of the hospital's)
 */
export function chooseWithinQuotas(input: SettlementInput): QuotaChoice {
  const { table } = input;
  const rules = quotaRules(input.timeline);
  if (rules.length === 0) return { isOverQuota: undefined, uses: [] };
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'settlement');
  const levels = levelOfHospitals(input);
  const rowsOf = gatherRows(input, rules);
  const isOverQuota = new Uint8Array(table.caseCount);
  const uses: QuotaUse[] = [];
  rules.forEach((rule, r) => {
    const { quota } = rule;
    const hospitals = quota.base === 'hospital' ? hospital.values.length : 1;
    const levelOf = (row: number) => (quota.by_level === undefined ? 0 : levels(row));
    const slotOf = (row: number) => levelOf(row) * hospitals + (quota.base === 'hospital' ? hospital.codes[row]! : 0);
    const inRule = new Map<number, number[]>();
    for (const row of rowsOf[r]!) {
      const rows = inRule.get(slotOf(row));
      if (rows === undefined) inRule.set(slotOf(row), [row]);
      else rows.push(row);
    }
    const discharges = new Float64Array(4 * hospitals);
    for (let row = 0; row < table.caseCount && inRule.size > 0; row++) discharges[slotOf(row)]! += 1;
    for (const [slot, rows] of inRule) {
      const level = String(Math.floor(slot / hospitals)) as '3' | '2' | '1';
      const share = quota.share ?? quota.by_level?.[level] ?? 0;
      const cases = discharges[slot]!;
      const allowed = shareOfCases(share, cases);
      if (rows.length <= allowed) continue;
      sortByOrder(input, quota.order, rows);
      for (let k = allowed; k < rows.length; k++) isOverQuota[rows[k]!] = 1;
      const byHospital = new Map<string, { inBand: number; paid: number }>();
      rows.forEach((row, k) => {
        const id = hospital.values[hospital.codes[row]!]!;
        const use = byHospital.get(id) ?? { inBand: 0, paid: 0 };
        use.inBand += 1;
        if (k < allowed) use.paid += 1;
        byHospital.set(id, use);
      });
      for (const [hospitalId, { inBand, paid }] of byHospital) {
        if (inBand === paid) continue;
        uses.push({
          hospitalId,
          band: rule.name,
          kind: rule.kind,
          base: quota.base,
          hospitalCases: cases,
          allowed: paid,
          inBand,
          ...(quota.base === 'region' ? { regionAllowed: allowed } : {}),
        });
      }
    }
  });
  // A stable sort: the rules of one hospital keep the policy's order.
  uses.sort((a, b) => compareCodePoints(a.hospitalId, b.hospitalId));
  return { isOverQuota, uses };
}

/** ⌊share × cases⌋, exactly. */
export function shareOfCases(share: number, cases: number): number {
  const { digits, scale } = decimalOf(share);
  return Number((BigInt(cases) * BigInt(digits)) / 10n ** BigInt(scale));
}

/** Those that come first stand first. */
function sortByOrder(input: SettlementInput, order: QuotaRule['quota']['order'], rows: number[]): void {
  const { table, priced } = input;
  const caseId = needColumn(table, 'case_id', 'text', 'settlement');
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'settlement');
  const cost = needColumn(table, 'total_cost', 'money', 'settlement').values;
  const idOf = (row: number) => hospital.values[hospital.codes[row]!]!;
  const height = (row: number) => {
    if (order === 'case_id') return 0;
    return order === 'cost' ? cost[row]! : cost[row]! - priced.standardFen[row]!;
  };
  rows.sort(
    (x, y) => height(y) - height(x) || compareTexts(caseId, x, y) || compareCodePoints(idOf(x), idOf(y)) || x - y,
  );
}

/** Rows that each rule would pay. */
function gatherRows(input: SettlementInput, rules: readonly QuotaRule[]): number[][] {
  const periods = cutPeriods(input);
  const { day, firstDay, periodOfDay } = findCasePeriods(input, periods);
  const placesOf = (kind: QuotaRule['kind'], names: readonly { readonly name: string }[]) =>
    names.map(({ name }) => rules.findIndex((rule) => rule.kind === kind && rule.name === name));
  const bands = periods.map(({ policy }) => placesOf('band', policy.outliers.bands));
  const specials = periods.map(({ policy }) => placesOf('special', policy.special_cases ?? []));
  const rowsOf = rules.map((): number[] => []);
  const { band, special } = input.priced;
  for (let row = 0; row < input.table.caseCount; row++) {
    const [b, s] = [band[row]!, special.length === 0 ? 0 : special[row]!];
    if (b === 0 && s === 0) continue;
    const period = day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!;
    const place = s > 0 ? specials[period]![s - 1]! : bands[period]![b - 1]!;
    if (place >= 0) rowsOf[place]!.push(row);
  }
  return rowsOf;
}

/** Order of two texts by their UTF-8 bytes, which is the order of code points. */
function compareTexts(column: TextColumn, x: number, y: number): number {
  const { offsets, bytes } = column;
  const [startX, startY] = [offsets[x]!, offsets[y]!];
  const [lengthX, lengthY] = [offsets[x + 1]! - startX, offsets[y + 1]! - startY];
  const length = Math.min(lengthX, lengthY);
  for (let i = 0; i < length; i++) {
    const difference = bytes[startX + i]! - bytes[startY + i]!;
    if (difference !== 0) return difference;
  }
  return lengthX - lengthY;
}
