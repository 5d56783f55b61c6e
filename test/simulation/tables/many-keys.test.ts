import { expect, test } from 'vitest';
import type { DictionaryColumn } from '../../../src/cases/case-table.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { sharedUint32 } from '../../../src/kernel/shared-arrays.js';
import { priceCases } from '../../../src/pricing/steps.js';
import { settleYear } from '../../../src/settlement/steps.js';
import { uniqueKeys } from '../../../src/settlement/unique-keys.js';
import { buildTables } from '../../../src/simulation/build-tables.js';
import { caseTotals, reconcileTables } from '../../../src/simulation/reconcile-tables.js';
import { smallInput } from '../../pricing/small-region.js';

const CASES = 70_001;
const HOSPITALS = 70_000;

function numbered(prefix: string, count: number): DictionaryColumn {
  const codes = sharedUint32(CASES);
  for (let row = 0; row < CASES; row++) codes[row] = 1 + (row % count);
  return { kind: 'dictionary', codes, values: ['', ...Array.from({ length: count }, (_, k) => prefix + k)] };
}

test('70,000 hospitals and 70,001 departments: a row for each that occurs, none merged, and sums that reconcile', async () => {
  const small = smallInput({ cases: Array.from({ length: CASES }, (_, row) => ({ cost: 100 + row, pooled: 50 })) });
  const columns = {
    ...small.table.columns,
    hospital_id: numbered('H', HOSPITALS),
    department: numbered('D', CASES),
  };
  const input = { ...small, table: { ...small.table, columns } };
  const priced = await priceCases(input, inlineExecutor);
  const settlement = settleYear({ ...input, priced });
  expect(settlement.cells.cellCount).toBe(CASES);
  const { register, catalogue, weights } = input;
  const tables = buildTables(settlement, { register, catalogue, weights, weightDecimals: 4 });
  const rowsOf = (name: string) => tables.find(({ schema }) => schema.name === name)!;
  expect([rowsOf('hospitals').rowCount, rowsOf('departments').rowCount]).toEqual([HOSPITALS, CASES]);
  const departments = rowsOf('departments').columns;
  const row = (departments.department as readonly string[]).indexOf('D69999');
  expect((departments.hospital_id as readonly string[])[row]).toBe('H69999');
  expect((departments.total_cost as Float64Array)[row]).toBe(70_099);
  expect(reconcileTables(tables, caseTotals(input.table, priced)).reconciled).toBe(true);
});

test('keys above 2^32, alike in their low 32 bits, stay apart', () => {
  const keys = [5, 5 + 2 ** 32, 5 + 2 ** 40, 5, Number.MAX_SAFE_INTEGER, 5 + 2 ** 32];
  const { keys: found, placeOf } = uniqueKeys(keys.length, (entry) => keys[entry]!);
  expect([...found]).toEqual([5, 5 + 2 ** 32, 5 + 2 ** 40, Number.MAX_SAFE_INTEGER]);
  expect([...placeOf]).toEqual([0, 1, 2, 0, 3, 1]);
});
