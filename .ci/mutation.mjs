// Mutation testing of what clearing and pricing decide with: npm run mutation [-- --all]
// Stryker needs 185 packages that nothing else here needs, and rewrites sources: it works on a copy in the folder of
// temporary files. The quick tests with worked numbers judge each mutant; --all lets every test of both rooms judge it,
// which takes some hours. The report names each mutant that survived.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

const STRYKER = '9.6.1';
const MUTATED = [
  ...['split-budget', 'share-down', 'settle-retention', 'retention-bands'].map((name) => `src/settlement/${name}.ts`),
  ...['exact-fen', 'outlier-bands', 'standard-payments'].map((name) => `src/pricing/${name}.ts`),
];
const QUICK = [
  ...['worked-numbers', 'worked-special-cases', 'outlier-bands', 'points-and-scores', 'methods'],
  ...['published-standards', 'monotone'],
].map((name) => `test/pricing/${name}.test.ts`);
const QUICK_CLEARING = [
  'worked-numbers',
  'clearing-worked',
  'clearing',
  'floating-worked',
  'notices',
  'large-sums',
].map((name) => `test/settlement/${name}.test.ts`);

const copy = mkdtempSync(join(tmpdir(), 'drgdip-mutation-'));
const left = new Set(['.git', 'coverage', 'test-output', 'demo-results', 'results', 'shared']);
const isCopied = (path) => {
  const first = relative('.', path).split(sep)[0];
  return !left.has(first) && !first.startsWith('dist');
};
cpSync('.', copy, { recursive: true, filter: isCopied });

const tests = process.argv.includes('--all')
  ? ['test/pricing/**/*.test.ts', 'test/settlement/**/*.test.ts']
  : [...QUICK, ...QUICK_CLEARING];
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
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  mutate: MUTATED,
};
writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(config, null, 1));

const run = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: copy, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
};
const packages = ['core', 'vitest-runner'].map((name) => `@stryker-mutator/${name}@${STRYKER}`);
run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...packages]);
run('npx', ['stryker', 'run']);
console.log(`mutation: report in ${join(copy, 'reports', 'mutation')}`);
