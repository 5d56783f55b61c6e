import { expect, test } from 'vitest';
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

/** Cases of each version over its five sets of switches; `npm run differential` sets a million. */
const CASES = Number(process.env.DRGDIP_DIFFERENTIAL_CASES ?? 100_000);
const SEED = Number(process.env.DRGDIP_DIFFERENTIAL_SEED ?? 20_261_128);
const BATCH = 10_000;

export interface Tally {
  cases: number;
  readonly groups: Set<string>;
  /** Status, or the reason of an ungrouped case, by count. */
  readonly outcomes: Map<string, number>;
  readonly differences: string[];
}

/** Groups generated cases with both engines. `known` decides how the code dictionaries of the tables are laid out. */
export function compareEngines(
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
