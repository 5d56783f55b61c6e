import { join } from 'node:path';
import { writeCaseCsv } from '../dist/src/cases/write/write-case-csv.js';
import { dipPass } from '../dist/src/grouping/dip/compiled/dip-pass.js';
import { prepareDip } from '../dist/src/grouping/dip/compiled/prepare-dip.js';
import { dipRecordAt } from '../dist/src/grouping/dip/explain/dip-record-at.js';
import { matchDip } from '../dist/src/grouping/dip/interpreter/match-dip.js';
import { runGroup } from '../dist/src/run/group-run.js';
import { silentProgress } from '../dist/src/run/progress.js';
import { createExecutor } from '../dist/src/run/worker-pool.js';
import { compileDip } from '../dist/src/schemes/dip/compile/compile-dip.js';
import { loadDip } from '../dist/src/schemes/dip/load-dip.js';
import { cityCatalogue, dipCases } from './dip-cases.mjs';
import { both, medians, perSecond, ratio } from './time.mjs';

const SCHEME = 'dip-3.0';
const CITY_ENTRIES = 10_000;
/** As the national catalogue has it; and one that looks at the case: matched operations, mean cost. */
const ORDERS = ['more_parts', 'by_type'];
const LITERAL_CASES = 200;
const WARM_UP = 8;

/**
 * DIP matching: columns in memory, one thread, under the national catalogue and under one of 10,000 entries as cities
 * have them, the literal matcher beside; and a CSV to groups under DIP beside the same CSV under DRG, two cores.
 */
export async function benchDip({ synthetic, csv, scheme, folder }, { seed, rounds }) {
  const national = loadDip(SCHEME);
  const lines = ['DIP matching in memory, one thread, by processor time'];
  const cities = ORDERS.map((order) => cityCatalogue(national, CITY_ENTRIES, seed, order));
  for (const document of [national, ...cities]) {
    lines.push(await inMemory(document, dipCases(synthetic.year, document, seed), rounds));
  }
  const dipCsv = join(folder, 'dip.csv');
  writeCaseCsv(dipCsv, dipCases(synthetic.year, national, seed));
  const executor = createExecutor(2);
  const context = { executor, progress: silentProgress, timings: [], language: 'en' };
  const group = (input, id, output) => () =>
    runGroup({ files: [input], scheme: id, out: join(folder, output) }, context);
  const time = await medians(rounds, {
    drg: group(csv, scheme.id, 'drg.csv'),
    dip: group(csv, SCHEME, 'dip-of-year.csv'),
    drgOfOwn: group(dipCsv, scheme.id, 'drg-of-own.csv'),
    own: group(dipCsv, SCHEME, 'dip-groups.csv'),
  });
  await executor.close();
  lines.push(
    'CSV to groups, two cores',
    `  cases of the region      ${scheme.id}   ${both(time.drg)}`,
    `                           ${SCHEME}       ${both(time.dip)}   ${ratio(time.dip, time.drg)}`,
    `  cases of the catalogue   ${scheme.id}   ${both(time.drgOfOwn)}`,
    `                           ${SCHEME}       ${both(time.own)}   ${ratio(time.own, time.drgOfOwn)}`,
  );
  return lines;
}

async function inMemory(document, table, rounds) {
  const { payload, columns } = prepareDip(compileDip(document), table);
  const literalCases = Math.min(LITERAL_CASES, table.caseCount);
  for (let i = 0; i < WARM_UP; i++) dipPass.rows(payload, 0, table.caseCount);
  const time = await medians(rounds, {
    compiled: () => dipPass.rows(payload, 0, table.caseCount),
    literal: () => {
      for (let row = 0; row < literalCases; row++) matchDip(document, dipRecordAt(table, row));
    },
  });
  const times = table.caseCount / time.compiled.cpu / (literalCases / time.literal.cpu);
  const grouped = columns.status.reduce((count, status) => count + Number(status === 0), 0) / table.caseCount;
  return `  ${document.id}, ${document.entries.length} entries, ${(grouped * 100).toFixed(0)} % grouped   compiled ${perSecond(table.caseCount, time.compiled.cpu)}   literal matcher ${perSecond(literalCases, time.literal.cpu)}   (compiled is ${times.toFixed(0)} × faster)`;
}
