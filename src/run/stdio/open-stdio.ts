import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { LineEscape } from '../../cases/lines/line-form.js';
import { readRegisterFile } from '../../cases/read-register-file.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { computesBenefits } from '../../pricing/benefit/compute-benefits.js';
import { asksForLinks } from '../../pricing/pricing-columns.js';
import type { AnySwitches } from '../../schemes/any-scheme.js';
import { openAnyScheme } from '../../schemes/open-any-scheme.js';
import { regionNeeds } from '../policy-facts.js';
import { REGION_COLUMNS } from '../region-data.js';
import { ScenarioRunner } from '../scenario-run.js';
import { schemeOfYear } from '../scheme-of-year.js';
import { timelineWith } from '../simulate-run.js';
import { DEFAULT_OUTPUT, lineFields, needColumns } from './line-fields.js';
import { groupingColumns, openGrouping } from './open-grouping.js';
import { BATCH_CONTEXT, pricingWork } from './pricing-work.js';
import { STDIO_ERRORS } from './stdio-errors.js';
import type { StdioOptions } from './stdio-run.js';

/** What a caller of the line program says. */
export interface StdioChoice {
  readonly columns: readonly string[];
  readonly output?: readonly string[] | undefined;
  readonly escaping: LineEscape;
  readonly separator?: number | undefined;
  readonly hasChunkHeaders: boolean;
  /** Name or folder; absent: the policy's. */
  readonly scheme?: string | undefined;
  readonly switches: AnySwitches;
  /** Given: rows are priced as well. */
  readonly policy?: string | undefined;
  readonly reforms?: readonly string[] | undefined;
  readonly weights?: string | undefined;
  readonly register?: string | undefined;
}

/**
 * Opens what rows are worked out under and checks all that can be checked before a row comes.
 * @throws errors of schemes, policies, weights and registers; stdio_columns_missing, stdio_policy_needs_all …
 */
export async function openStdio(choice: StdioChoice): Promise<StdioOptions> {
  const { columns, output = DEFAULT_OUTPUT, escaping, separator, hasChunkHeaders, policy } = choice;
  if (policy === undefined) return openGrouping(choice, openAnyScheme(choice.scheme!));
  const fields = lineFields(columns, output, 'pricing');
  return { columns, fields, escaping, separator, hasChunkHeaders, ...(await openPricing(choice, policy)) };
}

async function openPricing(
  { columns, reforms = [], weights, register }: StdioChoice,
  policyPath: string,
): Promise<Pick<StdioOptions, 'wanted' | 'work' | 'identity'>> {
  const timeline = timelineWith(policyPath, reforms);
  refuseOthers(timeline);
  const { parts, id, hash } = schemeOfYear(timeline);
  const needs = regionNeeds([timeline]);
  needColumns(columns, ['dx', 'hospital_id', 'insurance', 'total_cost', 'pooled_fund', ...needs.columns]);
  const region = {
    history: undefined,
    register: register === undefined ? new Map() : await readRegisterFile(register, timeline.year),
    inputs: [],
    rejected: [],
    summaries: {},
    seed: undefined,
  };
  const source = weights && { name: basename(weights), text: readFileSync(weights, 'utf8') };
  const runnerOf = (year: ConstructorParameters<typeof ScenarioRunner>[0]['year']): ScenarioRunner =>
    new ScenarioRunner({ ...region, year }, source || undefined, BATCH_CONTEXT);
  return {
    wanted: [
      ...new Set([...REGION_COLUMNS, ...parts.flatMap(({ compiled }) => groupingColumns(compiled)), ...needs.columns]),
    ],
    work: pricingWork(runnerOf, timeline),
    identity: { scheme: id, scheme_hash: hash, policy_hash: timeline.hash },
  };
}

/** A row program sees one row at a time: what needs other stays, or the whole budget, is not for it. */
function refuseOthers(timeline: PolicyTimeline): void {
  const parts: string[] = [];
  for (const { policy } of timeline.segments) {
    if (policy.rate.kind === 'budget') parts.push('rate.kind: budget');
    if ('opening' in policy.rate && policy.rate.opening === 'budget') parts.push('rate.opening: budget');
    if (asksForLinks(policy)) parts.push('when.readmission');
  }
  if (computesBenefits(timeline)) parts.push('benefit.mode: computed');
  if (parts.length === 0) return;
  throw STDIO_ERRORS.stdio_policy_needs_all({ policy: timeline.id, part: [...new Set(parts)].join(', ') });
}
