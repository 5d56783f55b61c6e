import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { groupRecords } from '../../src/run/group-records.js';
import { PlainCaseGrouper } from '../../src/run/plain-case-grouper.js';
import { silentProgress } from '../../src/run/progress.js';
import type { RunContext } from '../../src/run/run-context.js';
import type { AnySwitches } from '../../src/schemes/any-scheme.js';
import type { CompiledScheme } from '../../src/schemes/compiled-scheme.js';
import { openAnyScheme } from '../../src/schemes/open-any-scheme.js';

const context = (): RunContext => ({ executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' });
const schemeOf = (id: string) => openAnyScheme(id) as CompiledScheme;

type Case = Readonly<Record<string, unknown>>;
/** The way of files and of many cases, told whether anything of the case was changed or remarked on. */
async function slow(scheme: CompiledScheme, switches: AnySwitches, one: Case) {
  const headings = [...new Set(['case_id', 'dx', ...Object.keys(one)])];
  const text = (value: unknown): string => (Array.isArray(value) ? value.join('|') : String(value ?? ''));
  const records = { headings, rows: [headings.map((name) => text(one[name]))] };
  const { results, read } = await groupRecords({ scheme, switches, records, document: undefined }, context());
  const { rowsRead, cases, rejected, normalisedCodes, columnsIgnored, notices } = read.summary;
  return { result: results[0], reading: [rowsRead, cases, rejected, normalisedCodes, columnsIgnored, notices] };
}

const SETS: readonly (readonly [string, AnySwitches])[] = [
  ['chs-drg-2.0', {}],
  ['chs-drg-2.0', { unrelated_procedure: 'medical', missing: 'reference' }],
  ['chs-drg-1.1', { code_match: 'category' }],
  ['chs-drg-3.0', {}],
];

test.each(SETS)(
  '%s %o: 300 cases, those taken have group, status, reason and reading of the ordinary way',
  async (id, switches) => {
    const scheme = schemeOf(id);
    const grouper = PlainCaseGrouper.of(scheme, switches)!;
    const code = (codes: readonly string[]) =>
      fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...codes) }, fc.constantFrom('X99.999', 'j18.900', '47', ''));
    const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
    const cases = fc.record(
      {
        case_id: fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom('A1', '0012', 'B-7.x_') },
          fc.constantFrom('', '1.2E+17', '1.2E17', '3.5e-10', '例', 'total', 'Sum', 'SUBTOTAL', '2E85'),
        ),
        sex: optional(fc.constantFrom(1, 2, 3)),
        age_years: optional(fc.integer({ min: 0, max: 131 })),
        age_days: optional(fc.integer({ min: 0, max: 400 })),
        birth_weight_g: optional(fc.integer({ min: 300, max: 5_000 })),
        admission_weight_g: optional(fc.integer({ min: 300, max: 5_000 })),
        los_days: optional(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 90 }) }, fc.constant(1.5))),
        discharge_type: optional(fc.constantFrom(1, 2, 5, 9, 7)),
        dx: fc.array(code(scheme.diagnoses), { minLength: 0, maxLength: 6 }),
        px: optional(fc.array(code(scheme.procedures), { maxLength: 4 })),
      },
      { requiredKeys: ['case_id', 'dx'] },
    );
    let taken = 0;
    let grouped = 0;
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const text = grouper.group(one);
        if (text === undefined) return;
        const quick = JSON.parse(text);
        taken += 1;
        if (quick.group !== '0000') grouped += 1;
        const { result, reading } = await slow(scheme, switches, one);
        expect(quick).toEqual(result);
        expect(text).toBe(JSON.stringify(result));
        expect(reading).toEqual([1, 1, 0, 0, [], []]);
      }),
      { numRuns: 300, seed: 20 },
    );
    expect(taken).toBeGreaterThan(60);
    expect(grouped).toBeGreaterThan(10);
  },
);

test('what is not plain is left to the ordinary way: unknown columns, texts for numbers, spellings, doubled codes, switches of its own', () => {
  const scheme = schemeOf('chs-drg-2.0');
  const grouper = PlainCaseGrouper.of(scheme, {})!;
  const plain = { case_id: 'A1', sex: 1, age_years: 66, dx: ['J18.900'] };
  expect(JSON.parse(grouper.group(plain)!).group).toMatch(/^ES/);
  const others: Case[] = [
    { ...plain, note: 'x' },
    { ...plain, age_years: '66' },
    { ...plain, sex: 3 },
    { ...plain, dx: 'J18.900' },
    { ...plain, dx: ['j18.900'] },
    { ...plain, dx: ['J18.900', 'J18.900'] },
    { ...plain, dx: [] },
    { ...plain, px: ['47'] },
    { dx: ['J18.900'] },
    { ...plain, case_id: 'total' },
    { ...plain, case_id: '1.2E17' },
  ];
  for (const one of others) expect(grouper.group(one), JSON.stringify(one)).toBeUndefined();
  // The last case leaves nothing behind for the next.
  grouper.group({ ...plain, px: [scheme.procedures[0]!], discharge_type: 5 });
  expect(grouper.group(plain)).toEqual(grouper.group({ ...plain, px: [] }));
  expect(PlainCaseGrouper.of(scheme, { first_procedure: 'valid' })).toBeUndefined();
  // Answers of the quick way are written as ASCII.
  const { catalogue } = scheme;
  const named = { ...catalogue, mdcs: catalogue.mdcs.map((mdc) => (mdc === 'E' ? '呼吸' : mdc)) };
  expect(named.mdcs).not.toEqual(catalogue.mdcs);
  expect(PlainCaseGrouper.of({ ...scheme, catalogue: named }, {})).toBeUndefined();
});
