import { EngineError } from '../kernel/errors.js';
import type { ProblemList } from './policy-errors.js';
import { policyFormulas, readPolicyFormula } from './policy-formulas.js';
import type { ValuePath } from './policy-path.js';
import { type Policy, policySchema } from './policy-schema.js';
import { describeIssues } from './schema-issues.js';
import { POLICY_SHAPE } from './schema-shape.js';

/** Where a fault at a path of the resolved document is to be mended: the policy file, or a patch of a reform. */
export type PlaceOf = (at: ValuePath, path: string) => string;

/** Checks one day's document by schema and formulas; every fault becomes a problem. */
export function parseResolved(document: unknown, placeOf: PlaceOf, problems: ProblemList): Policy | undefined {
  const parsed = policySchema.safeParse(document);
  if (!parsed.success) {
    for (const issue of describeIssues(parsed.error.issues, document, POLICY_SHAPE)) {
      const at = issue.at.map((part) => (typeof part === 'symbol' ? String(part) : part));
      problems.add(placeOf(at, issue.path), issue.zh, issue.en);
    }
    return undefined;
  }
  for (const formula of policyFormulas(parsed.data)) {
    try {
      readPolicyFormula(formula);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const place = placeOf(formula.at, formula.path);
      problems.add(place, `${formula.path}：${error.text('zh')}`, `${formula.path}: ${error.text('en')}`);
    }
  }
  parsed.data.retention.bands.forEach((band, index) => {
    if ((band.pay === undefined) !== (band.fund_share_of_overrun === undefined)) return;
    const path = `retention.bands.${band.name}`;
    problems.add(
      placeOf(['retention', 'bands', index], path),
      `${path}：pay 与 fund_share_of_overrun 应恰好写一个。`,
      `${path}: write exactly one of pay and fund_share_of_overrun.`,
    );
  });
  return parsed.data;
}
