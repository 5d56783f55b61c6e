import { fork } from 'node:child_process';
import Fastify from 'fastify';
import { createApp } from '../dist/src/api/app.js';
import { asideInThreads } from '../dist/src/api/aside/aside-in-threads.js';
import { caseRecordsOf } from '../dist/src/api/case-bodies.js';
import { RunQueue } from '../dist/src/api/run-queue.js';
import { inlineExecutor } from '../dist/src/kernel/executor.js';
import { groupRecords } from '../dist/src/run/group-records.js';
import { silentProgress } from '../dist/src/run/progress.js';
import { openAnyScheme } from '../dist/src/schemes/open-any-scheme.js';
import { both, median, medians, ratio } from './time.mjs';

const SCHEME = 'chs-drg-2.0';
const CONNECTIONS = 20;
const SECONDS = 2;
const BATCH = 10_000;
const CASE = { case_id: 'A1', sex: 1, age_years: 66, los_days: 9, dx: ['J18.900', 'J96.000', 'I10.x00'] };

/**
 * The API against the least that a server can do: one case grouped a request (validated, all guards on but the limit of
 * requests) against an empty Fastify POST route with the same body, and against an empty route behind the same guards,
 * which tells what of the difference is grouping; and a batch against the same work in one process.
 */
export async function benchApi({ folder }, { rounds }) {
  const queue = new RunQueue({ dataFolder: folder, work: async () => {} });
  // No request of the bench is large enough to be carried.
  const aside = asideInThreads({ dataFolder: folder, log: 'none', answers: 'trusted' });
  const app = await createApp({ queue, aside, language: 'en', log: 'none', answers: 'trusted', requestsAMinute: 0 });
  app.post('/v1/empty', { config: { scope: 'read' } }, async () => ({}));
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  const empty = Fastify();
  empty.post('/', async () => ({}));
  const emptyPort = Number(new URL(await empty.listen({ host: '127.0.0.1', port: 0 })).port);
  // A process of its own, so that the processor time measured is the server's.
  const client = fork(new URL('./api-client.mjs', import.meta.url));
  const load = (order) =>
    new Promise((resolve, reject) => {
      client.removeAllListeners('error');
      client.once('message', resolve);
      client.once('error', reject);
      client.send(order);
    });
  const body = JSON.stringify({ scheme: SCHEME, cases: [CASE] });
  const orders = {
    empty: { port: emptyPort, path: '/', body },
    guarded: { port, path: '/v1/empty', body },
    group: { port, path: '/v1/group', body },
  };
  const seen = Object.fromEntries(Object.keys(orders).map((name) => [name, { rates: [], times: [], processor: [] }]));
  try {
    for (let round = -1; round < rounds; round++) {
      for (const [name, order] of Object.entries(orders)) {
        const before = process.cpuUsage();
        const times = await load({ ...order, connections: CONNECTIONS, seconds: SECONDS });
        const { user, system } = process.cpuUsage(before);
        if (round < 0) continue;
        seen[name].rates.push(times.length / SECONDS);
        for (const time of times) seen[name].times.push(time);
        seen[name].processor.push((user + system) / times.length);
      }
    }
    const rate = (name) => median(seen[name].rates);
    const processor = (name) => median(seen[name].processor);
    const line = (name, label) =>
      `  ${label} ${Math.round(rate(name))} requests/s, ${processor(name).toFixed(1)} µs of processor each   median ${quantile(seen[name].times, 0.5)} ms, p99 ${quantile(seen[name].times, 0.99)} ms`;
    return [
      `API, ${CONNECTIONS} connections, client on the same cores`,
      line('empty', 'empty POST route          '),
      line('guarded', 'empty, behind our guards  '),
      line('group', 'group one case            '),
      `  ratio ${(rate('group') / rate('empty')).toFixed(2)}, by processor ${(processor('empty') / processor('group')).toFixed(2)} (goal 0.8); of the guarded one ${(rate('group') / rate('guarded')).toFixed(2)}, by processor ${(processor('guarded') / processor('group')).toFixed(2)}`,
      ...(await benchBatch(`http://127.0.0.1:${port}/v1/group`, rounds)),
    ];
  } finally {
    client.kill();
    await Promise.all([app.close(), empty.close(), queue.close()]);
  }
}

async function benchBatch(url, rounds) {
  const cases = Array.from({ length: BATCH }, (_, index) => ({ ...CASE, case_id: `A${index}`, age_years: index % 90 }));
  const body = JSON.stringify({ scheme: SCHEME, cases });
  const scheme = openAnyScheme(SCHEME);
  const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' };
  const times = await medians(rounds, {
    http: async () => {
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      if (answer.status !== 200 || (await answer.text()).length < BATCH * 50) throw new Error('a batch went wrong');
    },
    process: async () => {
      const parsed = JSON.parse(body);
      const { results } = await groupRecords(
        { scheme, switches: {}, records: caseRecordsOf(parsed.cases), document: undefined },
        context,
      );
      if (JSON.stringify({ results }).length < BATCH * 50) throw new Error('a batch went wrong');
    },
  });
  // Shares of throughput: the other way round than times.
  return [
    `batch of ${BATCH} cases: parse, group, write`,
    `  in one process     ${both(times.process)}`,
    `  POST /v1/group     ${both(times.http)}   throughput ${ratio(times.process, times.http)} (goal 0.7)`,
  ];
}

function quantile(times, share) {
  return [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(2);
}
