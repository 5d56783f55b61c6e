import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { runGroup } from '../dist/src/run/group-run.js';
import { silentProgress } from '../dist/src/run/progress.js';
import { createExecutor } from '../dist/src/run/worker-pool.js';
import { medians, seconds } from './time.mjs';

/** From a CSV of cases to a CSV of groups, against DuckDB that only copies the same CSV to Parquet. */
export async function benchCsvToGroups({ csv, scheme, folder }, { rounds }) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const executor = createExecutor(2);
  const context = { executor, progress: silentProgress, timings: [], language: 'en' };
  const time = await medians(rounds, {
    duckdb: () =>
      connection.run(
        `COPY (SELECT * FROM read_csv('${csv}', all_varchar = true)) TO '${join(folder, 'copy.parquet')}' (FORMAT parquet)`,
      ),
    ours: () => runGroup({ files: [csv], scheme: scheme.id, out: join(folder, 'groups.csv') }, context),
  });
  await executor.close();
  connection.closeSync();
  return [
    'CSV → groups (CSV), two cores',
    `  drgdip group                  ${seconds(time.ours)}`,
    `  DuckDB, CSV → Parquet, bare   ${seconds(time.duckdb)}   ratio ${(time.ours / time.duckdb).toFixed(2)}`,
  ];
}
