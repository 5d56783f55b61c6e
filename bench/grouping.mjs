import { groupPass } from '../dist/src/grouping/group-pass.js';
import { caseRecordAt } from '../dist/src/grouping/interpreter/case-record-at.js';
import { interpretCase } from '../dist/src/grouping/interpreter/interpret-case.js';
import { prepareGrouping } from '../dist/src/grouping/prepare-grouping.js';
import { listSchemes } from '../dist/src/schemes/list-schemes.js';
import { methodOfScheme } from '../dist/src/schemes/load-any-scheme.js';
import { loadScheme } from '../dist/src/schemes/load-scheme.js';
import { openScheme } from '../dist/src/schemes/open-scheme.js';
import { medians, perSecond } from './time.mjs';

const LITERAL_CASES = 20_000;
/** The compiler of the runtime needs some passes before it has settled. */
const WARM_UP = 8;

/** Grouping columns in memory, one thread, under each shipped scheme; the literal interpreter of the same beside it. */
export async function benchGrouping({ synthetic }, { rounds }) {
  const table = synthetic.year;
  const lines = ['grouping in memory, one thread, by processor time'];
  for (const id of listSchemes().filter((name) => methodOfScheme(name) === 'drg')) {
    const { payload } = prepareGrouping(openScheme(id), table);
    const document = loadScheme(id);
    const literalCases = Math.min(LITERAL_CASES, table.caseCount);
    for (let i = 0; i < WARM_UP; i++) groupPass.rows(payload, 0, table.caseCount);
    const time = await medians(rounds, {
      compiled: () => groupPass.rows(payload, 0, table.caseCount),
      literal: () => {
        for (let row = 0; row < literalCases; row++) interpretCase(document, caseRecordAt(table, row));
      },
    });
    const times = table.caseCount / time.compiled.cpu / (literalCases / time.literal.cpu);
    lines.push(
      `  ${id}  compiled ${perSecond(table.caseCount, time.compiled.cpu)}   literal interpreter ${perSecond(literalCases, time.literal.cpu)}   (compiled is ${times.toFixed(0)} × faster)`,
    );
  }
  return lines;
}
