import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { yearOf } from '../dist/src/kernel/day.js';
import { policySchema } from '../dist/src/policy/policy-schema.js';
import { loadDip } from '../dist/src/schemes/dip/load-dip.js';
import { loadScheme } from '../dist/src/schemes/load-scheme.js';
import { scoreUnit } from '../dist/src/weighting/calibrated-unit.js';
import { buildCatalogue } from '../dist/src/weighting/catalogue/build-catalogue.js';
import { catalogueLists } from '../dist/src/weighting/catalogue/catalogue-lists.js';
import { DEFAULT_CATALOGUE_RULES } from '../dist/src/weighting/catalogue/catalogue-rules.js';
import { classesOfScheme } from '../dist/src/weighting/catalogue/procedure-classes.js';
import { both, medians, perSecond, ratio } from './time.mjs';

const LISTS = 'dip-3.0';
const ROWS_AT_ONCE = 20_000;

/**
 * Making a DIP catalogue from three years of the region, columns in memory, one thread: clusters, trimming, means,
 * scores and report figures. Beside it one `GROUP BY` of the same columns (principal, procedures, year; count, sum and
 * sum of squares of the cost) in DuckDB on one thread, whose columns already lie in it.
 */
export async function benchCatalogue({ synthetic, scheme, folder }, { rounds }) {
  const { history } = synthetic;
  const lists = loadDip(LISTS);
  const known = new Set([...lists.procedures, ...history.columns.px.values]);
  const { shape } = policySchema;
  const input = {
    history,
    lists: catalogueLists(lists, classesOfScheme(loadScheme(scheme.id)), known),
    rules: DEFAULT_CATALOGUE_RULES,
    policy: {
      year_by: 'discharge_date',
      weights: shape.weights.parse(undefined),
      rounding: shape.rounding.parse(undefined),
    },
    factors: undefined,
    unit: scoreUnit(4),
  };
  const csv = join(folder, 'catalogue.csv');
  await writeColumns(csv, history);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE cases AS SELECT * FROM read_csv('${csv}', header = true,
       columns = {'dx': 'VARCHAR', 'px': 'VARCHAR', 'year': 'SMALLINT', 'cost': 'BIGINT'})`,
  );
  let built;
  const time = await medians(rounds, {
    build: () => {
      built = buildCatalogue(input);
    },
    duckdb: async () => {
      await connection.run(`CREATE OR REPLACE TABLE sums AS
        SELECT dx, px, year, count(*) AS cases, sum(cost) AS cost, sum(cost::DOUBLE * cost) AS squares
        FROM cases GROUP BY dx, px, year`);
    },
  });
  const reader = await connection.runAndReadAll('SELECT count(*), sum(cases) FROM sums');
  const [combinations, cases] = reader.getRows()[0].map(Number);
  if (cases !== history.caseCount) throw new Error(`DuckDB counts ${cases} of ${history.caseCount} cases`);
  connection.closeSync();
  instance.closeSync();
  const core = built.entries.filter(({ tier }) => tier === 'core').length;
  return [
    `making a catalogue, ${history.caseCount} cases of three years, one thread`,
    `  buildCatalogue           ${both(time.build)}   ${perSecond(history.caseCount, time.build.cpu)}   ${core} core of ${built.entries.length} entries`,
    `  DuckDB, one GROUP BY     ${both(time.duckdb)}   ${combinations} combinations`,
    `  ${ratio(time.build, time.duckdb)}; goal at most 5`,
  ];
}

/** The columns as DuckDB takes them: principal, procedures as one text, year, cost in fen. */
async function writeColumns(path, { caseCount, columns }) {
  const { dx, px, total_cost: cost, discharge_date: days } = columns;
  const file = createWriteStream(path);
  file.write('dx,px,year,cost\n');
  let block = '';
  for (let row = 0; row < caseCount; row++) {
    const from = px.offsets[row];
    const procedures = [];
    for (let i = from; i < px.offsets[row + 1]; i++) procedures.push(px.values[px.codes[i]]);
    block += `${dx.values[dx.codes[dx.offsets[row]]]},${procedures.join('|')},${yearOf(days.values[row])},${cost.values[row]}\n`;
    if ((row + 1) % ROWS_AT_ONCE === 0) {
      if (!file.write(block)) await once(file, 'drain');
      block = '';
    }
  }
  file.end(block);
  await once(file, 'finish');
}
