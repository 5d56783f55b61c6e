import { groupCases } from '../dist/src/grouping/group-cases.js';
import { priceCases } from '../dist/src/pricing/steps.js';
import { createExecutor } from '../dist/src/run/worker-pool.js';
import { medians, seconds } from './time.mjs';

/** Row passes on one worker and on two. */
export async function benchWorkers({ synthetic, scheme, groups, timeline, weights }, { rounds }) {
  const one = createExecutor(1);
  const two = createExecutor(2);
  const table = synthetic.year;
  const input = { table, groups, catalogue: scheme.catalogue, timeline, weights, register: synthetic.register };
  const time = await medians(rounds, {
    groupOne: () => groupCases(scheme, table, one),
    groupTwo: () => groupCases(scheme, table, two),
    priceOne: () => priceCases(input, one),
    priceTwo: () => priceCases(input, two),
  });
  await one.close();
  await two.close();
  return [
    'workers (with preparing the pass)',
    `  group  1: ${seconds(time.groupOne)}   2: ${seconds(time.groupTwo)}   gain ${(time.groupOne / time.groupTwo).toFixed(2)} ×`,
    `  price  1: ${seconds(time.priceOne)}   2: ${seconds(time.priceTwo)}   gain ${(time.priceOne / time.priceTwo).toFixed(2)} ×`,
  ];
}
