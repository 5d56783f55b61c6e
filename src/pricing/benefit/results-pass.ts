import type { RowPass } from '../../kernel/executor.js';
import type { BenefitColumns } from './benefit-result.js';
import {
  AMOUNT_ASSISTANCE,
  AMOUNT_DEDUCTIBLE,
  AMOUNT_ILLNESS,
  AMOUNT_POOLED,
  AMOUNTS,
  CHUNK_ROWS,
  type StayRecords,
} from './stay-records.js';

export interface ResultsPayload {
  readonly records: StayRecords;
  readonly columns: BenefitColumns;
  readonly total: Float64Array;
  readonly civilServant: Float64Array | undefined;
  readonly account: Float64Array | undefined;
}

/** Results by record into columns by row; what the person bears goes to civil servants' supplement and account first. */
function writeRows(payload: ResultsPayload, from: number, to: number): void {
  const { columns, total, civilServant, account } = payload;
  const { deductibleFen, pooledFen, criticalIllnessFen, assistanceFen, cashFen } = columns;
  const { amounts, flags, placeOf } = payload.records;
  for (let row = from; row < to; row++) {
    const record = (row & -CHUNK_ROWS) + placeOf[row]!;
    const at = record * AMOUNTS;
    const cost = total[row]!;
    if (Number.isNaN(cost)) {
      markMissing(columns, row);
      continue;
    }
    const pooled = amounts[at + AMOUNT_POOLED]!;
    const illness = amounts[at + AMOUNT_ILLNESS]!;
    const assistance = amounts[at + AMOUNT_ASSISTANCE]!;
    let cash = cost - pooled - illness - assistance;
    if (civilServant !== undefined) {
      const paid = Math.min(cash, Math.max(0, civilServant[row]! || 0));
      columns.civilServantFen[row] = paid;
      cash -= paid;
    }
    if (account !== undefined) {
      const paid = Math.min(cash, Math.max(0, account[row]! || 0));
      columns.personalAccountFen[row] = paid;
      cash -= paid;
    }
    // Zeros are there already; a column that stays without amounts then takes no memory.
    if (flags[record] !== 0) columns.flags[row] = flags[record]!;
    if (assistance !== 0) assistanceFen[row] = assistance;
    deductibleFen[row] = amounts[at + AMOUNT_DEDUCTIBLE]!;
    pooledFen[row] = pooled;
    criticalIllnessFen[row] = illness;
    cashFen[row] = cash;
  }
}

/** Every part of a stay without a total is missing too. */
function markMissing({ flags: _, visits: __, ...amounts }: BenefitColumns, row: number): void {
  for (const values of Object.values(amounts)) values[row] = Number.NaN;
}

/** The columns of benefits; rows of the pass are rows of the table. */
export const benefitResultsPass: RowPass<ResultsPayload> = { name: 'benefit-results', rows: writeRows };
