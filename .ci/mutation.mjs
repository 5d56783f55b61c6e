// Mutation testing of what pricing and clearing reckon with: npm run mutation [-- FILE...] [--all]
// Stryker needs 185 packages that nothing else here needs, and rewrites sources: it works on a copy in the folder of
// temporary files. A few tests with worked numbers judge the mutants of a file; --all lets every test of both rooms judge
// them, which takes hours. One file after another, each with its survivors and its score when it is done:
//   npm run mutation -- settlement/split-budget pricing/exact-fen
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

const STRYKER = '9.6.1';
const STANDARDS = ['worked-numbers', 'points-and-scores', 'published-standards'].map((name) => `pricing/${name}`);
/** What is mutated → the tests that judge it. */
const MUTATED = {
  'settlement/split-budget': ['settlement/split-budget'],
  'settlement/share-down': ['settlement/share-down'],
  'settlement/settle-retention': ['settlement/settle-retention', 'settlement/worked-numbers'],
  'settlement/retention-bands': ['settlement/retention-bands'],
  'settlement/allocate-cells': ['settlement/allocate-cells'],
  'settlement/quota': ['settlement/choose-within-quotas', 'settlement/quota-order'],
  'settlement/quota-rules': ['settlement/quota-rules'],
  'settlement/quota-amounts': ['settlement/quota-amounts'],
  'settlement/surpluses': ['settlement/surpluses'],
  'settlement/monthly-accounts': ['settlement/monthly-accounts'],
  'pricing/exact-fen': ['pricing/exact-fen'],
  'pricing/outlier-bands': ['pricing/outlier-bands', 'pricing/find-band'],
  'pricing/standard-payments': [...STANDARDS, 'pricing/standard-payments'],
  'pricing/unit-parts': [...STANDARDS, 'pricing/standard-payments'],
  'pricing/class-weights': [...STANDARDS, 'pricing/class-weights', 'pricing/hospital-coefficient'],
  'pricing/pool-rates': ['pricing/pool-rates', 'pricing/methods', 'pricing/worked-special-cases'],
  'pricing/hospital-coefficient': ['pricing/hospital-coefficient', 'pricing/worked-special-cases'],
  'pricing/group-means': ['pricing/band-bases', 'pricing/mean-notices'],
  'pricing/band-bases': ['pricing/band-bases', 'pricing/mean-notices'],
  'pricing/normal-costs': ['pricing/normal-costs'],
};

const given = process.argv.slice(2);
const named = given.filter((argument) => !argument.startsWith('-'));
const unknown = named.filter((name) => !(name in MUTATED));
if (unknown.length > 0) {
  console.error(`mutation: no file ${unknown.join(', ')}; there are ${Object.keys(MUTATED).join(', ')}`);
  process.exit(2);
}
const chosen = named.length === 0 ? Object.keys(MUTATED) : named;

const copy = mkdtempSync(join(tmpdir(), 'drgdip-mutation-'));
const left = new Set(['.git', 'coverage', 'test-output', 'demo-results', 'results', 'shared']);
const isCopied = (path) => {
  const first = relative('.', path).split(sep)[0];
  return !left.has(first) && !first.startsWith('dist');
};
cpSync('.', copy, { recursive: true, filter: isCopied });

const run = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: copy, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
};
const packages = ['core', 'vitest-runner'].map((name) => `@stryker-mutator/${name}@${STRYKER}`);
run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...packages]);

const scores = [];
for (const name of chosen) {
  const report = join('reports', `${name.replace('/', '-')}.json`);
  configure(name, report);
  run('npx', ['stryker', 'run']);
  scores.push(`${name}: ${scoreOf(join(copy, report))}`);
  console.log(`mutation: ${scores.at(-1)}`);
}
console.log(['mutation: all', ...scores, `reports in ${join(copy, 'reports')}`].join('\n  '));

/** Writes what Stryker and its test runner read. */
function configure(name, report) {
  const tests = given.includes('--all')
    ? ['test/pricing/**/*.test.ts', 'test/settlement/**/*.test.ts']
    : MUTATED[name].map((file) => `test/${file}.test.ts`);
  writeFileSync(
    join(copy, 'vitest.mutation.config.ts'),
    `export default { test: { include: ${JSON.stringify(tests)}, testTimeout: 60_000 } };\n`,
  );
  const config = {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'vitest.mutation.config.ts', related: false },
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: 1,
    timeoutMS: 20_000,
    reporters: ['progress-append-only', 'clear-text', 'json'],
    jsonReporter: { fileName: report },
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
    mutate: [`src/${name}.ts`],
  };
  writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(config, null, 1));
}

/** Noticed of all mutants but those of code that runs once when a module is loaded, which are not tried. */
function scoreOf(report) {
  const files = Object.values(JSON.parse(readFileSync(report, 'utf8')).files);
  const states = files.flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted) => states.filter((state) => wanted.includes(state)).length;
  const noticed = count('Killed', 'Timeout');
  const tried = noticed + count('Survived', 'NoCoverage');
  return `${noticed} of ${tried} noticed, ${((100 * noticed) / tried).toFixed(1)} %`;
}
