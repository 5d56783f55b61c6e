// Ratios in one run, on one machine, with one seed: ours against what a user would pick instead.
// npm run bench [-- --cases 1000000 --seed 1 --rounds 3 --only grouping,files --wide-rows 200000]
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '300000' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    'wide-rows': { type: 'string', default: '200000' },
    'benefit-stays': { type: 'string', default: '5000000' },
    'what-if-cases': { type: 'string', default: '3000000' },
    'monitor-cases': { type: 'string', default: '3000000' },
    'linked-stays': { type: 'string', default: '1000000,10000000' },
  },
});
/** Name → its module and function, loaded when its turn comes. */
const benches = {
  start: ['./cold-start.mjs', 'benchColdStart'],
  grouping: ['./grouping.mjs', 'benchGrouping'],
  files: ['./files-to-groups.mjs', 'benchFilesToGroups'],
  dip: ['./dip.mjs', 'benchDip'],
  catalogue: ['./catalogue.mjs', 'benchCatalogue'],
  pricing: ['./pricing.mjs', 'benchPricing'],
  benefit: ['./benefit.mjs', 'benchBenefit'],
  'what-if': ['./what-if.mjs', 'benchWhatIf'],
  clearing: ['./clearing.mjs', 'benchClearing'],
  formula: ['./formula.mjs', 'benchFormula'],
  links: ['./links.mjs', 'benchLinks'],
  monitor: ['./monitor.mjs', 'benchMonitor'],
  workers: ['./workers.mjs', 'benchWorkers'],
  memory: ['./memory.mjs', 'benchMemory'],
  api: ['./api.mjs', 'benchApi'],
  wide: ['./wide-files.mjs', 'benchWideFiles'],
};
const chosen = values.only === undefined ? Object.keys(benches) : values.only.split(',');
const setup = {
  cases: Number(values.cases),
  seed: Number(values.seed),
  rounds: Number(values.rounds),
  wideRows: Number(values['wide-rows']),
  benefitStays: Number(values['benefit-stays']),
  whatIfCases: Number(values['what-if-cases']),
  monitorCases: Number(values['monitor-cases']),
  linkedStays: values['linked-stays'].split(',').map(Number),
};
const folder = mkdtempSync(join(tmpdir(), 'drgdip-bench-'));
try {
  console.log(
    `machine: ${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}`,
  );
  const region = await regionFor(chosen);
  for (const name of chosen) {
    const [module, bench] = benches[name];
    for (const line of await (await import(module))[bench](region, setup)) console.log(line);
    console.log('');
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The synthetic region, where a bench starts from it: wide files and requests are made of an example. */
async function regionFor(names) {
  if (names.every((name) => ['wide', 'api', 'monitor'].includes(name))) return { folder };
  console.log(
    `data: ${setup.cases} cases of the synthetic region, seed ${setup.seed}; medians of ${setup.rounds} rounds\n`,
  );
  const { makeRegion } = await import('./region.mjs');
  const region = await makeRegion(setup, folder);
  console.log(`the year as CSV: ${(statSync(region.csv).size / 1e6).toFixed(0)} MB\n`);
  return region;
}
