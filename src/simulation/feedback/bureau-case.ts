import type { InputRow } from '../../cases/tables/input-table.js';
import { type Decimal, multiplyDecimals, parseDecimal } from '../../kernel/decimal.js';
import type { Fen } from '../../kernel/money.js';

/** What a bureau says of one case; undefined and NaN: it does not say. */
export interface BureauCase {
  readonly caseId: string;
  readonly settlementId: string;
  readonly hospitalId: string;
  readonly group: string;
  readonly groupName: string;
  readonly weight: Decimal | undefined;
  readonly coefficient: Decimal | undefined;
  readonly caseCoefficient: Decimal | undefined;
  readonly deviationClass: string;
  readonly rate: Decimal | undefined;
  readonly standardFen: Fen;
  readonly payFen: Fen;
  readonly patientFen: Fen;
  /** As stated, else what is left of the pay after the patient's part, at least 0. */
  readonly fundFen: Fen;
}

/**
 * A row of bureau-feedback as a case. The pay is the stated one, else final score × value; the patient's part is the
 * stated one, else total charges less what was recorded for the fund. The value is that of the settlement, else the
 * budget's.
 */
export function bureauCaseOf(row: InputRow): BureauCase {
  const text = (name: string): string => String(row[name] ?? '');
  const fen = (name: string): Fen => (row[name] as number | undefined) ?? Number.NaN;
  const decimal = (name: string): Decimal | undefined =>
    row[name] === undefined ? undefined : parseDecimal(text(name));
  const rate = decimal('rate') ?? decimal('budget_rate');
  const final = decimal('final_weight');
  const valued = final === undefined || rate === undefined ? Number.NaN : multiplyDecimals([final, rate], 2).digits;
  const stated = (name: string, otherwise: Fen): Fen => (Number.isNaN(fen(name)) ? otherwise : fen(name));
  const patientFen = stated('patient', fen('total_cost') - fen('pooled_fund'));
  const fundStated = fen('fund');
  const payFen = stated('pay', Number.isNaN(valued) ? fundStated + patientFen : valued);
  return {
    caseId: text('case_id'),
    settlementId: text('settlement_id'),
    hospitalId: text('hospital_id'),
    group: text('group').toUpperCase(),
    groupName: text('group_name'),
    weight: decimal('weight'),
    coefficient: decimal('coefficient'),
    caseCoefficient: decimal('case_coefficient'),
    deviationClass: text('deviation_class'),
    rate,
    standardFen: fen('standard'),
    payFen,
    patientFen,
    fundFen: Number.isNaN(fundStated) ? Math.max(0, payFen - patientFen) : fundStated,
  };
}
