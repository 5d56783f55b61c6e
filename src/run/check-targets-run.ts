import { loadScheme } from '../schemes/load-scheme.js';
import { checkTargets, type FigureCheck } from '../simulation/region/check-targets.js';
import { DEFAULT_YEAR } from '../simulation/region/generate-region.js';
import { generateYear } from '../simulation/region/generate-year.js';
import { observeYear } from '../simulation/region/observe-year.js';
import { prepareRegion } from '../simulation/region/prepare-region.js';
import { schemeOfDemoPolicy } from './demo-region.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';

export interface CheckTargetsOptions {
  readonly cases: number;
  readonly seed: number;
  readonly scheme?: string | undefined;
}

/** Draws a year of the synthetic region and holds it against every figure that the region claims; writes nothing. */
export async function runCheckTargets(
  { cases, seed, scheme }: CheckTargetsOptions,
  context: RunContext,
): Promise<FigureCheck[]> {
  return await stage(context, 'check_targets', { zh: '核对目标', en: 'checking the targets' }, cases, () => {
    const model = prepareRegion(loadScheme(scheme ?? schemeOfDemoPolicy()));
    const { table, drawnGroup } = generateYear(model, { cases, seed, year: DEFAULT_YEAR });
    return checkTargets(model, observeYear(model, table, drawnGroup));
  });
}
