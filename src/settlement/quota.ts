import { type DictionaryColumn, needColumn, type TextColumn } from '../cases/case-table.js';
import { decimalOf } from '../kernel/decimal.js';
import { quotaOfBand } from '../pricing/outlier-bands.js';
import { cutPeriods, findCasePeriods } from '../pricing/pricing-periods.js';
import type { SettlementInput } from './settlement-input.js';

/** The quota of one band at one hospital. */
export interface QuotaUse {
  readonly hospitalId: string;
  readonly band: string;
  readonly hospitalCases: number;
  /** ⌊share × the hospital's cases⌋. */
  readonly allowed: number;
  readonly inBand: number;
}

export interface QuotaChoice {
  /** 1 for cases that their band does not pay because the quota is used up; undefined where no quota holds. */
  readonly isOverQuota: Uint8Array | undefined;
  /** Where a quota was used up, by hospital and band in code-point order of the hospital. */
  readonly uses: readonly QuotaUse[];
}

interface QuotaBand {
  readonly name: string;
  readonly share: number;
  readonly order: 'excess' | 'cost' | 'case_id';
}

/**
 * Chooses, for each hospital and band with a quota, which cases the band pays: at most ⌊share × all the hospital's
 * cases⌋, those with the highest excess (cost − standard) or cost first, ties by case id, so that row order never
 * decides. The others take their alternative pay, the standard.
 * @throws column_missing (case_id, for the ties)
 * @source rules §3 (quota on high outliers)
 */
export function chooseWithinQuotas(input: SettlementInput): QuotaChoice {
  const { table, priced } = input;
  const bands = quotaBands(input);
  if (bands.length === 0) return { isOverQuota: undefined, uses: [] };
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'settlement');
  const caseId = needColumn(table, 'case_id', 'text', 'settlement');
  const totalCost = needColumn(table, 'total_cost', 'money', 'settlement').values;
  const rowsOf = gatherRows(input, bands, hospital);
  const hospitalCases = new Float64Array(hospital.values.length);
  for (let row = 0; row < table.caseCount; row++) hospitalCases[hospital.codes[row]!]! += 1;
  const isOverQuota = new Uint8Array(table.caseCount);
  const uses: QuotaUse[] = [];
  const codes = hospital.values.map((_, code) => code);
  codes.sort((a, b) => (hospital.values[a]! < hospital.values[b]! ? -1 : 1));
  for (const code of codes) {
    bands.forEach((band, b) => {
      const rows = rowsOf[b]!.get(code);
      if (rows === undefined) return;
      const cases = hospitalCases[code]!;
      const share = decimalOf(band.share);
      const allowed = Number((BigInt(cases) * BigInt(share.digits)) / 10n ** BigInt(share.scale));
      if (rows.length <= allowed) return;
      const amount =
        band.order === 'cost'
          ? (row: number) => totalCost[row]!
          : (row: number) => totalCost[row]! - priced.standardFen[row]!;
      rows.sort((x, y) => amount(y) - amount(x) || compareTexts(caseId, x, y));
      for (let k = allowed; k < rows.length; k++) isOverQuota[rows[k]!] = 1;
      const hospitalId = hospital.values[code]!;
      uses.push({ hospitalId, band: band.name, hospitalCases: cases, allowed, inBand: rows.length });
    });
  }
  return { isOverQuota, uses };
}

function quotaBands({ timeline }: SettlementInput): QuotaBand[] {
  const names = new Set(timeline.segments.flatMap(({ policy }) => policy.outliers.bands.map((band) => band.name)));
  const found: QuotaBand[] = [];
  for (const name of names) {
    const quota = quotaOfBand(timeline, name);
    if (quota !== undefined) found.push({ name, share: quota.share!, order: quota.order });
  }
  return found;
}

/** Rows of each quota band by hospital code. */
function gatherRows(
  input: SettlementInput,
  bands: readonly QuotaBand[],
  hospital: DictionaryColumn,
): Map<number, number[]>[] {
  const periods = cutPeriods(input);
  const { day, firstDay, periodOfDay } = findCasePeriods(input, periods);
  const placeOf = periods.map(({ policy }) =>
    policy.outliers.bands.map((band) => bands.findIndex((quota) => quota.name === band.name)),
  );
  const rowsOf = bands.map(() => new Map<number, number[]>());
  for (let row = 0; row < input.table.caseCount; row++) {
    const band = input.priced.band[row]!;
    if (band === 0) continue;
    const period = day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!;
    const place = placeOf[period]![band - 1]!;
    if (place < 0) continue;
    const code = hospital.codes[row]!;
    const rows = rowsOf[place]!.get(code);
    if (rows === undefined) rowsOf[place]!.set(code, [row]);
    else rows.push(row);
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
