import type { ImportProfile } from '../cases/import-profile.js';
import { readCaseRecords } from '../cases/read/read-case-records.js';
import type { ReadResult } from '../cases/read/read-result.js';
import type { TextRows } from '../cases/read/read-text-rows.js';
import { registerOfRows } from '../cases/read-register.js';
import { csvLine } from '../cases/write/csv-line.js';
import { GROUP_REASONS } from '../grouping/group-columns.js';
import type { Policy } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { type PricedCase, pricedCaseReader } from '../report/priced-case.js';
import { unitOfPolicy } from '../weighting/weights-of-history.js';
import { type CaseRecords, inOrder } from './group-records.js';
import { regionNeeds } from './policy-facts.js';
import { pricedCasesOf } from './price-run.js';
import { REGION_COLUMNS } from './region-data.js';
import type { RunContext } from './run-context.js';
import { type PricedScenario, ScenarioRunner } from './scenario-run.js';
import type { WeightSource } from './scenario-side.js';

/** Rows of a weight file by heading: group, weight and whatever other column there is. */
export type WeightTexts = readonly Readonly<Record<string, string>>[];
/** None for a policy of one plain standard. */
export type GivenWeights = WeightTexts | undefined;

export interface PriceRecordsOptions {
  readonly timeline: PolicyTimeline;
  readonly records: CaseRecords;
  /** What the records' headings and values mean, where they are not the canonical ones. */
  readonly profile?: ImportProfile | undefined;
  readonly weights: GivenWeights;
  /** A weight file, which wins over them. */
  readonly weightFile?: string | undefined;
  /** Rows of the register of hospitals; none: the level stands in the cases. */
  readonly hospitals: TextRows | undefined;
}

/** One record's price, or why it could not be read. */
export type PricedRecord =
  | { readonly kind: 'priced'; readonly priced: PricedCase; readonly reason: string }
  | { readonly kind: 'rejected'; readonly caseId: string; readonly reason: string };

export interface PricedRecords {
  readonly read: ReadResult;
  readonly scenario: PricedScenario;
  /** One a record given, in the order given. */
  readonly results: readonly PricedRecord[];
}

/** Prices cases held in memory before any clearing: the same stages as a file of them. */
export async function priceRecords(options: PriceRecordsOptions, context: RunContext): Promise<PricedRecords> {
  const { timeline, records, hospitals } = options;
  const { policy } = timeline.segments.at(-1)!;
  const read = readCaseRecords(records.headings, records.rows, {
    columns: [...new Set([...REGION_COLUMNS, ...regionNeeds([timeline]).columns])],
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  });
  const region = {
    year: read.table,
    history: undefined,
    register: hospitals === undefined ? new Map() : registerOfRows(hospitals, 'hospitals', timeline.year),
    inputs: [],
    rejected: read.rejected,
    summaries: { year: read.summary },
    seed: undefined,
  };
  const scenario = await new ScenarioRunner(
    region,
    options.weightFile ?? weightText(options.weights, policy),
    context,
  ).price(timeline);
  const pricedAt = pricedCaseReader(read.table, pricedCasesOf(scenario, read.table));
  const { reason } = scenario.groups;
  const results = inOrder<PricedRecord>(
    read,
    (row) => ({ kind: 'priced', priced: pricedAt(row), reason: GROUP_REASONS[reason[row]!]! }),
    (caseId, code) => ({ kind: 'rejected', caseId, reason: code }),
  );
  return { read, scenario, results };
}

/**
 * Weights as the text of a weight file, so that they pass the checks that a file passes. They count in the unit of the
 * policy that they are given with.
 */
export function weightText(weights: GivenWeights, policy: Policy): WeightSource | undefined {
  if (weights === undefined) return undefined;
  const { unit } = unitOfPolicy(policy);
  const headings = [...new Set(['group', 'weight', ...weights.flatMap((row) => Object.keys(row))])];
  const lines = weights.map((row) => csvLine(headings.map((heading) => row[heading] ?? '')));
  const notes = [`# scheme: ${policy.scheme}`, ...(unit === 'weight' ? [] : [`# unit: ${unit}`])];
  return { name: 'weights', text: `${notes.join('\n')}\n${csvLine(headings)}${lines.join('')}` };
}
