import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casesSchema } from '../../src/api/case-bodies.js';
import { arePlainCases } from '../../src/api/plain-cases.js';
import { COLUMN_SCHEMAS } from '../../src/cases/columns.js';

test('whatever it takes the schema takes too, and changes nothing of it; what the schema refuses it never takes', () => {
  const names = COLUMN_SCHEMAS.map(({ name }) => name);
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, 1e300, 0.5, -0),
    fc.array(fc.oneof({ weight: 9, arbitrary: fc.string() }, fc.integer()), { maxLength: 3 }),
    fc.object({ maxDepth: 1 }),
  );
  const one = fc.dictionary(fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...names) }, fc.string()), value, {
    maxKeys: 4,
  });
  let taken = 0;
  let refused = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: fc.array(one, { maxLength: 3 }) }, fc.jsonValue()), (cases) => {
      const parsed = casesSchema.safeParse(cases);
      if (arePlainCases(cases, 100_000)) {
        taken += 1;
        expect(parsed).toMatchObject({ success: true });
        expect(parsed.data).toEqual(cases);
      } else if (!parsed.success) refused += 1;
    }),
    { numRuns: 2_000, seed: 20 },
  );
  expect(taken).toBeGreaterThan(200);
  expect(refused).toBeGreaterThan(200);
});

test('100,000 cases are taken, one more is left to the schema, which refuses it; so is none at all', () => {
  const many = new Array(100_000).fill({ case_id: 'A', dx: ['J18.900'] });
  expect(arePlainCases(many, 100_000)).toBe(true);
  expect(arePlainCases([...many, many[0]], 100_000)).toBe(false);
  expect(arePlainCases([], 100_000)).toBe(false);
});
