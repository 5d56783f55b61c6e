import { expect, test } from 'vitest';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import type { CompiledScheme } from '../../src/schemes/compiled-scheme.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeDocument, SchemeOptions } from '../../src/schemes/scheme-document.js';
import { compiledAnswers } from './compiled-answers.js';
import { generateCase } from './generate-cases.js';
import { schemeFacts } from './scheme-facts.js';
import { tableOf } from './table-of.js';
import { emptyTally, MOST_DIFFERENCES, type Tally, tallyAnswers } from './tally-answers.js';

/** Cases of each version over its five sets of switches; `npm run differential` sets a million. */
const CASES = Number(process.env.DRGDIP_DIFFERENTIAL_CASES ?? 100_000);
const SEED = Number(process.env.DRGDIP_DIFFERENTIAL_SEED ?? 20_261_128);
const BATCH = 10_000;

/** Groups generated cases with both engines. `known` decides how the code dictionaries of the tables are laid out. */
export function compareEngines(
  document: SchemeDocument,
  compiled: CompiledScheme,
  options: Partial<SchemeOptions>,
  cases: number,
): Tally {
  const facts = schemeFacts(document);
  const tally = emptyTally();
  for (let from = 0; from < cases && tally.differences.length < MOST_DIFFERENCES; from += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, cases - from) }, (_, at) =>
      generateCase(facts, SEED, from + at),
    );
    // Every other table has its codes in order of appearance, as a reader without the scheme at hand would have them.
    const table = (from / BATCH) % 2 === 0 ? tableOf(records, document) : tableOf(records);
    const answerAt = compiledAnswers(compiled, table, options);
    records.forEach((record, row) => {
      tallyAnswers(record, interpretCase(document, record, options), answerAt(row), tally);
    });
  }
  return tally;
}

/** Registers the comparison of one version: a fifth of the cases under each set of switches. */
export function testDifferential(
  id: string,
  switches: readonly Partial<SchemeOptions>[],
  expected: { readonly groups: number; readonly outcomes: readonly string[] },
): void {
  const document = loadScheme(id);
  const compiled = compileScheme(document);
  const each = Math.ceil(CASES / switches.length);
  const groups = new Set<string>();
  const outcomes = new Set<string>();

  test.each(switches)(`${each} cases of ${id} with %o`, { timeout: Math.max(60_000, each) }, (options) => {
    const tally = compareEngines(document, compiled, options, each);
    expect(tally.differences).toEqual([]);
    expect(tally.cases).toBe(each);
    for (const group of tally.groups) groups.add(group);
    // The cases are worth something only if they go everywhere: an outcome counts from one case in 10,000.
    for (const [outcome, count] of tally.outcomes) if (count * 10_000 >= each) outcomes.add(outcome);
  });

  test(`they reach 98 in 100 of the groups of ${id}, and every outcome it has`, () => {
    expect(groups.size).toBeGreaterThan(0.98 * expected.groups);
    expect([...outcomes].sort()).toEqual([...expected.outcomes].sort());
  });
}
