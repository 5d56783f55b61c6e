import { Agent } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';
import { ask, capacityOf, openLoad, quantileOf, statuses } from './open-load.js';
import { stressSize } from './stress-size.js';
import {
  heapProbe,
  heapSizes,
  residentOf,
  runUntilDone,
  type StressedServer,
  serveStressed,
  startDemo,
} from './stressed-server.js';

const LOAD_SECONDS = stressSize('load', 3);
const SOAK_SECONDS = stressSize('soak', 3);
const MOST_CONNECTIONS = 300;
const MEBIBYTE = 2 ** 20;
const folder = temporaryFolder();
const heapFile = join(folder, 'heap.txt');
/** A collection takes the server's time: sixty of them, or four a second. */
const HEAP_EVERY = Math.max(250, (SOAK_SECONDS * 1_000) / 60);

let server: StressedServer;
let group: URL;
let capacity: number;
beforeAll(async () => {
  server = await serveStressed(join(folder, 'data'), ['--requests-a-minute', '0'], heapProbe(heapFile, HEAP_EVERY));
  group = new URL('/v1/group', server.address);
  await capacityOf(group, body, 4, 1);
  capacity = await capacityOf(group, body, 4, 2);
});
afterAll(async () => {
  server.process.kill('SIGKILL');
  await server.ended;
});

const oneCase = { case_id: 'A', sex: '1', age_years: 60, los_days: 8, dx: ['J18.900', 'I10.x00x002'], px: [] };
const body = JSON.stringify({ scheme: 'chs-drg-2.0', cases: new Array(50).fill(oneCase) });

const meanOf = (part: readonly number[]): number => part.reduce((sum, one) => sum + one, 0) / part.length;

/** Means of the middle and of the last third: the first third is a process that warms up. */
function middleAndEnd(sizes: readonly number[]): readonly [number, number] {
  const third = Math.max(1, Math.floor(sizes.length / 3));
  return [meanOf(sizes.slice(third, 2 * third)), meanOf(sizes.slice(-third))];
}

/** Slope of the line of least squares through the last two thirds, in bytes a sample. */
function slopeOf(sizes: readonly number[]): number {
  const late = sizes.slice(Math.floor(sizes.length / 3));
  const [x, y] = [(late.length - 1) / 2, meanOf(late)];
  const across = late.reduce((sum, _, i) => sum + (i - x) ** 2, 0);
  return late.reduce((sum, size, i) => sum + (i - x) * (size - y), 0) / across;
}

test(
  `four times the capacity for ${LOAD_SECONDS} s beside a job: answered or shed, memory bounded, the job is done, then all is well`,
  async () => {
    const id = await startDemo(server);
    let highest = residentOf(server.process);
    const watch = setInterval(() => {
      highest = Math.max(highest, residentOf(server.process));
    }, 100);
    const { answers, unsent } = await openLoad(group, body, capacity * 4, LOAD_SECONDS, MOST_CONNECTIONS);
    clearInterval(watch);
    const counts = statuses(answers);
    console.log(
      `load: capacity ${Math.round(capacity)}/s, ${answers.length} answered ` +
        `(${[...counts].map(([code, n]) => `${n} × ${code}`).join(', ')}), ${unsent} held back by ${MOST_CONNECTIONS} connections, ` +
        `p50 ${Math.round(quantileOf(answers, 0.5))} ms, p99 ${Math.round(quantileOf(answers, 0.99))} ms, ` +
        `resident ${Math.round(highest / MEBIBYTE)} MiB`,
    );
    expect([...counts.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(counts.get(200) ?? 0).toBeGreaterThan(0);
    if (!Number.isNaN(highest)) expect(highest).toBeLessThan(1_500 * MEBIBYTE);
    // It recovers: the next request is answered, and the job that ran beside was not lost.
    const agent = new Agent();
    expect((await ask(agent, group, body)).status).toBe(200);
    expect(await runUntilDone(server, id)).toBe('done');
  },
  LOAD_SECONDS * 3_000 + 180_000,
);

test(
  `an even load of half the capacity for ${SOAK_SECONDS} s: every request is answered, and neither memory nor the heap grows`,
  async () => {
    const sizes: number[] = [];
    const every = Math.max(200, (SOAK_SECONDS * 1_000) / 60);
    const watch = setInterval(() => sizes.push(residentOf(server.process)), every);
    const before = heapSizes(heapFile).length;
    const { answers, unsent } = await openLoad(group, body, capacity / 2, SOAK_SECONDS, MOST_CONNECTIONS);
    clearInterval(watch);
    const [start, end] = middleAndEnd(sizes);
    const heap = heapSizes(heapFile).slice(before);
    const [heapStart, heapEnd] = middleAndEnd(heap);
    const trend = (slopeOf(heap) * (60_000 / HEAP_EVERY)) / MEBIBYTE;
    console.log(
      `soak: ${answers.length} answered in ${SOAK_SECONDS} s, p99 ${Math.round(quantileOf(answers, 0.99))} ms, ` +
        `resident ${Math.round(start / MEBIBYTE)} MiB in the middle, ${Math.round(end / MEBIBYTE)} MiB at the end, ` +
        `live heap ${(heapStart / MEBIBYTE).toPrecision(4)} and ${(heapEnd / MEBIBYTE).toPrecision(4)} MiB, ` +
        `trend ${trend.toPrecision(3)} MiB a minute over ${heap.length} collections`,
    );
    expect(statuses(answers).get(200)).toBe(answers.length);
    expect(answers.length + unsent).toBeGreaterThan((capacity / 2) * SOAK_SECONDS * 0.5);
    if (!Number.isNaN(end)) expect(end - start).toBeLessThan(100 * MEBIBYTE);
    expect(heap.length).toBeGreaterThanOrEqual(3);
    expect(heapEnd - heapStart).toBeLessThan(8 * MEBIBYTE);
    if (SOAK_SECONDS >= 300) expect(trend).toBeLessThan(0.5);
  },
  SOAK_SECONDS * 2_000 + 60_000,
);
