import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/kernel/errors.js';
import { buildCells } from '../../../src/simulation/cells/build-cells.js';
import type { CaseCells } from '../../../src/simulation/cells/case-cells.js';
import { cellsCanCarry } from '../../../src/simulation/cells/cells-can-carry.js';
import { decodeCells, encodeCells } from '../../../src/simulation/cells/encode-cells.js';
import { mergeCells } from '../../../src/simulation/cells/merge-cells.js';
import { sumAccountsBy, sumBy } from '../../../src/simulation/cells/sum-by.js';
import { WhatIf } from '../../../src/simulation/cells/sum-what-if.js';
import { generatedRegion } from '../../pricing/generated-region.js';
import { type PolicyDocument, type SmallCase, smallInput, smallTimeline } from '../../pricing/small-region.js';

const SEED = 20261128;
const yuan = (value: number) => value * 100;

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'none';
};

describe('cells of parts', () => {
  it('merge into the bytes of the cells of all cases, in any order of the parts', () => {
    fc.assert(
      fc.property(generatedRegion, fc.array(fc.nat(2), { minLength: 14, maxLength: 14 }), (region, owners) => {
        const whole = buildCells(smallInput(region));
        const parts = [0, 1, 2].map((owner) => {
          const cases = region.cases.filter((_, row) => owners[row] === owner);
          return buildCells(smallInput({ ...region, cases }));
        });
        const bytes = encodeCells(whole);
        expect(encodeCells(mergeCells(parts))).toEqual(bytes);
        expect(encodeCells(mergeCells([...parts].reverse()))).toEqual(bytes);
        expect(encodeCells(decodeCells(bytes))).toEqual(bytes);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('take 8 bytes a case in a file while amounts are below 42,949,672.96 yuan, and 16 beyond', () => {
    const cases = (most: number): SmallCase[] =>
      Array.from({ length: 1_000 }, (_, i) => ({ cost: i === 0 ? most : i }));
    const bytesOf = (most: number) => encodeCells(buildCells(smallInput({ cases: cases(most) }))).length;
    expect(bytesOf(2 ** 32) - bytesOf(2 ** 32 - 1)).toBe(8_000);
  });

  it('are refused where they differ in scheme or year, and a file that is none is named', () => {
    const cells = buildCells(smallInput({ cases: [{ cost: 1 }] }));
    expect(codeOf(() => mergeCells([cells, { ...cells, schemeHash: 'other' }]))).toBe('cells_not_alike');
    expect(codeOf(() => decodeCells(new TextEncoder().encode('case_id,dx\n')))).toBe('stored_cells_unreadable');
    const cut = encodeCells(cells).slice(0, -8);
    expect(codeOf(() => decodeCells(cut))).toBe('stored_cells_unreadable');
  });
});

describe('a question to the cells', () => {
  const ask = (policy: PolicyDocument, cases: readonly SmallCase[]) => {
    const input = smallInput({ cases, policy });
    const cells: CaseCells = buildCells(input);
    const answer = new WhatIf(cells, input).ask(input.timeline);
    if (!answer.isCarried) return { reason: answer.reason.code };
    const { sums } = sumBy(cells, answer.sums, 'region', input.register);
    return { fund: sums.fund[0], high: sums.high_outlier_cases[0], floored: sums.floored_cases[0] };
  };
  const high = (more: object) => ({ outliers: { bands: [{ name: 'high', from: 3, ...more }] } });

  it('puts the edge of 30,000.00 where the policy says: inside or outside, and a fen beyond it', () => {
    const pay = 'standard + 0.7 * (cost - 3 * standard)';
    const cases = (fen: number) => [{ cost: yuan(30_000) + fen }];
    expect(ask(high({ pay, from_included: false }), cases(0)).high).toBe(0);
    expect(ask(high({ pay, from_included: true }), cases(0)).high).toBe(1);
    expect(ask(high({ pay, from_included: false }), cases(1)).high).toBe(1);
    expect(ask(high({ pay, from_included: true }), cases(-1)).high).toBe(0);
  });

  it('pays 10,000 + 0.7 × (40,000 − 30,000) = 17,000.00 for a high outlier', () => {
    const policy = high({ pay: 'standard + 0.7 * (cost - 3 * standard)' });
    expect(ask(policy, [{ cost: yuan(40_000) }]).fund).toBe(yuan(17_000));
  });

  it('floors the fund at 0 for those who paid more than 10,000.00 themselves, case by case', () => {
    const cases = [
      { cost: yuan(20_000), pooled: yuan(10_000) - 1 },
      { cost: yuan(20_000), pooled: yuan(10_000) },
      { cost: yuan(20_000), pooled: yuan(10_001) },
    ];
    expect(ask({}, cases)).toEqual({ fund: yuan(1), high: 0, floored: 1 });
  });

  it('carries a quota until it is used up, then says so', () => {
    const policy = high({ pay: 'by_item', quota: { share: 0.5 } });
    const two = [{ cost: yuan(40_000) }, { cost: yuan(1_000) }];
    expect(ask(policy, two).fund).toBe(yuan(50_000));
    expect(ask(policy, [...two, { cost: yuan(50_000) }])).toEqual({ reason: 'quota_used_up' });
  });

  it('is answered alike whatever was asked before: rate, coefficient, band, weights, and the first again', () => {
    const cases = Array.from(
      { length: 60 },
      (_, i): SmallCase => ({ cost: i * 70_000, hospital: i % 2 ? 'H1' : 'H2' }),
    );
    const input = smallInput({ cases });
    const cells = buildCells(input);
    const asked = new WhatIf(cells, input);
    const policies: PolicyDocument[] = [
      {},
      { rate: { kind: 'fixed', value: 9_700 } },
      { hospital_coefficient: { by_level: { 3: 1, 2: 0.86, 1: 0.7 } } },
      high({ pay: 'by_item' }),
      { hospital_coefficient: { by_level: { 3: 1.1, 2: 0.95, 1: 0.7 } }, rate: { kind: 'fixed', value: 9_700 } },
      {},
    ];
    const funds = policies.map((policy) => {
      const timeline = smallTimeline([{ policy }]);
      const answer = asked.ask(timeline);
      expect(answer).toEqual(new WhatIf(cells, input).ask(timeline));
      const together = asked.askAccounts(timeline);
      if (!answer.isCarried || !together.isCarried) throw new Error('not carried');
      for (const key of ['hospital', 'level', 'insurance'] as const) {
        const byCell = sumBy(cells, answer.sums, key, input.register);
        expect(sumAccountsBy(asked.accounts, together.sums, key, input.register)).toEqual(byCell);
      }
      return answer.sums.fund.reduce((sum, value) => sum + value, 0);
    });
    expect(funds.at(-1)).toBe(funds[0]);
    expect(new Set(funds).size).toBe(5);
  });

  it('says why it cannot carry special cases, pools by origin, dates and columns of the case', () => {
    const cells = buildCells(smallInput({ cases: [{ cost: 1 }] }));
    const reason = (policy: PolicyDocument) => cellsCanCarry(cells, smallTimeline([{ policy }]));
    expect(reason({})).toBeUndefined();
    expect(reason({ special_cases: [{ name: 'icu', when: { groups: ['A'] }, pay: 'by_item' }] })?.path).toBe(
      'special_cases',
    );
    expect(reason({ rate: { kind: 'budget' } })).toBeUndefined();
    expect(reason({ outliers: { low_exempt_discharge_types: [5] } })?.code).toBe('exemptions');
    expect(reason({ ungrouped: 'refuse' })?.code).toBe('refuse');
    expect(reason(high({ pay: 'standard * number(los_days) / 10' }))?.code).toBe('formula');
    const halves = [{ policy: {} }, { from: '2026-07-01', policy: {} }];
    expect(cellsCanCarry(cells, smallTimeline(halves))?.code).toBe('dates');
    const cut = buildCells(smallInput({ cases: [{ cost: 1 }] }), [smallTimeline(halves)]);
    expect(cellsCanCarry(cut, smallTimeline(halves))).toBeUndefined();
  });
});
