import type { Decimal } from '../../kernel/decimal.js';
import type { CaseSignatures } from './case-signatures.js';

/** Related procedures of one cell at most: a combination is a set of bits. */
const MOST_RELATED = 30;

/** Sums by procedure that are cleared after each cell. */
export interface RelatedScratch {
  readonly counted: Float64Array;
  readonly cases: Float64Array;
  readonly costFen: Float64Array;
}

export function relatedScratch(procedureCount: number): RelatedScratch {
  const counted = new Float64Array(procedureCount);
  return { counted, cases: counted.slice(), costFen: counted.slice() };
}

/**
 * Procedures that count as related ones in a cell (one principal and one leading procedure): enough cases have it, and
 * the mean cost of cases with it is at least (1 + share) × that of the cell's cases without it, exactly. A procedure
 * that every case of the cell has tells nothing apart and does not count. More than 30: those with most cases, then by
 * code.
 * @returns ranks of procedures, rising
 * @source rules 2.6 (10 %); comparison of means instead of costs by procedure: our reading
 */
export function relatedProcedures(
  { table, cases, costFen }: CaseSignatures,
  measured: Float64Array,
  members: readonly number[],
  need: number,
  share: Decimal,
  scratch: RelatedScratch,
): number[] {
  const touched: number[] = [];
  let allCases = 0;
  let allCost = 0;
  for (const id of members) {
    allCases += cases[id]!;
    allCost += costFen[id]!;
    for (let place = table.starts[id]!; place < table.starts[id + 1]!; place++) {
      const procedure = table.others[place]!;
      if (scratch.cases[procedure] === 0) touched.push(procedure);
      scratch.counted[procedure]! += measured[id]!;
      scratch.cases[procedure]! += cases[id]!;
      scratch.costFen[procedure]! += costFen[id]!;
    }
  }
  const unit = 10n ** BigInt(share.scale);
  const least = unit + BigInt(share.digits);
  const costsMore = (procedure: number): boolean => {
    const withIt = scratch.cases[procedure]!;
    const without = allCases - withIt;
    if (without === 0) return false;
    const cost = scratch.costFen[procedure]!;
    const left = BigInt(cost) * BigInt(without) * unit;
    return left >= BigInt(allCost - cost) * BigInt(withIt) * least;
  };
  const chosen = touched.filter((procedure) => scratch.counted[procedure]! >= need && costsMore(procedure));
  chosen.sort((a, b) => scratch.counted[b]! - scratch.counted[a]! || a - b);
  for (const procedure of touched) {
    scratch.counted[procedure] = 0;
    scratch.cases[procedure] = 0;
    scratch.costFen[procedure] = 0;
  }
  return chosen.slice(0, MOST_RELATED).sort((a, b) => a - b);
}
