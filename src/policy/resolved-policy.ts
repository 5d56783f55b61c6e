import { EngineError } from '../kernel/errors.js';
import { bandVocabulary, type FormulaLanguage, RETENTION_VOCABULARY } from '../kernel/formula/formula-language.js';
import { readFormula } from '../kernel/formula/read-formula.js';
import type { ProblemList } from './policy-errors.js';
import type { ValuePath } from './policy-path.js';
import { bandLanguageOf, type Policy, policySchema } from './policy-schema.js';
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
      readFormula(formula.text, formula.language);
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

export interface PolicyFormula {
  readonly at: ValuePath;
  readonly path: string;
  readonly text: string;
  readonly language: FormulaLanguage;
}

const OUTLIER_WORDS = new Set(['by_item', 'standard']);
const RETENTION_WORDS = new Set(['recorded', 'standard']);

/** Every formula of a policy with the names it may use; the plain words (by_item, standard, recorded) are none. */
export function policyFormulas(policy: Policy): readonly PolicyFormula[] {
  const formulas: PolicyFormula[] = [];
  policy.outliers.bands.forEach((band, index) => {
    if (OUTLIER_WORDS.has(band.pay)) return;
    formulas.push({
      at: ['outliers', 'bands', index, 'pay'],
      path: `outliers.bands.${band.name}.pay`,
      text: band.pay,
      language: bandVocabulary(bandLanguageOf(policy.outliers.basis)),
    });
  });
  policy.retention.bands.forEach((band, index) => {
    if (band.pay === undefined || RETENTION_WORDS.has(band.pay)) return;
    formulas.push({
      at: ['retention', 'bands', index, 'pay'],
      path: `retention.bands.${band.name}.pay`,
      text: band.pay,
      language: RETENTION_VOCABULARY,
    });
  });
  return formulas;
}
