import type { GroupedPart } from '../../grouping/group-by-date.js';
import { STATUS_GROUPED } from '../../grouping/group-columns.js';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { roundRational } from '../../kernel/formula/rational.js';
import type { ResultTable } from '../../kernel/result-table.js';
import { addSums, type ExactSums, exactSums, NO_SUMS, scaledVariance } from '../../weighting/exact-sums.js';
import { coefficientOfVariation, reductionInVariance } from '../../weighting/spread.js';
import { ALL_CHAPTERS, CHAPTER_QUALITY_SCHEMA, GROUP_QUALITY_SCHEMA } from './quality-schemas.js';

interface GroupSums {
  readonly scheme: string;
  readonly group: string;
  readonly mdc: string;
  readonly name: string;
  readonly sums: ExactSums;
}

/**
 * How alike in cost the cases of a group are (组内差异系数 CV、方差减少量 RIV), each scheme for itself: grouped cases with a
 * cost above 0 only, nothing trimmed; sums are exact.
 * @param isOf whether a row belongs to the part
 * @param costFen total cost of each case in fen, NaN missing
 * @returns cost_by_group and cost_by_chapter; in the latter the last line of each scheme is the whole scheme
 */
export function costQuality(
  parts: readonly GroupedPart[],
  isOf: (row: number, part: number) => boolean,
  costFen: Float64Array,
): [groups: ResultTable, chapters: ResultTable] {
  const byPart = parts.map((part, index) => sumsByGroup(part, (row) => isOf(row, index), costFen));
  return [groupsTable(byPart), chaptersTable(byPart)];
}

function sumsByGroup({ scheme, columns }: GroupedPart, isOf: (row: number) => boolean, costFen: Float64Array) {
  const { codes, mdcs, names } = scheme.catalogue;
  const isCounted = (row: number): boolean => columns.status[row] === STATUS_GROUPED && costFen[row]! > 0 && isOf(row);
  const starts = new Uint32Array(codes.length + 1);
  for (let row = 0; row < costFen.length; row++) if (isCounted(row)) starts[columns.group[row]! + 1]! += 1;
  for (let group = 0; group < codes.length; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice(0, codes.length);
  const costs = new Float64Array(starts[codes.length]!);
  for (let row = 0; row < costFen.length; row++) {
    if (!isCounted(row)) continue;
    costs[next[columns.group[row]!]!] = costFen[row]!;
    next[columns.group[row]!]! += 1;
  }
  const groups: GroupSums[] = [];
  for (let group = 0; group < codes.length; group++) {
    const sums = exactSums(costs, starts[group]!, starts[group + 1]!);
    if (sums.count === 0) continue;
    groups.push({ scheme: scheme.id, group: codes[group]!, mdc: mdcs[group]!, name: names[group]!, sums });
  }
  return groups.sort((a, b) => compareCodePoints(a.group, b.group));
}

const meanFen = (sums: ExactSums): number =>
  Number(roundRational({ numerator: sums.sum, denominator: BigInt(sums.count) }, 0));

function groupsTable(byPart: readonly (readonly GroupSums[])[]): ResultTable {
  const rows = byPart.flat();
  const shares = byPart.flatMap((groups) => {
    // Sums of squares within a group in units of 2^−40 fen², as a double only at the end.
    const within = groups.map(({ sums }) => (scaledVariance(sums) << 40n) / BigInt(sums.count));
    const all = within.reduce((sum, part) => sum + part, 0n);
    return within.map((part) =>
      all === 0n ? Number.NaN : Number(roundRational({ numerator: part, denominator: all }, 6)) / 1e6,
    );
  });
  return {
    schema: GROUP_QUALITY_SCHEMA,
    rowCount: rows.length,
    columns: {
      scheme: rows.map(({ scheme }) => scheme),
      group: rows.map(({ group }) => group),
      group_name: rows.map(({ name }) => name),
      costed_cases: Float64Array.from(rows, ({ sums }) => sums.count),
      mean_cost: Float64Array.from(rows, ({ sums }) => meanFen(sums)),
      cv: Float64Array.from(rows, ({ sums }) => coefficientOfVariation(sums, 'population')),
      within_share: Float64Array.from(shares),
    },
  };
}

function chaptersTable(byPart: readonly (readonly GroupSums[])[]): ResultTable {
  const rows = byPart.flatMap((groups) => {
    const mdcs = [...new Set(groups.map(({ mdc }) => mdc))].sort(compareCodePoints);
    const lines = mdcs.map((mdc) => ({ mdc, groups: groups.filter((group) => group.mdc === mdc) }));
    return groups.length === 0 ? [] : [...lines, { mdc: ALL_CHAPTERS, groups }];
  });
  const sums = rows.map(({ groups }) => groups.map((group) => group.sums));
  const totals = sums.map((list) => list.reduce(addSums, NO_SUMS));
  return {
    schema: CHAPTER_QUALITY_SCHEMA,
    rowCount: rows.length,
    columns: {
      scheme: rows.map(({ groups }) => groups[0]!.scheme),
      mdc: rows.map(({ mdc }) => mdc),
      costed_cases: Float64Array.from(totals, ({ count }) => count),
      groups: Float64Array.from(rows, ({ groups }) => groups.length),
      mean_cost: Float64Array.from(totals, meanFen),
      riv: Float64Array.from(totals, (total, index) => reductionInVariance(sums[index]!, total)),
    },
  };
}
