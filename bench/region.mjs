import { join } from 'node:path';
import { writeCaseCsv } from '../dist/src/cases/write/write-case-csv.js';
import { groupCases } from '../dist/src/grouping/group-cases.js';
import { inlineExecutor } from '../dist/src/kernel/executor.js';
import { resolveTimeline } from '../dist/src/policy/resolve-timeline.js';
import { demoPolicy, makeDemoRegion } from '../dist/src/run/demo-region.js';
import { openScheme } from '../dist/src/schemes/open-scheme.js';
import { calibrateWeights } from '../dist/src/weighting/calibrate-weights.js';
import { calibrationInput } from '../dist/src/weighting/calibration-input.js';

/** The synthetic region in memory and as a file, grouped and weighed: what the benches start from. */
export async function makeRegion({ cases, seed }, folder) {
  const synthetic = makeDemoRegion({ cases, seed, historyColumns: 'weighting' });
  const timeline = resolveTimeline(demoPolicy(synthetic.budgets), []);
  const { policy } = timeline.segments.at(-1);
  const scheme = openScheme(policy.scheme);
  const history = await groupCases(scheme, synthetic.history, inlineExecutor);
  const weights = calibrateWeights(calibrationInput(synthetic.history, history, scheme.catalogue, policy));
  const groups = await groupCases(scheme, synthetic.year, inlineExecutor);
  const csv = join(folder, 'year.csv');
  writeCaseCsv(csv, synthetic.year);
  return { synthetic, timeline, policy, scheme, weights, groups, csv, folder };
}
