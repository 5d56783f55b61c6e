import { describe, expect, test } from 'vitest';
import { MISSING_DAY, parseDay } from '../../src/kernel/day.js';
import { EngineError } from '../../src/kernel/errors.js';
import { policySchema } from '../../src/policy/policy-schema.js';
import { allocatePricedColumns, METHOD_STANDARD, METHOD_UNPRICED } from '../../src/pricing/priced-columns.js';
import { buildCellIndex } from '../../src/settlement/cell-index.js';
import { checkClosing } from '../../src/settlement/check-closing.js';
import { levelOfHospitals } from '../../src/settlement/hospital-levels.js';
import { caseMonths, monthOfCases, monthOfDayOf } from '../../src/settlement/month-of-case.js';
import { refuseLargeCaseSums } from '../../src/settlement/refuse-large-sums.js';
import type { SettlementInput } from '../../src/settlement/settlement-input.js';
import { standardWords } from '../../src/settlement/standard-words.js';
import { type PolicyDocument, type SmallCase, smallRegister, smallInput as unpriced } from '../pricing/small-region.js';
import { settle } from './worked-year.js';

const smallInput = (given: { cases: readonly SmallCase[]; policy: PolicyDocument }): SettlementInput => ({
  ...unpriced(given),
  priced: allocatePricedColumns(given.cases.length),
});
const without = (input: SettlementInput, ...names: string[]): SettlementInput => {
  const columns = Object.fromEntries(Object.entries(input.table.columns).filter(([name]) => !names.includes(name)));
  return { ...input, table: { ...input.table, columns } };
};
const cases = [
  { hospital: 'H1', cost: 100_000, day: '2026-01-31' },
  { hospital: 'H2', cost: 200_000, day: '2026-02-01' },
  { hospital: 'H1', cost: 300_000, day: '2026-12-31' },
];

describe('the month of a case', () => {
  const input = smallInput({ cases, policy: {} });

  test('31 January is the first, 1 February the second; before the year the first, after it the last, none the first', () => {
    const month = monthOfCases(input);
    expect([0, 1, 2].map(month)).toEqual([0, 1, 11]);
    const months = caseMonths(input);
    const { year } = input.timeline;
    const at = (text: string) => monthOfDayOf(months, parseDay(text)!);
    expect([at(`${year - 1}-12-31`), at(`${year}-01-01`), at(`${year}-12-31`), at(`${year + 1}-01-01`)]).toEqual([
      0, 0, 11, 11,
    ]);
    expect(monthOfDayOf(months, MISSING_DAY)).toBe(0);
  });

  test('cases without the date that the policy counts by are all of the first month', () => {
    const month = monthOfCases(without(input, 'discharge_date', 'settlement_date'));
    expect([0, 1, 2].map(month)).toEqual([0, 0, 0]);
  });
});

describe('the level of a case’s hospital', () => {
  test('is that of the register, else what the case writes, else unknown', () => {
    const input = smallInput({
      cases: [
        { hospital: 'H1', level: '一级', cost: 1 },
        { hospital: 'X', level: '二级', cost: 1 },
        { hospital: 'X', level: '', cost: 1 },
      ],
      policy: {},
    });
    const known = { ...input, register: smallRegister({ H1: 3 }) };
    expect([0, 1, 2].map(levelOfHospitals(known))).toEqual([3, 2, 0]);
    expect([0, 1, 2].map(levelOfHospitals(without(known, 'hospital_level')))).toEqual([3, 0, 0]);
  });
});

describe('cells', () => {
  test('a file without departments has the one department "", and as many cells as hospitals × groups occur', () => {
    const input = smallInput({ cases, policy: {} });
    const index = buildCellIndex(without(input, 'department'));
    expect([index.departments, index.cellCount, index.accountCount]).toEqual([[''], 2, 2]);
    expect([...index.cellOf]).toEqual([0, 1, 0]);
  });
});

describe('what the standard of a statement is made of', () => {
  const policy = (more: PolicyDocument) => {
    const { policy: found } = smallInput({ cases, policy: more }).timeline.segments[0]!;
    return policySchema.parse(found);
  };
  const own = {
    case_coefficients: {
      combine: 'highest',
      rules: [{ name: 'child', when: { numbers: { age_years: { to: 6, to_included: true } } }, factor: 1.1 }],
    },
  };

  test('published standards alone, or with weight × rate where none is published, each with case coefficients or without', () => {
    const weights = (without_standard: string) => ({ weights: { use: 'standard', without_standard } });
    const words = (more: object) => standardWords([{ ...policy({}), ...more } as ReturnType<typeof policy>]).en;
    expect(words(weights('unweighted'))).toBe('the published standard payment');
    expect(words(weights('rate'))).toBe(
      'the published standard payment, where none is published weight × rate × hospital coefficient',
    );
    expect(words({ ...weights('unweighted'), ...own })).toBe('the published standard payment (× case coefficient)');
    expect(words(own)).toBe('weight × rate × hospital coefficient (× case coefficient)');
    const zh = standardWords([
      { ...policy({}), ...weights('rate'), ...own } as unknown as ReturnType<typeof policy>,
    ]).zh;
    expect(zh).toBe('公布的支付标准（× 病例系数），没有公布的为权重 × 费率 × 机构系数（× 病例系数）');
  });
});

describe('sums beyond the exact integers', () => {
  test('the row named is that of the largest amount that can be priced; a missing one is none', () => {
    const input = smallInput({ cases: [...cases, ...cases], policy: {} });
    const priced = allocatePricedColumns(6);
    priced.method.fill(METHOD_STANDARD);
    priced.method[5] = METHOD_UNPRICED;
    const half = 2 ** 52;
    priced.recordedFen.set([Number.NaN, 100, half + 2, -(half + 4), half, half * 4]);
    const settled = { ...input, priced };
    const refuse = () => refuseLargeCaseSums(settled, { isOverQuota: undefined, uses: [] });
    expect(refuse).toThrow(
      expect.objectContaining({
        code: 'sum_too_large',
        details: expect.objectContaining({ measure_en: 'fund as recorded', row: input.table.sourceRow[3] }),
      }),
    );
    priced.recordedFen.set([Number.NaN, 100, half - 1, -half, 0, half * 4]);
    // 2^53 − 1 + 100 fen is above the limit by 100, 2^53 − 1 is at it.
    expect(refuse).toThrow(EngineError);
    priced.recordedFen.set([Number.NaN, 0, half - 1, -half, 0, half * 4]);
    expect(refuse).not.toThrow();
  });
});

describe('the closing of a pool', () => {
  test('accounts that do not add up to their cells, or hospitals to the pool, give nothing out', async () => {
    const settlement = await settle({ cases, policy: { rate: { kind: 'fixed', value: 10_000 } } });
    const { cells, pools } = settlement;
    const accounts = new Float64Array(2);
    for (let cell = 0; cell < cells.cellCount; cell++) accounts[cells.hospital[cell]!]! += cells.sums.fund[cell]!;
    const input = smallInput({ cases, policy: {} });
    const index = buildCellIndex(input);
    const state = (running: Float64Array) =>
      ({ index, sums: { sums: cells.sums }, running }) as unknown as Parameters<typeof checkClosing>[0];
    expect(() => checkClosing(state(accounts), pools)).not.toThrow();
    const off = accounts.slice();
    off[0]! += 1;
    expect(() => checkClosing(state(off), pools)).toThrow(expect.objectContaining({ code: 'clearing_not_equal' }));
    const wrong = pools.map((pool) => ({ ...pool, paidFund: pool.paidFund + 1 }));
    expect(() => checkClosing(state(accounts), wrong)).toThrow(expect.objectContaining({ code: 'clearing_not_equal' }));
    const absent = pools.map((pool) => ({ ...pool, insurance: 'nobody' }));
    expect(() => checkClosing(state(accounts), absent)).toThrow(
      expect.objectContaining({ code: 'clearing_not_equal' }),
    );
  });
});
