import { findColumn, needColumn } from '../../cases/case-table.js';
import { levelClassOfText } from '../../cases/level-class.js';
import { canonicalJson, compareCodePoints } from '../../kernel/hash.js';
import type { Policy } from '../../policy/policy-schema.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { wholeRange } from '../../pricing/case-tests/edge-range.js';
import type { PricingInput } from '../../pricing/pricing-input.js';
import { cutPeriods, findCasePeriods, type PricingPeriod } from '../../pricing/pricing-periods.js';
import { uniqueKeys } from '../../settlement/unique-keys.js';
import type { CaseCells, CellKeys, CellPart } from './case-cells.js';
import { prefixSums } from './prefix-sums.js';
import { sortCells } from './sort-cells.js';

const STAGE = 'simulation';

/**
 * Puts every case into its cell, once a region: one pass and a sort within cells. Row order leaves no trace.
 * @param also  further timelines that the cells are to answer: the year is cut where any of them changes
 * @throws column_missing, cells_sum_too_large, and the codes of findCasePeriods
 */
export function buildCells(input: PricingInput, also: readonly PolicyTimeline[] = []): CaseCells {
  const { table, groups } = input;
  const periods = cutStretches(input, also);
  const { day, firstDay, periodOfDay } = findCasePeriods(input, periods);
  const hospital = ranked(needColumn(table, 'hospital_id', 'dictionary', STAGE));
  const insurance = ranked(needColumn(table, 'insurance', 'dictionary', STAGE));
  const kindColumn = findColumn(table, 'payment_kind', 'dictionary');
  const kind = kindColumn === undefined ? undefined : ranked(kindColumn);
  const level = findColumn(table, 'hospital_level', 'dictionary');
  const levelOfText = (level?.values ?? []).map((text) => levelClassOfText(text) ?? 0);
  const exemptOf = exemptions(input, periods);
  const segmentOf = (row: number) => (day === undefined ? 0 : periodOfDay[day[row]! - firstDay]!);

  const sizes: Record<CellPart, number> = {
    hospital: hospital.texts.length,
    insurance: insurance.texts.length,
    segment: periods.length,
    kind: kind?.texts.length ?? 1,
    status: 8,
    level: 4,
    exempt: 2,
    group: input.catalogue.codes.length,
  };
  const keyOf = (row: number): number => {
    const segment = segmentOf(row);
    let key = hospital.rankOf[hospital.codes[row]!]!;
    key = key * sizes.insurance + insurance.rankOf[insurance.codes[row]!]!;
    key = key * sizes.segment + segment;
    key = key * sizes.kind + (kind === undefined ? 0 : kind.rankOf[kind.codes[row]!]!);
    key = key * sizes.status + groups.status[row]!;
    key = key * sizes.level + (level === undefined ? 0 : levelOfText[level.codes[row]!]!);
    key = key * sizes.exempt + exemptOf(row, segment);
    return key * sizes.group + groups.group[row]!;
  };
  const { keys, placeOf } = uniqueKeys(table.caseCount, keyOf);
  const cost = needColumn(table, 'total_cost', 'money', STAGE).values;
  const pooled = needColumn(table, 'pooled_fund', 'money', STAGE).values;
  const sorted = sortCells(keys.length, placeOf, cost, pooled);
  return {
    ...cellKeysOf(input, periods),
    hospitals: hospital.texts,
    insurances: insurance.texts,
    kinds: kind?.texts ?? [''],
    cellCount: keys.length,
    ...unpacked(keys, sizes),
    ...sorted,
    caseCount: sorted.cost.length,
    sums: prefixSums(sorted),
  };
}

function cutStretches(input: PricingInput, also: readonly PolicyTimeline[]): Omit<PricingPeriod, 'weights'>[] {
  const own = cutPeriods(input);
  const all = [own, ...also.map((timeline) => cutPeriods({ ...input, timeline }))].flat();
  const starts = [...new Set(all.map(({ from }) => from))].sort((a, b) => a - b);
  const until = own.at(-1)!.until;
  return starts.map((from, s) => ({
    from,
    until: starts[s + 1] ?? until,
    policy: own.find((period) => from >= period.from && from < period.until)!.policy,
  }));
}

function cellKeysOf(
  input: PricingInput,
  periods: readonly Omit<PricingPeriod, 'weights'>[],
): Pick<CellKeys, 'groups' | 'schemeHash' | 'days' | 'yearBy' | 'exemptions'> {
  return {
    groups: input.catalogue.codes,
    schemeHash: input.catalogue.schemeHash,
    days: [...periods.map(({ from }) => from), periods.at(-1)!.until],
    yearBy: periods[0]!.policy.year_by,
    exemptions: periods.map(({ policy }) => exemptionOf(policy)),
  };
}

/** Which cases a policy never takes for low outliers, as text: cells carry the flag, not the fields behind it. */
export function exemptionOf({ outliers }: Policy): string {
  return canonicalJson([[...outliers.low_exempt_discharge_types].sort((a, b) => a - b), outliers.low_exempt_los_days]);
}

/** 1 for a case that is never a low outlier. */
function exemptions(
  input: PricingInput,
  periods: readonly Omit<PricingPeriod, 'weights'>[],
): (row: number, segment: number) => 0 | 1 {
  const types = periods.map(({ policy }) => new Set(policy.outliers.low_exempt_discharge_types));
  const days = periods.map(({ policy }) => policy.outliers.low_exempt_los_days);
  const ranges = days.map((range) => (range === undefined ? { least: 0, most: -1 } : wholeRange(range)));
  const readsTypes = types.some(({ size }) => size > 0);
  const readsDays = days.some((range) => range !== undefined);
  const type = readsTypes ? needColumn(input.table, 'discharge_type', 'integer', STAGE).values : undefined;
  const los = readsDays ? needColumn(input.table, 'los_days', 'integer', STAGE).values : undefined;
  return (row, segment) => {
    if (type !== undefined && type[row]! > 0 && types[segment]!.has(type[row]!)) return 1;
    if (los === undefined) return 0;
    const { least, most } = ranges[segment]!;
    return los[row]! >= least && los[row]! <= most ? 1 : 0;
  };
}

/** Texts in code-point order, "" always first, whatever order the file brought them in. */
function ranked({ codes, values }: { readonly codes: Uint16Array | Uint32Array; readonly values: readonly string[] }) {
  const texts = [...new Set(['', ...values])].sort(compareCodePoints);
  const place = new Map(texts.map((text, rank) => [text, rank]));
  return { codes, texts, rankOf: Uint32Array.from(values, (text) => place.get(text)!) };
}

function unpacked(keys: ArrayLike<number>, sizes: Readonly<Record<CellPart, number>>) {
  const count = keys.length;
  const cells = {
    hospital: new Uint32Array(count),
    insurance: new Uint16Array(count),
    segment: new Uint16Array(count),
    kind: new Uint16Array(count),
    status: new Uint8Array(count),
    level: new Uint8Array(count),
    exempt: new Uint8Array(count),
    group: new Uint16Array(count),
  };
  for (let cell = 0; cell < count; cell++) {
    let key = keys[cell]!;
    for (const part of ['group', 'exempt', 'level', 'status', 'kind', 'segment', 'insurance'] as const) {
      const code = key % sizes[part];
      cells[part][cell] = code;
      key = (key - code) / sizes[part];
    }
    cells.hospital[cell] = key;
  }
  return cells;
}
