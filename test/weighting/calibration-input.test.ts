import { describe, expect, test } from 'vitest';
import type { CaseTable, Column } from '../../src/cases/case-table.js';
import { allocateGroupColumns } from '../../src/grouping/group-columns.js';
import { MISSING_DAY, parseDay } from '../../src/kernel/day.js';
import { policySchema } from '../../src/policy/policy-schema.js';
import { calibrationInput } from '../../src/weighting/calibration-input.js';
import { CATALOGUE } from './weighting-example.js';

const policy = policySchema.parse({
  id: 'example',
  title: { zh: '例', en: 'example' },
  region: 'example',
  year: 2026,
  scheme: 'example-scheme',
  rounding: { weight: 5 },
  pools: [{ insurance: 'employee', fund: 1 }],
  rate: { kind: 'fixed', value: 1 },
});

function tableOf(columns: Record<string, Column>, caseCount: number): CaseTable {
  return { caseCount, columns, sourceRow: new Uint32Array(caseCount) };
}

const cost: Column = { kind: 'money', values: Float64Array.of(1, 2, 3, 4) };

describe('what calibration reads from a table of cases', () => {
  test('calendar years at both ends of a year, in a leap year, and 0 for a missing date', () => {
    const days = ['2023-12-31', '2024-01-01', '2024-12-31'].map((text) => parseDay(text)!);
    const input = calibrationInput(
      tableOf(
        {
          total_cost: cost,
          discharge_date: { kind: 'day', values: Int32Array.of(days[0]!, MISSING_DAY, days[1]!, days[2]!) },
        },
        4,
      ),
      allocateGroupColumns(4),
      CATALOGUE,
      policy,
    );
    expect([...input.calendarYears!]).toEqual([2023, 0, 2024, 2024]);
    expect([input.paidYear, input.weightDecimals]).toEqual([2026, 5]);
  });

  test('item, day and package stay outside; drg, dip and a missing kind are in', () => {
    const values = ['', 'drg', 'item', 'day', 'package', 'dip'];
    const kind: Column = { kind: 'dictionary', codes: Uint16Array.of(0, 1, 2, 3), values };
    const input = calibrationInput(
      tableOf({ total_cost: cost, payment_kind: kind }, 4),
      allocateGroupColumns(4),
      CATALOGUE,
      policy,
    );
    expect([...input.isPaidOutside!]).toEqual([0, 0, 1, 1]);
    const rest: Column = { kind: 'dictionary', codes: Uint16Array.of(4, 5, 5, 5), values };
    const other = calibrationInput(
      tableOf({ total_cost: cost, payment_kind: rest }, 4),
      allocateGroupColumns(4),
      CATALOGUE,
      policy,
    );
    expect([...other.isPaidOutside!]).toEqual([1, 0, 0, 0]);
  });

  test('without total_cost the stage names the column it needs', () => {
    expect(() => calibrationInput(tableOf({}, 0), allocateGroupColumns(0), CATALOGUE, policy)).toThrow(
      'column "total_cost" is missing (weights needs it)',
    );
  });
});
