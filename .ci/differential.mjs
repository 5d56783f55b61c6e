// Holds the fast engines and the literal ones equal on generated data:
//   grouping  the compiled grouper on a million cases of each national scheme, and the two DIP matchers on a million of
//             DIP 3.0 and of catalogues as cities make them
//   pricing   the columnar calculator on 10,000 plain policies × regions with their clearing, on 10,000 with rules
//             on single cases, on 10,000 of points and scores, and on 10,000 orders of clearing steps
// One of them: npm run differential -- pricing
// Another seed: DRGDIP_DIFFERENTIAL_SEED=7 npm run differential
import { spawnSync } from 'node:child_process';

const PARTS = {
  grouping: ['test/grouping/differential', 'test/grouping/dip/differential'],
  pricing: [
    'test/pricing/literal.test.ts',
    'test/pricing/methods-differential.test.ts',
    'test/settlement/literal-clearing.test.ts',
  ],
};

const env = { ...process.env };
env.DRGDIP_DIFFERENTIAL_CASES ??= '1000000';
env.DRGDIP_PRICING_RUNS ??= '10000';
const given = process.argv.slice(2);
const chosen = Object.keys(PARTS).filter((part) => given.includes(part));
const files = (chosen.length === 0 ? Object.keys(PARTS) : chosen).flatMap((part) => PARTS[part]);
const rest = given.filter((argument) => !(argument in PARTS));
const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...files, '--reporter=verbose', ...rest];
const { status } = spawnSync(process.execPath, vitest, { stdio: 'inherit', env });
process.exit(status ?? 1);
