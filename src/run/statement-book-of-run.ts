import type { Policy } from '../policy/policy-schema.js';
import { sourceOf } from '../policy/policy-sources.js';
import type { ReportModel } from '../report/report-model.js';
import type { StatedSource } from '../report/stated-source.js';
import type { StatementBook, StatementPart } from '../report/statements/statement-book.js';
import type { StatementLine } from '../settlement/settlement.js';
import { withEnglish } from './english-of-data.js';
import type { RegionRunResult } from './region-run.js';
import type { ScenarioResult } from './scenario-run.js';

/** The statements of a finished run, with what each was made from. */
export function statementBook(result: RegionRunResult, model: ReportModel): StatementBook {
  const { baseline, reform } = result;
  return {
    region: model.region,
    year: model.year,
    hospitalNames: model.hospitalNames ?? {},
    parts: reform === undefined ? [part('single', baseline)] : [part('baseline', baseline), part('reform', reform)],
    inputHash: model.identity.inputHash,
    date: model.identity.date,
    version: model.identity.version,
    caveat: model.caveat,
  };
}

function part(scenario: StatementPart['scenario'], { timeline, scheme, settlement }: ScenarioResult): StatementPart {
  const { policy } = timeline.segments.at(-1)!;
  return {
    scenario,
    policy: { id: timeline.id, title: policy.title, hash: timeline.hash },
    reforms: timeline.reforms.map(({ reform }) => reform.id),
    scheme: { id: scheme.id, hash: scheme.hash },
    ...(policy.clearing.due === undefined ? {} : { due: policy.clearing.due }),
    lines: settlement.statements,
    sources: sourcesOfLines(policy, settlement.statements),
  };
}

/** Where each policy path of the lines comes from; a path without a source is left out. */
export function sourcesOfLines(
  policy: Pick<Policy, 'sources'>,
  lines: readonly StatementLine[],
): Record<string, StatedSource> {
  const paths = new Set<string>();
  for (const { policyPath } of lines) paths.add(policyPath);
  const found = [...paths].map((path) => [path, sourceOf(policy, path)] as const);
  return Object.fromEntries(found.flatMap(([path, one]) => (one === undefined ? [] : [[path, withEnglish(one)]])));
}
