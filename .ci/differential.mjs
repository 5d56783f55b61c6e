// Holds the compiled engine and the literal interpreter equal on a million generated cases of each national scheme,
// and the two DIP matchers on a million of DIP 3.0 and of catalogues as cities make them.
// Another seed: DRGDIP_DIFFERENTIAL_SEED=7 npm run differential
import { spawnSync } from 'node:child_process';

const env = { ...process.env };
env.DRGDIP_DIFFERENTIAL_CASES ??= '1000000';
const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  'test/grouping/differential',
  'test/grouping/dip/differential',
  '--reporter=verbose',
];
const { status } = spawnSync(process.execPath, [...vitest, ...process.argv.slice(2)], { stdio: 'inherit', env });
process.exit(status ?? 1);
