import { describe, expect, test } from 'vitest';
import type { CaseRecord, GroupAnswer } from '../../src/grouping/group-columns.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import type { CompiledScheme } from '../../src/schemes/compiled-scheme.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeDocument, SchemeOptions } from '../../src/schemes/scheme-document.js';
import { compiledAnswers } from './compiled-answers.js';
import { generateCase } from './generate-cases.js';
import { schemeFacts } from './scheme-facts.js';
import { tableOf } from './table-of.js';
import { tinyScheme } from './tiny-scheme.js';

/** More for a long run: DRGDIP_DIFFERENTIAL_CASES=1000000 DRGDIP_DIFFERENTIAL_SEED=7 npx vitest run differential */
const CASES = Number(process.env.DRGDIP_DIFFERENTIAL_CASES ?? 50_000);
const SEED = Number(process.env.DRGDIP_DIFFERENTIAL_SEED ?? 20_261_128);
const BATCH = 10_000;
const LONGEST = Math.max(60_000, CASES);

interface Tally {
  cases: number;
  readonly groups: Set<string>;
  /** Status, or the reason of an ungrouped case, by count. */
  readonly outcomes: Map<string, number>;
  readonly differences: string[];
}

/** Groups generated cases with both engines. `known` decides how the code dictionaries of the tables are laid out. */
function compareEngines(
  document: SchemeDocument,
  compiled: CompiledScheme,
  options: Partial<SchemeOptions>,
  cases: number,
): Tally {
  const facts = schemeFacts(document);
  const tally: Tally = { cases: 0, groups: new Set(), outcomes: new Map(), differences: [] };
  for (let from = 0; from < cases && tally.differences.length < 5; from += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, cases - from) }, (_, at) =>
      generateCase(facts, SEED, from + at),
    );
    // Every other table has its codes in order of appearance, as a reader without the scheme at hand would have them.
    const table = (from / BATCH) % 2 === 0 ? tableOf(records, document) : tableOf(records);
    const answerAt = compiledAnswers(compiled, table, options);
    records.forEach((record, row) => {
      compareOne(record, interpretCase(document, record, options), answerAt(row), tally);
    });
  }
  return tally;
}

function compareOne(record: CaseRecord, literal: GroupAnswer, compiled: GroupAnswer, tally: Tally): void {
  tally.cases++;
  tally.groups.add(literal.group);
  const outcome = literal.reason === '' ? literal.status : literal.reason;
  tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
  const same =
    literal.group === compiled.group &&
    literal.mdc === compiled.mdc &&
    literal.adrg === compiled.adrg &&
    literal.status === compiled.status &&
    literal.reason === compiled.reason;
  if (same || tally.differences.length >= 5) return;
  tally.differences.push(
    `${JSON.stringify(record)}: literal ${JSON.stringify(literal)}, compiled ${JSON.stringify(compiled)}`,
  );
}

describe('compiled engine and literal interpreter give the same answer', () => {
  const document = loadScheme('chs-drg-2.0');
  const compiled = compileScheme(document);

  test(`on ${CASES} generated cases of CHS-DRG 2.0 with unrelated_procedure=qy`, { timeout: LONGEST }, () => {
    const tally = compareEngines(document, compiled, { unrelated_procedure: 'qy' }, CASES);
    expect(tally.differences).toEqual([]);
    expect(tally.cases).toBe(CASES);
    // The cases are worth something only if they go everywhere.
    expect(tally.groups.size).toBeGreaterThan(0.98 * 634);
    for (const outcome of [
      'grouped',
      'unrelated_procedure',
      'no_principal',
      'unknown_principal',
      'not_allowed_as_principal',
      'missing_sex',
      'sex_conflict',
      'missing_age_years',
      'missing_age_days',
      'in_no_group',
    ]) {
      expect(tally.outcomes.get(outcome) ?? 0, outcome).toBeGreaterThanOrEqual(CASES / 10_000);
    }
  });

  test(`on ${CASES} generated cases of CHS-DRG 2.0 with unrelated_procedure=medical`, { timeout: LONGEST }, () => {
    const tally = compareEngines(document, compiled, { unrelated_procedure: 'medical' }, CASES);
    expect(tally.differences).toEqual([]);
    expect(tally.outcomes.has('unrelated_procedure')).toBe(false);
    expect(tally.groups.size).toBeGreaterThan(0.98 * 634);
  });

  test.each<Partial<SchemeOptions>>([
    { code_match: 'category' },
    { missing: 'reference' },
    { code_match: 'category', missing: 'reference', unrelated_procedure: 'medical' },
  ])('on 20,000 generated cases of CHS-DRG 2.0 with %o', (options) => {
    expect(compareEngines(document, compiled, options, 20_000).differences).toEqual([]);
  });
});

describe('the same on the small scheme, which has every form of condition', () => {
  const compiled = compileScheme(tinyScheme);

  test.each<Partial<SchemeOptions>>([
    {},
    { unrelated_procedure: 'medical' },
    { code_match: 'category' },
    { missing: 'reference' },
  ])('on 20,000 cases with %o', (options) => {
    const tally = compareEngines(tinyScheme, compiled, options, 20_000);
    expect(tally.differences).toEqual([]);
    expect(tally.groups.size).toBeGreaterThan(25);
  });
});
