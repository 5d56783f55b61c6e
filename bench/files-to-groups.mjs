import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { runGroup } from '../dist/src/run/group-run.js';
import { silentProgress } from '../dist/src/run/progress.js';
import { createExecutor } from '../dist/src/run/worker-pool.js';
import { both, medians, ratio } from './time.mjs';

const COLUMNS = 'case_id, sex, age_years, age_days, birth_weight_g, los_days, discharge_type, dx, px';

/**
 * From a file of cases to a file of groups, against DuckDB that only copies the same file to Parquet: CSV to CSV (the
 * whole CSV of the year), and Parquet to Parquet (the columns that grouping reads). Two cores both.
 */
export async function benchFilesToGroups({ csv, scheme, folder }, { rounds }) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const parquet = join(folder, 'year.parquet');
  await connection.run(
    `COPY (SELECT ${COLUMNS} FROM read_csv('${csv}', types = {'case_id': 'VARCHAR', 'dx': 'VARCHAR', 'px': 'VARCHAR'})) TO '${parquet}' (FORMAT parquet)`,
  );
  const executor = createExecutor(2);
  const context = { executor, progress: silentProgress, timings: [], language: 'en' };
  const group = (input, output) => () =>
    runGroup({ files: [input], scheme: scheme.id, out: join(folder, output) }, context);
  const copy = (source) => () =>
    connection.run(`COPY (SELECT * FROM ${source}) TO '${join(folder, 'copy.parquet')}' (FORMAT parquet)`);
  const time = await medians(rounds, {
    csvOurs: group(csv, 'groups.csv'),
    csvTheirs: copy(`read_csv('${csv}', all_varchar = true)`),
    parquetOurs: group(parquet, 'groups.parquet'),
    parquetTheirs: copy(`read_parquet('${parquet}')`),
  });
  await executor.close();
  connection.closeSync();
  return [
    'files to groups, two cores',
    `  drgdip group, CSV → CSV           ${both(time.csvOurs)}`,
    `  DuckDB, CSV → Parquet, bare       ${both(time.csvTheirs)}   ${ratio(time.csvOurs, time.csvTheirs)}`,
    `  drgdip group, Parquet → Parquet   ${both(time.parquetOurs)}`,
    `  DuckDB, Parquet → Parquet, bare   ${both(time.parquetTheirs)}   ${ratio(time.parquetOurs, time.parquetTheirs)}`,
  ];
}
