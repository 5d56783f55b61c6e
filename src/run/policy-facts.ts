import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type CaseTable, findColumn } from '../cases/case-table.js';
import { type AuxiliaryChoice, type AuxiliaryFacts, auxiliaryFacts } from '../grouping/auxiliary/auxiliary-facts.js';
import { readClassList } from '../grouping/auxiliary/class-list.js';
import { readComorbidities } from '../grouping/auxiliary/comorbidity-definition.js';
import { primaryCareFact } from '../grouping/auxiliary/primary-care-fact.js';
import type { GroupedPart } from '../grouping/group-by-date.js';
import { MISSING_DAY } from '../kernel/day.js';
import type { Executor } from '../kernel/executor.js';
import { sha256 } from '../kernel/hash.js';
import { sharedInt16 } from '../kernel/shared-arrays.js';
import type { CaseTests } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { rulesWithTests } from '../policy/rules-with-tests.js';
import { auxiliary } from '../policy/schema/auxiliary.js';
import { pricingColumns } from '../pricing/pricing-columns.js';
import { type DatedScheme, schemeInForce } from '../schemes/dated-schemes.js';
import { loadDip } from '../schemes/dip/load-dip.js';
import { communityColumns } from '../settlement/community/community-of-case.js';
import { weightColumns } from '../weighting/weights-of-history.js';
import { policyWeightTable } from './policy-weight-table.js';
import type { RegionInput, RegionNeeds } from './region-data.js';

/** Facts that need no list: the index of comorbidity, and the primary-care groups of a DIP catalogue. */
const CHARLSON = 'charlson';
const PRIMARY_CARE = 'primary_care';

/** Names of the facts that a policy's conditions ask for. */
export function testedFacts({ segments }: PolicyTimeline): ReadonlySet<string> {
  return new Set(
    segments.flatMap(({ policy }) => rulesWithTests(policy).flatMap(({ when }) => Object.keys(when.facts ?? {}))),
  );
}

/** Whether a policy tells cases or groups of primary care from others. */
export function asksPrimaryCare(timeline: PolicyTimeline): boolean {
  const ofClass = ({ group_classes: classes }: CaseTests) => classes?.includes(PRIMARY_CARE) === true;
  return (
    testedFacts(timeline).has(PRIMARY_CARE) ||
    timeline.segments.some(({ policy }) => rulesWithTests(policy).some(({ when }) => ofClass(when)))
  );
}

/** What is computed for a timeline: the facts its conditions name, as its last day defines them. */
export function choiceOf(timeline: PolicyTimeline): AuxiliaryChoice {
  const tested = testedFacts(timeline);
  const stated = timeline.segments.at(-1)!.policy.auxiliary;
  const lists = (stated?.lists ?? []).filter(({ name }) => tested.has(name));
  // Without a word on it the index is counted as the schema's own defaults say.
  const charlson = stated?.charlson ?? auxiliary.parse({ charlson: {} }).charlson!;
  const isListed = lists.some(({ name }) => name === CHARLSON);
  const { folder } = timeline;
  return {
    lists: lists.map(({ name, file }) => ({ name, list: readClassList(file, folder) })),
    ...(tested.has(CHARLSON) && !isListed
      ? {
          comorbidity: {
            name: CHARLSON,
            choice: { ...charlson, definition: readComorbidities(charlson.definition, folder) },
          },
        }
      : {}),
  };
}

/** Identity of what the facts of a timeline are made from; equal texts make equal facts of one table. */
export function factsKey(timeline: PolicyTimeline): string {
  const tested = [...testedFacts(timeline)].sort();
  return JSON.stringify([tested, timeline.segments.at(-1)!.policy.auxiliary ?? null, timeline.folder]);
}

/**
 * Computes the facts of cases that a policy's conditions ask for. A name that nothing makes is left out: pricing refuses
 * the run and says which there are.
 * @throws the codes of readClassList, readComorbidities and auxiliaryFacts
 */
export async function policyFacts(
  timeline: PolicyTimeline,
  grouped: YearGroups,
  table: CaseTable,
  executor: Executor,
): Promise<AuxiliaryFacts> {
  const facts = await auxiliaryFacts(choiceOf(timeline), table, executor);
  const [{ scheme }] = grouped.parts as readonly [GroupedPart];
  if (scheme.method !== 'dip' || !testedFacts(timeline).has(PRIMARY_CARE)) return facts;
  return { ...facts, [PRIMARY_CARE]: primaryCareOf(grouped, table) };
}

/** Groups of the whole table under each scheme of a year. */
export interface YearGroups {
  readonly parts: readonly GroupedPart[];
  /** The schemes as the policy names them, with their first days of discharge. */
  readonly names: readonly DatedScheme[];
}

/** Each case's fact under the scheme in force on its day of discharge. */
function primaryCareOf({ parts, names }: YearGroups, table: CaseTable): Int16Array {
  const facts = parts.map(({ columns }, part) => primaryCareFact(loadDip(names[part]!.scheme), table, columns));
  if (parts.length === 1) return facts[0]!;
  const days = findColumn(table, 'discharge_date', 'day')?.values;
  const joint = sharedInt16(table.caseCount);
  for (let row = 0; row < joint.length; row++) {
    joint[row] = facts[Math.max(0, schemeInForce(names, days?.[row] ?? MISSING_DAY))]![row]!;
  }
  return joint;
}

/**
 * What the policies of a run need of its files: the numbers that conditions and lists read, last year's means, and the
 * files of lists, each once, for the manifest.
 */
export function regionNeeds(timelines: readonly PolicyTimeline[]): RegionNeeds {
  const policies = timelines.flatMap(({ segments }) => segments.map(({ policy }) => policy));
  const lists = timelines.flatMap((timeline) => choiceOf(timeline).lists.map(({ list }) => list));
  const ofLists = lists.flatMap(({ classes }) => classes.flatMap(({ when }) => Object.keys(when.numbers ?? {})));
  const paths = [...new Set(lists.flatMap(({ files }) => files))];
  const tables = [...new Set(timelines.flatMap((timeline) => policyWeightTable(timeline) ?? []))].filter(existsSync);
  return {
    columns: withDirect([...ofLists, ...policies.flatMap(pricingColumns), ...policies.flatMap(communityColumns)]),
    historyColumns: [...new Set(policies.flatMap((policy) => weightColumns(policy)))],
    levelMeans: policies.some(({ outliers }) => outliers.basis === 'level_mean'),
    inputs: [...paths.map((path) => inputOf('auxiliary', path)), ...tables.map((path) => inputOf('weights', path))],
  };
}

/** Where care elsewhere is looked at, whether it was settled directly is an indicator of it. */
function withDirect(columns: readonly string[]): string[] {
  const found = new Set(columns);
  if (found.has('care_region')) found.add('insured_region').add('direct_settlement');
  return [...found];
}

function inputOf(role: RegionInput['role'], path: string): RegionInput {
  return { role, name: basename(path), sha256: sha256(readFileSync(path)) };
}
