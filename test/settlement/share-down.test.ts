import { describe, expect, test } from 'vitest';
import type { CellIndex } from '../../src/settlement/cell-index.js';
import { groupPaidCells, shareDown } from '../../src/settlement/share-down.js';
import type { CellSums } from '../../src/settlement/sum-cells.js';

interface Account {
  readonly insurance: number;
  /** By cell: fund of the group-paid cases, what was recorded for them, and how many they are. */
  readonly cells: readonly (readonly [fund: number, recorded: number, cases: number])[];
}

/** Shares an amount over accounts as written; answers what each account and each cell got. */
function shared(amount: number, accounts: readonly Account[], among = accounts.map((_, account) => account)) {
  const cells = accounts.flatMap((account) => account.cells);
  const accountStart = Uint32Array.from([0, ...accounts.map((_, a) => startOf(accounts, a + 1))]);
  const insurance = Uint8Array.from(accounts.flatMap((account) => account.cells.map(() => account.insurance)));
  const column = (place: number) => Float64Array.from(cells, (cell) => cell[place]!);
  const index = { accountStart, insurance, accountCount: accounts.length } as unknown as CellIndex;
  const sums = {
    groupFund: column(0),
    groupRecorded: column(1),
    sums: { group_paid_cases: column(2) },
  } as unknown as CellSums;
  const adjustment = new Float64Array(cells.length);
  const shares = shareDown(amount, among, index, sums, adjustment);
  const groupPaid = accounts.map((_, account) => groupPaidCells(account, index, sums));
  return { shares: Object.fromEntries(shares), cells: [...adjustment], groupPaid };
}
const startOf = (accounts: readonly Account[], until: number): number =>
  accounts.slice(0, until).reduce((sum, { cells }) => sum + cells.length, 0);
const account = (insurance: number, ...cells: Account['cells']): Account => ({ insurance, cells });

describe('an amount decided above the cells, shared down to them', () => {
  test('goes by the fund of group-paid cases: 10.00 over 30.00 and 70.00 is 3.00 and 7.00; a cell without such cases takes none', () => {
    const one = account(0, [3_000, 1, 5], [9_000, 9, 0], [7_000, 1, 5]);
    expect(shared(1_000, [one])).toEqual({ shares: { 0: 1_000 }, cells: [300, 0, 700], groupPaid: [[0, 2]] });
    expect(shared(-1_000, [one]).cells).toEqual([-300, 0, -700]);
  });

  test('where that is nothing by what was recorded, and at last by cases', () => {
    expect(shared(1_000, [account(0, [0, 3_000, 1], [0, 7_000, 1])]).cells).toEqual([300, 700]);
    expect(shared(1_000, [account(0, [0, 0, 1], [0, 0, 4])]).cells).toEqual([200, 800]);
    // Whatever the next account has.
    const before = [account(0, [0, 3_000, 1], [0, 7_000, 1]), account(0, [5, 5, 1])];
    expect(shared(1_000, before, [0]).cells).toEqual([300, 700, 0]);
    const two = [account(0, [0, 3_000, 1]), account(0, [0, 7_000, 1])];
    expect(shared(1_000, two).shares).toEqual({ 0: 300, 1: 700 });
    const byCases = [account(0, [0, 0, 1]), account(0, [0, 0, 4])];
    expect(shared(1_000, byCases).shares).toEqual({ 0: 200, 1: 800 });
  });

  test('a fund below 0 counts as nothing, of a cell and of an account', () => {
    expect(shared(900, [account(0, [-5_000, 1, 1], [3_000, 1, 1], [6_000, 1, 1])]).cells).toEqual([0, 300, 600]);
    const three = [account(0, [-5_000, 8, 1]), account(0, [3_000, 1, 1]), account(0, [6_000, 1, 1])];
    expect(shared(900, three).shares).toEqual({ 0: 0, 1: 300, 2: 600 });
    // All below 0: by what was recorded.
    const below = [account(0, [-5_000, 3_000, 1]), account(0, [-1, 6_000, 1])];
    expect(shared(900, below).shares).toEqual({ 0: 300, 1: 600 });
  });

  test('goes down by steps: insurances first, then their accounts, then cells, each to the fen', () => {
    // One fen over 50 and 40: the first insurance takes it, though one account of the second is larger than each of its own.
    const steps = [account(0, [25, 0, 1]), account(1, [40, 0, 1]), account(0, [25, 0, 1])];
    expect(shared(1, steps).shares).toEqual({ 0: 1, 1: 0, 2: 0 });
    // 10.00 over 60 % and 40 %; the first share 6.00 over two accounts alike, the odd fen of 0.03 to the first.
    const halves = [account(0, [30, 0, 1]), account(0, [30, 0, 1]), account(1, [40, 0, 1])];
    expect(shared(1_000, halves).shares).toEqual({ 0: 300, 1: 300, 2: 400 });
    expect(shared(5, halves).shares).toEqual({ 0: 2, 1: 1, 2: 2 });
    // Insurances in their order, not in that of the accounts: a tie of one fen goes to insurance 0.
    expect(shared(1, [account(1, [10, 0, 1]), account(0, [10, 0, 1])]).shares).toEqual({ 0: 0, 1: 1 });
  });

  test('only the accounts named take part, and the cells of each add up to its share', () => {
    const accounts = [account(0, [10, 0, 1], [20, 0, 1]), account(0, [70, 0, 1]), account(0, [30, 0, 1], [40, 0, 1])];
    const { shares, cells } = shared(100, accounts, [0, 2]);
    expect(shares).toEqual({ 0: 30, 2: 70 });
    expect(cells).toEqual([10, 20, 0, 30, 40]);
    expect(shared(7, accounts, [1])).toMatchObject({ shares: { 1: 7 }, cells: [0, 0, 7, 0, 0] });
  });
});
