import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preparePricing } from '../dist/src/pricing/steps.js';

const GROUPING = [
  ...['sex', 'age_years', 'age_days', 'birth_weight_g', 'admission_weight_g', 'los_days', 'discharge_type'],
  ...['dx', 'px'],
];
const RUN = [...GROUPING, 'hospital_id', 'department', 'insurance', 'discharge_date', 'case_id'];
const MONEY = ['total_cost', 'pooled_fund', 'hospital_cost'];

/**
 * Bytes a case in shared columns (what grouping reads with what it writes, and a whole run), and the largest resident
 * size of `drgdip group` on the year's CSV, which besides holds the program, the scheme and the ids of all cases.
 */
export function benchMemory({ synthetic, groups, timeline, weights, csv, scheme, folder }) {
  const { columns, caseCount } = synthetic.year;
  const { catalogue } = scheme;
  const input = { table: synthetic.year, groups, catalogue, timeline, weights, register: synthetic.register };
  const priced = Object.entries(preparePricing(input).columns);
  const pricedMoney = priced.filter(([, values]) => values.BYTES_PER_ELEMENT === 8);
  const pricedRest = priced.filter(([, values]) => values.BYTES_PER_ELEMENT !== 8);
  const bytesOf = (...parts) => {
    const seen = new Set();
    for (const part of parts) {
      for (const value of Object.values(part ?? {})) if (ArrayBuffer.isView(value)) seen.add(value.buffer);
    }
    return [...seen].reduce((sum, buffer) => sum + buffer.byteLength, 0) / caseCount;
  };
  const read = (names) => names.map((name) => columns[name]);
  const peak = (cases) => `${Math.round(peakOfGroup(csv, scheme.id, folder) / 2 ** 20)} MiB for ${cases} cases`;
  const line = (label, bytes) => `  ${label} ${bytes.toFixed(1)} bytes a case`;
  return [
    'memory',
    line('grouping: columns read, and groups      ', bytesOf(...read(GROUPING), groups)),
    line('run: columns without amounts            ', bytesOf(...read(RUN), groups, Object.fromEntries(pricedRest))),
    line('run: amounts read and written           ', bytesOf(...read(MONEY), Object.fromEntries(pricedMoney))) +
      ` (${MONEY.length + pricedMoney.length} columns)`,
    `  drgdip group on the CSV, largest resident size: ${peak(caseCount)}`,
    `  an empty Node process: ${Math.round(peakOf(['-e', '0']) / 2 ** 20)} MiB`,
  ];
}

const main = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));

function peakOfGroup(csv, scheme, folder) {
  const out = join(folder, 'peak.csv');
  return peakOf([main, 'group', '--scheme', scheme, '--in', csv, '--out', out, '--workers', '2', '--quiet']);
}

const PROBE = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  process.on('exit', () => {
    const peak = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
    process.stderr.write('PEAK=' + peak + ';');
  });`)}`;

/** Largest resident size of a process in bytes, as it tells itself in its last moment (Linux; resourceUsage would count the parent). */
function peakOf(args) {
  const run = spawnSync(process.execPath, ['--import', PROBE, ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return Number(/PEAK=(\d+);/.exec(run.stderr)[1]) * 1024;
}
