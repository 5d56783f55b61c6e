// One of the independent processes of workers.mjs: makes its table, says so, and groups the first rows it is told to.
import { groupPass } from '../dist/src/grouping/group-pass.js';
import { prepareGrouping } from '../dist/src/grouping/prepare-grouping.js';
import { ROWS_PER_TASK } from '../dist/src/kernel/executor.js';
import { makeDemoRegion } from '../dist/src/run/demo-region.js';
import { openScheme } from '../dist/src/schemes/open-scheme.js';
import { repeatRows } from './repeat-rows.mjs';

const [cases, seed, scheme, rows] = process.argv.slice(2);
const { year } = makeDemoRegion({ cases: Number(cases), seed: Number(seed), historyColumns: 'weighting' });
const { payload } = prepareGrouping(openScheme(scheme), repeatRows(year, Number(rows)));
process.on('message', (message) => {
  for (let from = 0; from < message.rows; from += ROWS_PER_TASK) {
    groupPass.rows(payload, from, Math.min(message.rows, from + ROWS_PER_TASK));
  }
  process.send('done');
});
process.send('ready');
