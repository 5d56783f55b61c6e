// The long forms of the stress tests; `npm test` runs the short form of each. One of them: npm run stress -- damage
//   damage       40 kinds of damage over 1,000,000 rows: each ends rejected with its reason, the rest as in a clean run
//   kill         100 kills at random moments of group, settle, simulate, an upload and a job of the server
//   fuzz         1,000,000 inputs for every reader of texts and bytes, each within its time
//   load         four times the capacity for two minutes beside a running job, in small requests and in large ones
//   soak         ten minutes of even load: the trend of memory
//   determinism  the same bytes across workers, locales, time zones, clocks, and Node 20, 22, 24 and 26 where they install
//   conformance  one hash of groups and of cleared tables: in one process, workers, pipes, Spark and Hive where they are there
//   coverage     branch coverage of grouping, pricing and settlement by their own tests and those of what calls them: 95 % each
// Sizes: DRGDIP_STRESS_DAMAGE=100000 npm run stress -- damage. Another seed: DRGDIP_STRESS_SEED=7.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const COUNTED = ['grouping', 'pricing', 'settlement'];
/** Tests of the rooms that call them in one process: explanations, cells, what-if, community, prices case by case. */
const CALLING = ['simulation', 'run', 'schemes', 'indicators', 'golden'];
const LEAST_BRANCHES = 95;
const COVERAGE = [
  '--coverage.enabled',
  '--coverage.reportOnFailure',
  '--coverage.provider=v8',
  ...COUNTED.map((room) => `--coverage.include=src/${room}/**`),
  '--coverage.reporter=text',
  '--coverage.reporter=json-summary',
];

/** Part → size of the long form and the tests that take it. */
const PARTS = {
  damage: { size: 1_000_000, files: ['test/stress/bad-rows.test.ts'] },
  kill: { size: 100, files: ['test/stress/kill.test.ts', 'test/stress/kill-server.test.ts', 'test/run/stages'] },
  fuzz: {
    size: 1_000_000,
    files: ['test/stress/fuzz.test.ts', 'test/api/fuzz.test.ts', 'test/api/fuzz-valid.test.ts'],
  },
  load: {
    size: 120,
    files: ['test/stress/load.test.ts', 'test/stress/shed.test.ts'],
    options: ['-t', 'four times', '--no-file-parallelism'],
  },
  soak: { size: 600, files: ['test/stress/load.test.ts'], options: ['-t', 'even load'] },
  conformance: {
    size: 3,
    files: ['test/stress/conformance.test.ts', 'test/engines/spark.test.ts', 'test/engines/hive.test.ts'],
  },
  determinism: { size: 3, files: ['test/run/determinism.test.ts', 'test/stress/node-versions.test.ts'] },
  coverage: { size: 1, files: [...COUNTED, ...CALLING].map((room) => `test/${room}`), options: COVERAGE },
};

const given = process.argv.slice(2);
const unknown = given.filter((argument) => !argument.startsWith('-') && !(argument in PARTS));
if (unknown.length > 0) {
  console.error(`stress: no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const named = Object.keys(PARTS).filter((part) => given.includes(part));
const chosen = named.length === 0 ? Object.keys(PARTS) : named;
const rest = given.filter((argument) => !(argument in PARTS));

let failed = 0;
for (const part of chosen) {
  const { size, files, options = [] } = PARTS[part];
  const variable = `DRGDIP_STRESS_${part.toUpperCase()}`;
  const env = { ...process.env, [variable]: process.env[variable] ?? String(size) };
  console.log(`stress: ${part}, ${env[variable]}`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...files, '--reporter=verbose', ...options, ...rest];
  if (spawnSync(process.execPath, args, { stdio: 'inherit', env }).status !== 0) failed += 1;
  if (part === 'coverage') failed += roomsBelow();
}

/** Prints the branches of each counted room that its tests went through; answers how many rooms are below the least. */
function roomsBelow() {
  const files = Object.entries(JSON.parse(readFileSync('coverage/coverage-summary.json', 'utf8')));
  const shares = COUNTED.map((room) => {
    const own = files.filter(([name]) => name.includes(`/src/${room}/`)).map(([, { branches }]) => branches);
    const [covered, total] = ['covered', 'total'].map((key) => own.reduce((sum, branches) => sum + branches[key], 0));
    const share = (100 * covered) / total;
    console.log(`coverage: ${room} ${covered} of ${total} branches, ${share.toPrecision(4)} %`);
    return share;
  });
  return shares.filter((share) => share < LEAST_BRANCHES).length;
}
process.exit(failed > 0 ? 1 : 0);
