import type { MeanCell } from '../group-means.js';
import type { MeanFallbacks } from '../mean-fallbacks.js';
import type { PricingInput } from '../pricing-input.js';
import { literalCase } from './literal-case.js';
import { literalMean } from './literal-means.js';
import { outsideMethod, placeOf, policyOn } from './literal-policy.js';

/** Where the means of the cases came from, counted by asking for each case; undefined where no policy asks for them. */
export function literalMeanFallbacks(input: PricingInput): MeanFallbacks | undefined {
  if (input.timeline.segments.every(({ policy }) => policy.outliers.basis !== 'level_mean')) return undefined;
  const asked: { readonly cell: MeanCell; readonly key: string }[] = [];
  for (let row = 0; row < input.table.caseCount; row++) {
    const record = literalCase(input, row);
    if (record.totalCost === undefined || record.pooledFund === undefined) continue;
    const policy = policyOn(input, record.day);
    const { basis, thin_cases: thin = 1 } = policy.outliers;
    if (basis !== 'level_mean' || outsideMethod(input, record, policy) !== undefined) continue;
    const place = placeOf(input, record, policy)!;
    const { cell } = literalMean(input, policy.year, thin, record.group, place);
    asked.push({ cell, key: `${record.group} ${place.levelClass} ${place.insurance}` });
  }
  const useOf = (cell: MeanCell) => {
    const keys = asked.filter((one) => one.cell === cell).map(({ key }) => key);
    return { cells: new Set(keys).size, cases: keys.length };
  };
  return {
    exact: useOf('exact'),
    without_insurance: useOf('without_insurance'),
    without_level: useOf('without_level'),
    without_either: useOf('without_either'),
    none: useOf('none'),
  };
}
