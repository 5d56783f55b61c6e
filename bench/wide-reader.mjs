// One reading of a wide file in a process of its own: seconds, rows, peak memory and megabytes kept, as JSON.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

/** The built program; DRGDIP_DIST names another folder, as in the tests. */
const dist = `../${process.env.DRGDIP_DIST ?? 'dist'}/src/cases`;
const { loadProfile } = await import(`${dist}/import-profile.js`);
const { readCases } = await import(`${dist}/read/read-cases.js`);

const [who, path] = process.argv.slice(2);
const columns = [
  'sex',
  'age_years',
  'age_days',
  'los_days',
  'discharge_type',
  'dx',
  'px',
  'hospital_id',
  'department',
  'insurance',
  'discharge_date',
  'total_cost',
];
const profile = loadProfile('hqms');

async function ours() {
  const { table } = await readCases([path], { profile, columns });
  const buffers = new Set([table.sourceRow.buffer]);
  for (const column of Object.values(table.columns)) {
    for (const value of Object.values(column)) if (ArrayBuffer.isView(value)) buffers.add(value.buffer);
  }
  return { rows: table.caseCount, kept: [...buffers].reduce((sum, buffer) => sum + buffer.byteLength, 0) / 1e6 };
}

/** The headings behind the same columns, or all of them. */
async function duckdb(which) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const source = `read_csv('${path}', all_varchar = true)`;
  const head = Buffer.alloc(1 << 16);
  const file = openSync(path, 'r');
  readSync(file, head, 0, head.length, 0);
  closeSync(file);
  const names = head.toString().split('\n')[0].split(',');
  const wanted = /^(?:A48|A49|A12C|A14|A16|B12|B15|B16C|B20|B34C|A01|A46C|D01|C03C|C14x01C|C06x\d\dC|C35x\d\dC)$/i;
  const kept = which === 'all' ? names : names.filter((name) => wanted.test(name));
  await connection.run(`CREATE TABLE t AS SELECT ${kept.map((name) => `"${name}"`).join(', ')} FROM ${source}`);
  const counted = await connection.runAndReadAll('SELECT count(*)::INTEGER FROM t');
  return { rows: Number(counted.getRows()[0][0]), kept: 0 };
}

const start = performance.now();
const result = await (who === 'ours' ? ours() : duckdb(who === 'duckdb-all' ? 'all' : 'kept'));
const seconds = (performance.now() - start) / 1000;
// resourceUsage would count what the parent held when it started this process.
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1.024e-3;
process.stdout.write(JSON.stringify({ ...result, seconds, peak }));
