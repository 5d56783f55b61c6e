import type { MeanCell } from '../group-means.js';
import type { PricingInput } from '../pricing-input.js';
import type { LiteralPlace } from './literal-weights.js';

/** The cells of group-means.csv in the order in which they are asked. */
const CELLS: readonly { readonly cell: MeanCell; readonly of: (place: LiteralPlace) => readonly [string, string] }[] = [
  { cell: 'exact', of: ({ levelClass, insurance }) => [`${levelClass}`, insurance] },
  { cell: 'without_insurance', of: ({ levelClass }) => [`${levelClass}`, ''] },
  { cell: 'without_level', of: ({ insurance }) => ['', insurance] },
  { cell: 'without_either', of: () => ['', ''] },
];

export interface LiteralMean {
  readonly cell: MeanCell;
  readonly meanFen: bigint | undefined;
}

/** Last year's mean of a group at a place: the first cell that is there and is not thin. */
export function literalMean(
  input: PricingInput,
  year: number,
  thin: number,
  group: string,
  place: LiteralPlace,
): LiteralMean {
  for (const { cell, of } of CELLS) {
    const [level, insurance] = of(place);
    for (const row of input.groupMeans ?? []) {
      if (row.scheme !== input.catalogue.schemeId || row.group !== group || Number(row.year) !== year - 1) continue;
      if (String(row.level_class ?? '') !== level || (row.insurance ?? '') !== insurance) continue;
      if (Number(row.cases) >= thin) return { cell, meanFen: BigInt(Number(row.mean_cost)) };
    }
  }
  return { cell: 'none', meanFen: undefined };
}
