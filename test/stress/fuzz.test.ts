import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { SCHEME, type TestServer, testServer } from '../api/test-app.js';
import { answersTo } from '../run/stdio/lines.js';
import { temporaryFolder } from '../temporary-folder.js';
import { fuzzTargets } from './fuzz-targets.js';
import { Mutator } from './mutate.js';
import { STRESS_SEED, stressSize } from './stress-size.js';

const INPUTS = stressSize('fuzz', 4_000);
/** Milliseconds that one input may take; machines that tests share with others are late now and then. */
const LONGEST = 5_000;
const folder = temporaryFolder();
const mutator = new Mutator(STRESS_SEED);
const show = (input: Buffer): string => JSON.stringify(input.toString('latin1')).slice(0, 2_000);

/** Shares of what is not read as one text: 29 %. */
const LINES = 0.27;
const BODIES = 0.02;
const TIMEOUT = 60_000 + INPUTS * 20;

test('the shares of the readers add up to all inputs', () => {
  const shares = fuzzTargets(folder).reduce((sum, { share }) => sum + share, LINES + BODIES);
  expect(shares).toBeCloseTo(1, 10);
});

describe(`${INPUTS} mutated inputs: refused in words or read, never a crash, a hang or more memory`, () => {
  test.each(fuzzTargets(folder).map((target) => [target.name, target] as const))(
    '%s',
    async (name, { share, seeds, read }) => {
      const count = Math.max(20, Math.round(INPUTS * share));
      const from = await seeds();
      for (const seed of from) await read(seed);
      let taken = 0;
      let before = 0;
      for (let k = 0; k < count; k++) {
        const input = mutator.mutate(from);
        const start = performance.now();
        try {
          await read(input);
          taken += 1;
        } catch (error) {
          if (!(error instanceof EngineError)) {
            throw new Error(`${name}, input ${k}, seed ${STRESS_SEED}: ${show(input)}`, { cause: error });
          }
          const told = error.text('zh') + error.text('en');
          expect(told, show(input)).not.toMatch(/\n\s+at |\[object /);
        }
        expect(performance.now() - start, `${name}: ${show(input)}`).toBeLessThan(LONGEST);
        if (k === Math.floor(count / 4)) before = process.memoryUsage().heapUsed;
      }
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      // Some are read and some refused: an input that nobody looks into would prove nothing.
      expect(taken, 'read').toBeLessThan(count);
      if (count >= 10_000) expect(process.memoryUsage().heapUsed - before).toBeLessThan(300 * 2 ** 20);
      console.log(`fuzz: ${name}: ${count} inputs, ${taken} read, ${count - taken} refused`);
    },
    TIMEOUT,
  );

  test(
    'lines of the row program: one answer a line, in order, whatever the bytes are',
    async () => {
      const seeds = [
        'A1\t1\t60\t8\tJ18.900\t',
        'A2\t2\t5\t1\tK35.800|E11.900\t47.0100|99.9999',
        '\\N\t\\N\t\\N\t\\N\t\t',
      ];
      const buffers = seeds.map((line) => Buffer.from(line));
      const count = Math.round(INPUTS * LINES);
      let rejected = 0;
      for (let done = 0; done < count; done += 1_000) {
        const size = Math.min(1_000, count - done);
        const lines: Buffer[] = [];
        for (let k = 0; k < size; k++) {
          // A line feed would make two lines of one; the other mark tells each line's place.
          const bytes = mutator.mutate(buffers).map((byte) => (byte === 10 || byte === 13 ? 32 : byte));
          lines.push(Buffer.concat([Buffer.from(`${k}\t`), bytes, Buffer.from('\n')]));
        }
        const start = performance.now();
        const columns = ['place', 'case_id', 'sex', 'age_years', 'los_days', 'dx', 'px'];
        const answer = await answersTo([Buffer.concat(lines)], { columns, output: ['place', 'status', 'reason'] });
        expect(performance.now() - start).toBeLessThan(LONGEST * 4);
        expect(answer.result.rows).toBe(size);
        expect(answer.lines.length).toBe(size);
        const wrong = answer.lines.filter(
          (line, k) =>
            !new RegExp(`^(${k}|\\\\N)?\\t(grouped|ungrouped|unrelated_procedure|rejected|\\w+)\\t\\w*$`).test(line),
        );
        expect(wrong.slice(0, 3)).toEqual([]);
        rejected += answer.result.rejected;
      }
      expect(rejected).toBeGreaterThan(0);
      expect(rejected).toBeLessThan(count);
      console.log(`fuzz: lines: ${count} inputs, ${rejected} rejected`);
    },
    TIMEOUT,
  );

  describe('bodies of the API', () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await testServer({
        queue: { work: async () => Promise.reject(new Error('not run here')) },
        app: { requestsAMinute: 0 },
      });
    });
    afterAll(() => server.close());

    test(
      'are answered or refused with a problem in both languages, never with 500',
      async () => {
        const one = {
          case_id: 'A',
          sex: '1',
          age_years: 60,
          los_days: 8,
          dx: ['J18.900'],
          px: [],
          total_cost: '8000.00',
        };
        const bodies: readonly (readonly [string, Buffer])[] = [
          ['/v1/group', Buffer.from(JSON.stringify({ scheme: SCHEME, cases: [one] }))],
          ['/v1/price', Buffer.from(JSON.stringify({ policy: 'example-standard-8000', cases: [one] }))],
          ['/v1/runs', Buffer.from(JSON.stringify({ kind: 'settle', files: ['a.csv'], policy: 'demo-region' }))],
        ];
        const count = Math.max(20, Math.round(INPUTS * BODIES));
        const codes = new Map<number, number>();
        for (let k = 0; k < count; k++) {
          const [url, seed] = bodies[k % bodies.length]!;
          const payload = mutator.mutate([seed]);
          const start = performance.now();
          const headers = { 'content-type': 'application/json' };
          const response = await server.app.inject({ method: 'POST', url, payload, headers });
          expect(performance.now() - start, show(payload)).toBeLessThan(LONGEST);
          codes.set(response.statusCode, (codes.get(response.statusCode) ?? 0) + 1);
          expect(response.statusCode, `${url} ${show(payload)} ${response.body}`).toBeLessThan(500);
          if (response.statusCode < 400) continue;
          expect(response.json()).toMatchObject({ zh: expect.any(String), en: expect.any(String) });
        }
        expect(codes.get(400) ?? 0).toBeGreaterThan(0);
        console.log(`fuzz: bodies: ${count} inputs, ${[...codes].map(([code, n]) => `${n} × ${code}`).join(', ')}`);
      },
      TIMEOUT,
    );
  });
});
