import { describe, expect, test } from 'vitest';
import { METHOD_UNPRICED } from '../../src/pricing/priced-columns.js';
import type { LedgerEntry } from '../../src/settlement/ledger-entry.js';
import { settleYear } from '../../src/settlement/steps.js';
import { pricedInput, type SmallCase } from '../pricing/small-region.js';
import { fen, settle } from './worked-year.js';

/** Weights A 1, B 0.5 at 10,000; 95 % of the month advanced, 90 % of it paid. */
const policy = {
  rate: { kind: 'fixed', value: 10_000 },
  clearing: { steps: ['retention'], monthly: { advance_ratio: 0.95, paid_share: 0.9 } },
};
const plain = (day: string, more: SmallCase = {}): SmallCase => ({
  ...{ day, cost: fen(10_000), pooled: fen(7_000.01) },
  ...more,
});
const audit = (month: string, yuan: number, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ hospitalId: 'H1', insurance: 'employee', month, kind: 'deduction', amountFen: fen(yuan), document: 'D' },
  ...more,
});
const monthsOf = async (cases: readonly SmallCase[], ledger?: readonly LedgerEntry[]) => {
  const { months } = await settle({ cases, policy, ...(ledger === undefined ? {} : { ledger }) });
  return months!.map((one) => [
    ...[`${one.hospitalId} ${one.insurance} ${one.month}`, one.cases],
    ...[one.payFen, one.patientFen, one.auditFen, one.dueFen, one.paidFen, one.heldFen].map((amount) => amount / 100),
  ]);
};

describe('months of an account', () => {
  test('(10,000.00 − 2,999.99) × 0.95 is 6,650.01, of which 5,985.01 paid and 665.00 held; each hospital, insurance and month by itself, in order', async () => {
    const cases = [
      plain('2026-12-31', { hospital: 'H2' }),
      plain('2026-02-01', { hospital: 'H1', insurance: 'resident', group: 'B', cost: fen(4_000), pooled: fen(4_000) }),
      plain('2026-01-31', { hospital: 'H1' }),
      plain('2026-01-01', { hospital: 'H1' }),
      plain('2026-02-28', { hospital: 'H1' }),
    ];
    const rows = [
      ['H1 employee 2026-01', 2, 20_000, 5_999.98, 0, 13_300.02, 11_970.02, 1_330],
      ['H1 employee 2026-02', 1, 10_000, 2_999.99, 0, 6_650.01, 5_985.01, 665],
      ['H1 resident 2026-02', 1, 5_000, 0, 0, 4_750, 4_275, 475],
      ['H2 employee 2026-12', 1, 10_000, 2_999.99, 0, 6_650.01, 5_985.01, 665],
    ];
    expect(await monthsOf(cases)).toEqual(rows);
    expect(await monthsOf([...cases].reverse())).toEqual(rows);
  });

  test('deductions of its own month are taken off whole, also beyond what is due and where no case stands; other kinds, years and hospitals are not', async () => {
    const cases = [plain('2026-03-01'), plain('2026-03-02', { hospital: 'H2', insurance: 'resident' })];
    const ledger = [
      audit('2026-03', 1_000),
      audit('2026-03', 0.01),
      audit('2026-11', 7_000, { hospitalId: 'H2', insurance: 'resident' }),
      audit('2026-03', 500, { kind: 'advance' }),
      audit('2026-05', 500, { kind: 'prepayment' }),
      audit('2025-03', 500),
      audit('2026-03', 500, { insurance: 'resident' }),
      audit('2026-03', 500, { hospitalId: 'H9' }),
    ];
    expect(await monthsOf(cases, ledger)).toEqual([
      ['H1 employee 2026-03', 1, 10_000, 2_999.99, 1_000.01, 5_650, 5_085, 565],
      ['H2 resident 2026-03', 1, 10_000, 2_999.99, 0, 6_650.01, 5_985.01, 665],
      ['H2 resident 2026-11', 0, 0, 0, 7_000, -7_000, -6_300, -700],
    ]);
  });

  test('a case without a price counts as a case and adds no money; one without a date is of January', async () => {
    const cases = [
      plain('2026-04-01', { cost: Number.NaN, pooled: 5 }),
      plain('2026-05-01', { cost: Number.NaN, pooled: 5 }),
      plain('2026-05-01'),
      plain(''),
    ];
    expect(await monthsOf(cases)).toEqual([
      ['H1 employee 2026-01', 1, 10_000, 2_999.99, 0, 6_650.01, 5_985.01, 665],
      ['H1 employee 2026-04', 1, 0, 0, 0, 0, 0, 0],
      ['H1 employee 2026-05', 2, 10_000, 2_999.99, 0, 6_650.01, 5_985.01, 665],
    ]);
  });

  test('what the columns hold for a case without a price is no money of its month', async () => {
    const input = await pricedInput({ cases: [plain('2026-04-01'), plain('2026-04-02')], policy });
    input.priced.method[1] = METHOD_UNPRICED;
    const { months } = settleYear(input);
    const { cases, payFen, patientFen } = months![0]!;
    expect([cases, payFen, patientFen]).toEqual([2, fen(10_000), fen(2_999.99)]);
  });

  test('cases without the date that the policy counts the year by are all of January', async () => {
    const input = await pricedInput({ cases: [plain('2026-04-01'), plain('2026-12-31')], policy });
    const { discharge_date: _, ...columns } = input.table.columns;
    const { months } = settleYear({ ...input, table: { ...input.table, columns } });
    expect(months!.map(({ month, cases }) => [month, cases])).toEqual([['2026-01', 2]]);
  });

  test('a policy without a monthly account has no months', async () => {
    const { months } = await settle({ cases: [plain('2026-01-01')], policy: { clearing: { steps: ['retention'] } } });
    expect(months).toBeUndefined();
  });
});
