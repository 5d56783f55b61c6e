import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { EngineError } from '../../src/kernel/errors.js';
import { EVALUATION_ERRORS, evaluateFormulaFen } from '../../src/kernel/formula/evaluate-formula.js';
import { createFormulaKernel, FORMULA_FAILURE, type FormulaInput } from '../../src/kernel/formula/formula-kernel.js';
import { BAND_VOCABULARY } from '../../src/kernel/formula/formula-language.js';
import type { FormulaNode } from '../../src/kernel/formula/formula-node.js';
import { namedVocabulary } from '../../src/kernel/formula/named-vocabulary.js';
import { readFormula } from '../../src/kernel/formula/read-formula.js';

const INPUTS: readonly FormulaInput[] = [
  { name: 'cost', scale: 2 },
  { name: 'standard', scale: 2 },
  { name: 'group_mean', scale: 2 },
  { name: 'weight', scale: 4 },
];

/** Literal answer for one row; NaN for missing, for a zero divisor and beyond 2^53, as the kernel answers. */
function literal(node: FormulaNode, inputs: readonly FormulaInput[], row: readonly number[]): number {
  const bindings = new Map(
    inputs.map(({ name, scale }, i) => [name, Number.isNaN(row[i]!) ? undefined : { digits: row[i]!, scale }]),
  );
  try {
    const value = evaluateFormulaFen(node, bindings);
    return Number.isNaN(value) || Number.isSafeInteger(value) ? value : Number.NaN;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'formula_division_by_zero') return Number.NaN;
    throw error;
  }
}

const columnsOf = (rows: readonly (readonly number[])[]) =>
  INPUTS.map((_, column) => Float64Array.from(rows, (row) => row[column]!));

const number: fc.Arbitrary<FormulaNode> = fc
  .tuple(fc.integer({ min: -200, max: 2000 }), fc.integer({ min: 0, max: 3 }))
  .map(([digits, scale]) => ({ kind: 'number', value: { digits, scale } }));
const name: fc.Arbitrary<FormulaNode> = fc.constantFrom(
  ...INPUTS.map((input): FormulaNode => ({ kind: 'name', name: input.name })),
);
const { tree } = fc.letrec<{ tree: FormulaNode; condition: FormulaNode }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    name,
    number,
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/' as const), tie('tree'), tie('tree'))
      .map(([operator, left, right]): FormulaNode => ({ kind: 'binary', operator: operator as '+', left, right })),
    fc
      .tuple(tie('condition'), tie('tree'), tie('tree'))
      .map(([test, whenTrue, whenFalse]): FormulaNode => ({ kind: 'conditional', test, whenTrue, whenFalse })),
    fc
      .tuple(fc.constantFrom('min', 'max'), fc.array(tie('tree'), { minLength: 2, maxLength: 3 }))
      .map(([call, args]): FormulaNode => ({ kind: 'call', name: call, args })),
    fc
      .tuple(fc.constantFrom('abs', 'floor', 'ceil', 'yuan'), tie('tree'))
      .map(([call, arg]): FormulaNode => ({ kind: 'call', name: call, args: [arg] })),
    fc.tuple(tie('tree'), fc.integer({ min: 0, max: 6 })).map(
      ([arg, digits]): FormulaNode => ({
        kind: 'call',
        name: 'round',
        args: [arg, { kind: 'number', value: { digits, scale: 0 } }],
      }),
    ),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map((args): FormulaNode => ({ kind: 'call', name: 'clamp', args })),
    tie('tree').map((operand): FormulaNode => ({ kind: 'unary', operator: '-', operand })),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('tree'), tie('tree'))
      .map(([operator, left, right]): FormulaNode => ({ kind: 'binary', operator: operator as '<', left, right })),
    fc
      .tuple(fc.constantFrom('and', 'or'), tie('condition'), tie('condition'))
      .map(([operator, left, right]): FormulaNode => ({ kind: 'binary', operator: operator as 'and', left, right })),
    tie('condition').map((operand): FormulaNode => ({ kind: 'unary', operator: 'not', operand })),
  ),
}));

const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3_000_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const row = fc.tuple(amount, amount, amount, amount);
/** Amounts of ordinary cases, missing ones among them: their chunks stay in WebAssembly. */
const ordinary = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -50_000, max: 3_000_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const table = fc.oneof(
  fc.array(row, { minLength: 1, maxLength: 24 }),
  fc.array(fc.tuple(ordinary, ordinary, ordinary, ordinary), { minLength: 1, maxLength: 24 }),
);

/** Whole numbers below a limit, the same in every run. */
function seededIntegers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

describe('kernels over columns', () => {
  test.each(['columns', 'assembled'] as const)(
    'random trees × random columns, %s: every row equals the literal evaluator, to the fen, and failed rows say why',
    (engine) => {
      let rows = 0;
      let literalRows = 0;
      let assembledRows = 0;
      fc.assert(
        fc.property(tree, table, (node, rowsOfTable) => {
          const kernel = createFormulaKernel(node, INPUTS, { engine });
          const out = new Float64Array(rowsOfTable.length);
          const failures = new Uint8Array(rowsOfTable.length).fill(9);
          const failed = kernel.run(columnsOf(rowsOfTable), 0, rowsOfTable.length, out, 0, failures);
          const expected = rowsOfTable.map((values) => literal(node, INPUTS, values));
          expect([...out]).toEqual(expected);
          expect(failed).toBe(expected.filter(Number.isNaN).length);
          expect([...failures].map((failure) => failure > 0)).toEqual(expected.map(Number.isNaN));
          rows += rowsOfTable.length;
          literalRows += kernel.literalRows;
          assembledRows += kernel.assembledRows;
        }),
        { numRuns: 2_500, seed: 20_261_128 },
      );
      // The comparison means something only where the fast path answered.
      expect(rows).toBeGreaterThan(10_000);
      expect(literalRows / rows).toBeLessThan(0.6);
      if (engine === 'columns') expect(assembledRows).toBe(0);
      else expect(assembledRows).toBeGreaterThan(10_000);
    },
  );

  test('40 formulas as policies write them × 3,000 rows of amounts up to 10^10 yuan: three engines, the same bytes', () => {
    const shares = ['0.5', '0.7', '0.85', '0.333333', '1.2'];
    const texts = shares.flatMap((share) => [
      `standard + ${share} * (cost - 3 * standard)`,
      `min(cost, ${share} * standard)`,
      `cost > 3 * standard ? standard + ${share} * (cost - 3 * standard) : max(standard, ${share} * cost)`,
      `${share} * cost / 3 * clamp(ratio, 0.4, 3)`,
      `round(cost * ${share}, 1) - floor(standard / 7)`,
      `standard * (ratio - 2 + ${share})`,
      `ratio * ${share} > 1 and not (cost < yuan(5000)) ? ceil(cost / 3) : abs(standard - cost) * ${share}`,
      `group_mean * ${share} + number(weight) * yuan(12.345)`,
    ]);
    const random = seededIntegers(7);
    const hostile = [0, 1, -1, 49, 50, 51, Number.NaN, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER];
    const column = (): Float64Array =>
      Float64Array.from({ length: 3_000 }, (_, i) =>
        i < 2_048 || random(40) > 0 ? random(5e7) : hostile[random(10)]!,
      );
    let assembled = 0;
    for (const text of texts) {
      const node = readFormula(text, BAND_VOCABULARY);
      const columns = INPUTS.map(column);
      const [byColumns, byAssembly] = (['columns', 'assembled'] as const).map((engine) => {
        const kernel = createFormulaKernel(node, INPUTS, { engine });
        const out = new Float64Array(3_001);
        kernel.run(columns, 0, 2_999, out, 1);
        assembled += kernel.assembledRows;
        return out;
      });
      expect(new BigUint64Array(byAssembly!.buffer)).toEqual(new BigUint64Array(byColumns!.buffer));
      const expected = Array.from({ length: 600 }, (_, i) =>
        literal(
          node,
          INPUTS,
          columns.map((values) => values[i * 4 + 600]!),
        ),
      );
      expect(Array.from({ length: 600 }, (_, i) => byAssembly![i * 4 + 601])).toEqual(expected);
    }
    expect(assembled).toBeGreaterThan(60_000);
  });

  test('a kernel is assembled after 8,192 rows, and a chunk with too large a number goes back to the columns', () => {
    const node = readFormula('cost * 0.9999 + yuan(0)', BAND_VOCABULARY);
    const kernel = createFormulaKernel(node, INPUTS.slice(0, 1));
    const cost = Float64Array.from({ length: 20_000 }, (_, i) => 100 * i);
    cost[19_000] = Number.MAX_SAFE_INTEGER;
    const out = new Float64Array(20_000);
    expect(kernel.run([cost], 0, 20_000, out, 0)).toBe(0);
    expect(kernel.assembledRows).toBe(20_000 - 8_192 - 1_024);
    expect(kernel.literalRows).toBe(1);
    expect(out[19_000]).toBe(Number((9_007_199_254_740_991n * 9_999n + 5_000n) / 10_000n));
    expect(out[18_999]).toBe(1_899_710);
    // The next kernel of the formula has nothing to wait for.
    const next = createFormulaKernel(node, INPUTS.slice(0, 1));
    next.run([cost], 0, 10, out, 0);
    expect(next.assembledRows).toBe(10);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('without WebAssembly the columns answer, the same', () => {
    const node = readFormula('standard + 0.71 * (cost - 3 * standard)', BAND_VOCABULARY);
    const columns = [Float64Array.of(4_200_000, 5_000_001), Float64Array.of(1_000_000, 999_999)];
    vi.stubGlobal('WebAssembly', undefined);
    const kernel = createFormulaKernel(node, INPUTS.slice(0, 2), { engine: 'assembled' });
    const out = new Float64Array(2);
    kernel.run(columns, 0, 2, out, 0);
    expect([...out]).toEqual([1_852_000, 2_420_002]);
    expect(kernel.assembledRows).toBe(0);
  });

  test('a formula over more than 62 columns stays with the columns: 70 names add up to 2,485', () => {
    const names = Array.from({ length: 70 }, (_, i) => `n${i + 1}`);
    const language = namedVocabulary(Object.fromEntries(names.map((name) => [name, 'number'])), 'number');
    const groups = Array.from({ length: 10 }, (_, i) => `(${names.slice(i * 7, i * 7 + 7).join(' + ')})`);
    const inputs = names.map((name) => ({ name, scale: 0 }));
    const kernel = createFormulaKernel(readFormula(groups.join(' + '), language), inputs, {
      engine: 'assembled',
      resultScale: 0,
    });
    const out = new Float64Array(1);
    kernel.run(
      names.map((_, i) => Float64Array.of(i + 1)),
      0,
      1,
      out,
      0,
    );
    expect(out[0]).toBe(2_485);
    expect(kernel.assembledRows).toBe(0);
  });

  test('points to 4 decimals: 100 points × 1.23456 are 123.4560, and half a unit goes away from zero', () => {
    const inputs = [{ name: 'points', scale: 4 }];
    const node = readFormula('points * 1.23456', BAND_VOCABULARY, 'points');
    const kernel = createFormulaKernel(node, inputs, { resultScale: 4 });
    const out = new Float64Array(2);
    kernel.run([Float64Array.of(1_000_000, -12_500)], 0, 2, out, 0);
    expect([...out]).toEqual([1_234_560, -15_432]);
  });

  test('the mask says why a row has no amount: missing 1, zero divisor 2, beyond 2^53 3; the others are 0', () => {
    const node = readFormula('cost / standard * cost', BAND_VOCABULARY);
    for (const engine of ['columns', 'assembled'] as const) {
      const kernel = createFormulaKernel(node, INPUTS.slice(0, 2), { engine });
      const columns = [
        Float64Array.of(100, Number.NaN, 100, Number.MAX_SAFE_INTEGER, 300),
        Float64Array.of(200, 200, 0, 1, 100),
      ];
      const failures = new Uint8Array(6).fill(9);
      expect(kernel.run(columns, 0, 5, new Float64Array(6), 1, failures)).toBe(3);
      const { none, missing, divisionByZero, tooLarge } = FORMULA_FAILURE;
      expect([...failures]).toEqual([9, none, missing, divisionByZero, tooLarge, none]);
    }
  });

  test('3,000 rows in chunks of 1,024, written at an offset, leave the rest of the output alone', () => {
    const node = readFormula('standard + 0.7 * (cost - 3 * standard)', BAND_VOCABULARY);
    const kernel = createFormulaKernel(node, [
      { name: 'standard', scale: 2 },
      { name: 'cost', scale: 2 },
    ]);
    const standard = Float64Array.from({ length: 3_000 }, (_, i) => 1_000_000 + i);
    const cost = Float64Array.from({ length: 3_000 }, (_, i) => 4_200_000 + 7 * i);
    const out = new Float64Array(3_000).fill(-1);
    expect(kernel.run([standard, cost], 100, 2_900, out, 150)).toBe(0);
    expect(out[149]).toBe(-1);
    expect(out[2_950]).toBe(-1);
    for (const i of [100, 1_123, 1_124, 2_899]) {
      expect(out[i + 50]).toBe(literal(node, kernel.inputs, [standard[i]!, cost[i]!]));
    }
    expect(kernel.literalRows).toBe(0);
    expect(standard[0]).toBe(1_000_000);
  });

  test('a band edge by formula is exact: 0.90 is not above 3 × 0.30, 0.91 is', () => {
    const node = readFormula('ratio > 3 ? yuan(1) : yuan(2)', BAND_VOCABULARY);
    const kernel = createFormulaKernel(node, INPUTS.slice(0, 2));
    const out = new Float64Array(3);
    kernel.run([Float64Array.of(89, 90, 91), Float64Array.of(30, 30, 30)], 0, 3, out, 0);
    expect([...out]).toEqual([200, 200, 100]);
    expect(kernel.literalRows).toBe(0);
  });

  test('a product beyond 2^53 goes to exact fractions: 9,007,199,254,740,991 fen × 0.9999', () => {
    const kernel = createFormulaKernel(readFormula('cost * 0.9999', BAND_VOCABULARY), INPUTS.slice(0, 1));
    const out = new Float64Array(2);
    kernel.run([Float64Array.of(Number.MAX_SAFE_INTEGER, 10_000)], 0, 2, out, 0);
    expect(out[0]).toBe(Number((9_007_199_254_740_991n * 9_999n + 5_000n) / 10_000n));
    expect(out[1]).toBe(9_999);
    expect(kernel.literalRows).toBe(1);
  });

  test('a row with a missing cost or a zero standard is left NaN, counted and explained; its neighbours are paid', () => {
    const kernel = createFormulaKernel(readFormula('cost / standard * cost', BAND_VOCABULARY), INPUTS.slice(0, 2));
    const columns = [Float64Array.of(100, Number.NaN, 100, 300), Float64Array.of(200, 200, 0, 100)];
    const out = new Float64Array(4);
    expect(kernel.run(columns, 0, 4, out, 0)).toBe(2);
    expect([...out]).toEqual([50, Number.NaN, Number.NaN, 900]);
    expect(kernel.explain(columns, 2)?.code).toBe('formula_division_by_zero');
    expect(kernel.explain(columns, 1)).toBeUndefined();
  });

  test('a result beyond 2^53 fen is refused with its size, never rounded', () => {
    const kernel = createFormulaKernel(readFormula('cost * 1000', BAND_VOCABULARY), INPUTS.slice(0, 1));
    const columns = [Float64Array.of(Number.MAX_SAFE_INTEGER)];
    expect(kernel.run(columns, 0, 1, new Float64Array(1), 0)).toBe(1);
    expect(kernel.explain(columns, 0)?.code).toBe('formula_result_too_large');
  });

  test('a small negative amount rounds to 0, not to −0', () => {
    const kernel = createFormulaKernel(readFormula('-cost * 0.4', BAND_VOCABULARY), INPUTS.slice(0, 1));
    const out = new Float64Array(1);
    kernel.run([Float64Array.of(1)], 0, 1, out, 0);
    expect(Object.is(out[0], 0)).toBe(true);
  });

  test('a name without a column is refused when the kernel is made', () => {
    expect(() => createFormulaKernel(readFormula('cost + standard', BAND_VOCABULARY), INPUTS.slice(0, 1))).toThrow(
      EVALUATION_ERRORS.formula_unbound_name({ name: 'standard' }).message,
    );
  });
});
