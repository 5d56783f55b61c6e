import { needColumn } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { sharedFloat64, sharedUint32 } from '../../kernel/shared-arrays.js';
import { METHOD_UNPRICED } from '../../pricing/priced-columns.js';
import { chooseWithinQuotas } from '../../settlement/quota.js';
import type { SettlementInput } from '../../settlement/settlement-input.js';
import { fundAfterQuota } from '../../settlement/sum-cells.js';

/** Per case, fen, in the order of IntervalCases. */
export interface IntervalSide {
  readonly cost: Float64Array;
  readonly patient: Float64Array;
  /** The fund's part before clearing, quotas chosen. */
  readonly fund: Float64Array;
}

/** The priced cases of both sides, sorted by hospital and insurance, on shared memory. */
export interface IntervalCases {
  readonly hospitals: readonly string[];
  readonly insurances: readonly string[];
  /** Accounts (hospital × insurance) of hospital h are accountStart[h] … accountStart[h + 1] − 1. */
  readonly accountStart: Uint32Array;
  readonly accountInsurance: Uint32Array;
  /** Cases of account a are caseStart[a] … caseStart[a + 1] − 1. */
  readonly caseStart: Uint32Array;
  /** Row of the case table: the key of its draws. */
  readonly row: Uint32Array;
  readonly baseline: IntervalSide;
  readonly reform: IntervalSide;
}

/** Gathers what the bootstrap resamples; cases without amounts are in no sum and are not drawn. */
export function intervalCases(baseline: SettlementInput, reform: SettlementInput): IntervalCases {
  const { table } = baseline;
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'simulation');
  const insurance = needColumn(table, 'insurance', 'dictionary', 'simulation');
  const h = ranked(hospital.values);
  const i = ranked(insurance.values);
  const width = insurance.values.length;
  const isDrawn = (row: number) =>
    baseline.priced.method[row] !== METHOD_UNPRICED && reform.priced.method[row] !== METHOD_UNPRICED;
  const slotOf = (row: number) => h.rankOf[hospital.codes[row]!]! * width + i.rankOf[insurance.codes[row]!]!;
  const counts = new Uint32Array(hospital.values.length * width + 1);
  for (let row = 0; row < table.caseCount; row++) if (isDrawn(row)) counts[slotOf(row) + 1]! += 1;
  const accounts: number[] = [];
  for (let slot = 0; slot + 1 < counts.length; slot++) {
    if (counts[slot + 1]! > 0) accounts.push(slot);
    counts[slot + 1]! += counts[slot]!;
  }
  const next = counts.slice();
  const row = sharedUint32(counts.at(-1)!);
  for (let r = 0; r < table.caseCount; r++) if (isDrawn(r)) row[next[slotOf(r)]!++] = r;
  const owners = [...new Set(accounts.map((slot) => Math.floor(slot / width)))];
  const accountStart = shared(
    [...owners, Number.POSITIVE_INFINITY].map(
      (owner) => accounts.filter((slot) => Math.floor(slot / width) < owner).length,
    ),
  );
  const base = sideOf(baseline, row);
  return {
    hospitals: owners.map((owner) => h.texts[owner]!),
    insurances: i.texts,
    accountStart,
    accountInsurance: shared(accounts.map((slot) => slot % width)),
    caseStart: shared([...accounts.map((slot) => counts[slot]!), row.length]),
    row,
    baseline: base,
    // What a reform cannot change is not held twice.
    reform: sideOf(reform, row, reform.table === table ? base : undefined),
  };
}

function sideOf(input: SettlementInput, rows: Uint32Array, same?: IntervalSide): IntervalSide {
  const quota = chooseWithinQuotas(input);
  const total = needColumn(input.table, 'total_cost', 'money', 'simulation').values;
  const gather = (amountOf: (row: number) => number): Float64Array => {
    const values = sharedFloat64(rows.length);
    for (let at = 0; at < rows.length; at++) values[at] = amountOf(rows[at]!);
    return values;
  };
  return {
    cost: same?.cost ?? gather((row) => total[row]!),
    patient: same?.patient ?? gather((row) => input.priced.patientFen[row]!),
    fund: gather((row) => fundAfterQuota(input, quota, row)),
  };
}

function shared(values: readonly number[]): Uint32Array {
  const made = sharedUint32(values.length);
  made.set(values);
  return made;
}

function ranked(values: readonly string[]): { readonly texts: readonly string[]; readonly rankOf: Uint32Array } {
  const order = values.map((_, code) => code).sort((a, b) => compareCodePoints(values[a]!, values[b]!));
  const rankOf = new Uint32Array(values.length);
  order.forEach((code, rank) => {
    rankOf[code] = rank;
  });
  return { texts: order.map((code) => values[code]!), rankOf };
}
