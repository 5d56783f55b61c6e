import type { DipRecord } from '../../../src/grouping/dip/dip-record.js';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import type { CompiledDip } from '../../../src/schemes/dip/compile/compiled-dip.js';
import type { DipDocument, DipOptions } from '../../../src/schemes/dip/dip-document.js';
import { emptyTally, MOST_DIFFERENCES, type Tally, tallyAnswers } from '../tally-answers.js';
import { compiledDipAnswers, dipTableOf } from './compiled-dip-answers.js';
import { dipFactsForCases, generateDipCase } from './generate-dip-cases.js';

/** Cases of each comparison in `npm test`; `npm run differential` sets a million. */
export const DIP_CASES = Number(process.env.DRGDIP_DIFFERENTIAL_CASES ?? 30_000);
export const DIP_SEED = Number(process.env.DRGDIP_DIFFERENTIAL_SEED ?? 20_261_128);
const BATCH = 10_000;
/** Every so many cases are matched against the whole catalogue; see narrowed. */
const WHOLE_EVERY = 100;

/** Groups generated cases with both matchers, under one set of switches. */
export function compareMatchers(
  document: DipDocument,
  compiled: CompiledDip,
  options: Partial<DipOptions>,
  cases: number,
  seed: number,
): Tally {
  const facts = dipFactsForCases(document);
  const documentOf = narrowed(document);
  const tally = emptyTally();
  for (let from = 0; from < cases && tally.differences.length < MOST_DIFFERENCES; from += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, cases - from) }, (_, at) =>
      generateDipCase(facts, seed, from + at),
    );
    // Every other table has its codes in order of appearance, as a reader without the scheme at hand would have them.
    const table = (from / BATCH) % 2 === 0 ? dipTableOf(records, compiled) : dipTableOf(records);
    const answerAt = compiledDipAnswers(compiled, table, options);
    records.forEach((record, row) => {
      const searched = row % WHOLE_EVERY === 0 ? document : documentOf(record);
      tallyAnswers(record, matchDip(searched, record, options), answerAt(row), tally);
    });
  }
  return tally;
}

/**
 * The catalogue without the entries whose patterns begin otherwise than the principal, which no case with it can meet:
 * the literal matcher walks every entry it is given, and so is some twenty times as fast.
 */
function narrowed(document: DipDocument): (record: DipRecord) => DipDocument {
  const made = new Map<string, DipDocument>();
  return ({ dx }) => {
    const letter = dx[0]?.charAt(0) ?? '';
    let found = made.get(letter);
    if (found === undefined) {
      const entries = document.entries.filter(({ diagnoses }) =>
        diagnoses.some((pattern) => {
          if (pattern.kind === 'every') return true;
          const [from, to] = pattern.kind === 'prefix' ? [pattern.text, pattern.text] : [pattern.from, pattern.to];
          return letter >= from.charAt(0) && letter <= to.charAt(0);
        }),
      );
      found = { ...document, entries };
      made.set(letter, found);
    }
    return found;
  };
}
