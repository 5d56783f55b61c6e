import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { groupCases } from '../dist/src/grouping/group-cases.js';
import { groupPass } from '../dist/src/grouping/group-pass.js';
import { prepareGrouping } from '../dist/src/grouping/prepare-grouping.js';
import { priceCases } from '../dist/src/pricing/steps.js';
import { createExecutor } from '../dist/src/run/worker-pool.js';
import { repeatRows } from './repeat-rows.mjs';
import { medians, seconds } from './time.mjs';

/** So many that the pass is all that counts. */
const ROWS = 4_000_000;
const ALONE = fileURLToPath(new URL('./group-alone.mjs', import.meta.url));

/**
 * Row passes on one worker and on two, over a table of many rows, and the yardstick for it: what two processes gain
 * that know nothing of each other, each with half of the rows, on the same two cores at the same hour.
 */
export async function benchWorkers({ synthetic, scheme, groups, timeline, weights }, { cases, seed, rounds }) {
  const one = createExecutor(1);
  const two = createExecutor(2);
  const table = synthetic.year;
  const many = repeatRows(table, ROWS);
  const { payload } = prepareGrouping(scheme, many);
  const input = { table, groups, catalogue: scheme.catalogue, timeline, weights, register: synthetic.register };
  const alone = [await startAlone(cases, seed, scheme.id), await startAlone(cases, seed, scheme.id)];
  const time = await medians(rounds, {
    groupOne: () => one.run(groupPass, payload, many.caseCount),
    groupTwo: () => two.run(groupPass, payload, many.caseCount),
    aloneOne: () => alone[0].group(ROWS),
    aloneTwo: () => Promise.all(alone.map((process) => process.group(ROWS / 2))),
  });
  for (const process of alone) process.end();
  const year = await medians(rounds, {
    groupOne: () => groupCases(scheme, table, one),
    groupTwo: () => groupCases(scheme, table, two),
    priceOne: () => priceCases(input, one),
    priceTwo: () => priceCases(input, two),
  });
  await one.close();
  await two.close();
  const gain = time.groupOne.wall / time.groupTwo.wall;
  const yardstick = time.aloneOne.wall / time.aloneTwo.wall;
  const line = (label, first, second) =>
    `  ${label} 1: ${seconds(first.wall)}   2: ${seconds(second.wall)}   gain ${(first.wall / second.wall).toFixed(2)} ×`;
  return [
    'workers',
    line(`group pass, ${ROWS / 1e6} M rows, workers  `, time.groupOne, time.groupTwo),
    line(`group pass, ${ROWS / 1e6} M rows, processes`, time.aloneOne, time.aloneTwo),
    `  workers gain ${(gain / yardstick).toFixed(2)} of what processes gain; two workers use ${(time.groupTwo.cpu / time.groupOne.cpu).toFixed(2)} × the processor time of one`,
    line('the year, with preparing: group', year.groupOne, year.groupTwo),
    line('the year, with preparing: price', year.priceOne, year.priceTwo),
  ];
}

/** A process that makes the same table for itself and groups as many of its rows as it is told. */
async function startAlone(cases, seed, scheme) {
  const child = spawn(process.execPath, [ALONE, `${cases}`, `${seed}`, scheme, `${ROWS}`], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answer = () => new Promise((resolve) => child.once('message', resolve));
  child.once('exit', (code) => {
    if (code !== 0) throw new Error(`the process ended with ${code}`);
  });
  await answer();
  return {
    group: async (rows) => {
      const done = answer();
      child.send({ rows });
      await done;
    },
    end: () => child.disconnect(),
  };
}
