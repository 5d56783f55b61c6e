import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { type Answered, ask, capacityOf, openLoad, quantileOf, statuses } from './open-load.js';
import { stressSize } from './stress-size.js';
import { residentOf, runUntilDone, type StressedServer, serveStressed, startDemo } from './stressed-server.js';

const SECONDS = stressSize('load', 6);
/** 2.8 MB of JSON each: such a body is a third of a second of work. */
const CASES = 30_000;
const MOST_CONNECTIONS = 64;
const MOST_MEMORY = 3_000;
const MEBIBYTE = 2 ** 20;

let server: StressedServer;
let group: URL;
beforeAll(async () => {
  server = await serveStressed(join(temporaryFolder(), 'data'), ['--requests-a-minute', '0']);
  group = new URL('/v1/group', server.address);
});
afterAll(async () => {
  server.process.kill('SIGKILL');
  await server.ended;
});

const oneCase = { case_id: 'A', sex: '1', age_years: 60, los_days: 8, dx: ['J18.900', 'I10.x00x002'], px: [] };
const bodyOf = (cases: number): string =>
  JSON.stringify({ scheme: 'chs-drg-2.0', cases: new Array(cases).fill(oneCase) });

test(
  `four times the capacity in bodies of 30,000 cases for ${SECONDS} s beside a job: what is too much is refused with when to come again, small requests go on, memory is bounded, the job is done, then all is well`,
  async () => {
    const heavy = bodyOf(CASES);
    const light = bodyOf(1);
    expect(heavy.length).toBeGreaterThan(2.5 * MEBIBYTE);
    const capacity = await capacityOf(group, heavy, 4, 4);
    const id = await startDemo(server);
    let highest = residentOf(server.process);
    const watch = setInterval(() => {
      highest = Math.max(highest, residentOf(server.process));
    }, 100);
    const small: Answered[] = [];
    const agent = new Agent({ keepAlive: true });
    let isLoaded = true;
    const aside = (async () => {
      for (; isLoaded; await wait(50)) small.push(await ask(agent, group, light));
    })();
    // At least enough to fill every connection: a slow machine has a small capacity.
    const rate = Math.max(4 * capacity, MOST_CONNECTIONS / SECONDS);
    const { answers, unsent } = await openLoad(group, heavy, rate, SECONDS, MOST_CONNECTIONS);
    isLoaded = false;
    await aside;
    clearInterval(watch);
    const shed = answers.filter(({ status }) => status === 503);
    const done = answers.filter(({ status }) => status === 200);
    const seconds = (given: readonly Answered[], share: number): string =>
      (quantileOf(given, share) / 1000).toPrecision(2);
    console.log(
      `shed: capacity ${capacity.toPrecision(3)}/s, ${rate.toPrecision(3)} offered, ${done.length} answered, ${shed.length} refused, ` +
        `${unsent} held back by ${MOST_CONNECTIONS} connections; answered p50 ${seconds(done, 0.5)} s, p99 ${seconds(done, 0.99)} s, ` +
        `refused p99 ${seconds(shed, 0.99)} s; ${small.length} small ones beside them p50 ${seconds(small, 0.5)} s, p99 ${seconds(small, 0.99)} s; ` +
        `resident ${Math.round(highest / MEBIBYTE)} MiB`,
    );
    expect([...statuses(answers).keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(shed.length).toBeGreaterThan(0);
    expect(done.length).toBeGreaterThan(0);
    expect(shed.filter(({ retryAfter }) => !(retryAfter >= 1))).toEqual([]);
    expect([...statuses(small).keys()]).toEqual([200]);
    if (!Number.isNaN(highest)) expect(highest).toBeLessThan(MOST_MEMORY * MEBIBYTE);
    // It recovers as it told: a large body is answered, and the job that ran beside was not lost.
    await wait(shed[0]!.retryAfter * 1_000);
    expect((await ask(agent, group, heavy)).status).toBe(200);
    agent.destroy();
    expect(await runUntilDone(server, id)).toBe('done');
  },
  SECONDS * 5_000 + 240_000,
);
