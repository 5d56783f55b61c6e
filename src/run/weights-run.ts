import { GROUPING_COLUMNS } from '../cases/columns.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { writeRejected } from '../cases/write/write-rejected.js';
import type { Finding } from '../kernel/finding.js';
import { groupingSwitches } from '../policy/grouping-switches.js';
import type { Policy } from '../policy/policy-schema.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import type { WeightAdjustments } from '../weighting/adjustment-factors.js';
import type { CalibratedUnit } from '../weighting/calibrated-unit.js';
import { checkWeights } from '../weighting/check-weights.js';
import { readWeightTable } from '../weighting/read-weight-table.js';
import type { WeightTable } from '../weighting/weight-table.js';
import { unitOfPolicy, weightColumns, weightsOfHistory } from '../weighting/weights-of-history.js';
import { writeWeightTable } from '../weighting/write-weight-table.js';
import { groupStage, readStage } from './group-stages.js';
import { refuseFile, refuseInputAsOutput, writeFileAside } from './output-folder.js';
import { stage } from './progress.js';
import { refuseTwoSchemes } from './refuse-findings.js';
import { refuseSameOutput } from './refuse-same-output.js';
import { HISTORY_NEEDS } from './region-data.js';
import { refuseNoCase } from './rejection-causes.js';
import type { RunContext } from './run-context.js';
import { OPTION_ERRORS } from './run-errors.js';
import { timelineWith } from './simulate-run.js';

export interface WeightsRunOptions {
  /** Past cases; or a weight file that is only checked. */
  readonly files: readonly string[] | undefined;
  readonly weights: string | undefined;
  readonly policy: string;
  readonly out: string | undefined;
  readonly profile: ImportProfile | undefined;
  readonly rejected: string | undefined;
  /** Weights, points or scores, at the decimals of the policy; absent: the policy's own. */
  readonly unit?: ((policy: Policy) => CalibratedUnit) | undefined;
  /** `hospital`: cost coefficients of hospitals beside the weights. */
  readonly coefficients?: 'hospital' | undefined;
  /** Besides the policy's own. */
  readonly adjustments?: WeightAdjustments | undefined;
}

export interface WeightsRunResult {
  readonly table: WeightTable;
  readonly findings: readonly Finding[];
  readonly out: string | undefined;
  readonly rejected: number;
}

const COLUMNS = [...GROUPING_COLUMNS, 'total_cost', 'payment_kind', 'discharge_date', 'settlement_date'];

/**
 * Makes the weights of a policy's scheme from past cases (or reads a weight file) and checks them for inversions,
 * empty and unstable groups.
 * @throws option_missing when there are neither cases nor a weight file
 */
export async function runWeights(options: WeightsRunOptions, context: RunContext): Promise<WeightsRunResult> {
  refuseSameOutput([
    ['--out', options.out],
    ['--rejected', options.rejected],
  ]);
  for (const output of [options.out, options.rejected]) {
    if (output === undefined) continue;
    refuseFile(output);
    refuseInputAsOutput(output, [...(options.files ?? []), options.weights, options.policy]);
  }
  const timeline = timelineWith(options.policy, []);
  refuseTwoSchemes(timeline);
  const { policy } = timeline.segments.at(-1)!;
  const scheme = openAnyScheme(policy.scheme);
  const unit = options.unit?.(policy) ?? unitOfPolicy(policy);
  if (options.weights !== undefined) {
    const { table, findings } = readWeightTable(options.weights, scheme.catalogue, unit.decimals, unit.unit);
    return { table, findings: [...findings, ...checkWeights(table, scheme.catalogue)], out: undefined, rejected: 0 };
  }
  if (options.files === undefined) throw OPTION_ERRORS.option_missing({ option: '--in', command: 'weights' });
  const profile = options.profile === undefined ? {} : { profile: options.profile };
  const choices = { unit, coefficients: options.coefficients, adjustments: options.adjustments };
  const columns = [...COLUMNS, ...weightColumns(policy, choices)];
  const read = await readStage(options.files, scheme, { columns, required: HISTORY_NEEDS, ...profile }, context);
  const { out, rejected } = options;
  const writeRejectedRows = async (): Promise<void> => {
    if (rejected === undefined || read.rejected.length === 0) return;
    await writeFileAside(rejected, async (aside) => writeRejected(aside, read.rejected));
  };
  const { summary } = read;
  if (summary.cases === 0) await writeRejectedRows();
  const reading = { summary, rejected: read.rejected, rejectedCount: summary.rejected };
  refuseNoCase(read.table.caseCount, reading, options.files);
  const groups = await groupStage(scheme, read.table, groupingSwitches(policy), context);
  const { table, findings } = await stage(
    context,
    'weights',
    { zh: '测算权重', en: 'making weights' },
    read.table.caseCount,
    () => weightsOfHistory(read.table, groups, scheme.catalogue, policy, choices),
  );
  if (out !== undefined) await writeFileAside(out, async (aside) => writeWeightTable(aside, table));
  await writeRejectedRows();
  return {
    table,
    findings: [...findings, ...checkWeights(table, scheme.catalogue)],
    out,
    rejected: summary.rejected,
  };
}
