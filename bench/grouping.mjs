import { groupPass } from '../dist/src/grouping/group-pass.js';
import { caseRecordAt } from '../dist/src/grouping/interpreter/case-record-at.js';
import { interpretCase } from '../dist/src/grouping/interpreter/interpret-case.js';
import { prepareGrouping } from '../dist/src/grouping/prepare-grouping.js';
import { loadScheme } from '../dist/src/schemes/load-scheme.js';
import { medians, perSecond } from './time.mjs';

const LITERAL_CASES = 20_000;

/** Grouping columns in memory, one thread; the literal interpreter of the same scheme beside it. */
export async function benchGrouping({ synthetic, scheme }, { rounds }) {
  const table = synthetic.year;
  const { payload } = prepareGrouping(scheme, table);
  const document = loadScheme(scheme.id);
  const literalCases = Math.min(LITERAL_CASES, table.caseCount);
  const time = await medians(rounds, {
    compiled: () => groupPass.rows(payload, 0, table.caseCount),
    literal: () => {
      for (let row = 0; row < literalCases; row++) interpretCase(document, caseRecordAt(table, row));
    },
  });
  const ratio = table.caseCount / time.compiled / (literalCases / time.literal);
  return [
    'grouping in memory, one thread',
    `  compiled engine      ${perSecond(table.caseCount, time.compiled)}`,
    `  literal interpreter  ${perSecond(literalCases, time.literal)}   (compiled is ${ratio.toFixed(0)} × faster)`,
  ];
}
