import type { Decimal } from '../kernel/decimal.js';
import type { Rational } from '../kernel/formula/rational.js';

/** The closing value of a unit (点值) in one pool and period. Money in fen, values in yuan a unit. */
export interface PointValue {
  readonly insurance: string;
  /** "2026", "2026-Q1" or "2026-03". */
  readonly period: string;
  readonly opening: Decimal;
  /** Σ units × 10^UNIT_DECIMALS of the cases that float. */
  readonly unitsScaled: bigint;
  readonly budgetFen: number;
  readonly carvedOutFen: number;
  readonly costFen: number;
  readonly recordedFen: number;
  /** Form total: charges − recorded + budget − carve-outs; form fund: budget − carve-outs. */
  readonly toShareFen: number;
  /** The floating value, rounded as the policy says; and the closing one, within its limits or by the elastic formula. */
  readonly floating: Rational;
  readonly value: Rational;
  /** Σ over hospitals of units × value, each rounded to fen. */
  readonly paidFen: number;
  /** toShare − paid: back to the pool, as a line of its own. */
  readonly remainderFen: number;
}

/** Risk reserve or adjustment fund of a pool over the year, fen. */
export interface SetAsideFund {
  readonly insurance: string;
  readonly side: 'reserve' | 'adjustment_fund';
  readonly setAside: number;
  readonly paidOut: number;
  readonly left: number;
}

/** One month of an account (hospital × insurance), fen. */
export interface MonthAccount {
  readonly hospitalId: string;
  readonly insurance: string;
  /** "2026-03", by the date of the policy's `year_by`. */
  readonly month: string;
  readonly cases: number;
  /** Σ of what the cases are priced at, and the patients' part of it. */
  readonly payFen: number;
  readonly patientFen: number;
  /** Deductions of the ledger in this month. */
  readonly auditFen: number;
  /** (pay − patients' part) × advance ratio − audits. */
  readonly dueFen: number;
  /** due × paid share now, and the rest, held until the year is cleared. */
  readonly paidFen: number;
  readonly heldFen: number;
}

/**
 * A surplus (结余) of one of three kinds that are told apart: the region's (budget less payments of a pool), the
 * hospital's (final payment less what was recorded), the disease's (the same of a group over all hospitals). Formula
 * value, adjustment and basis stand side by side, so that no single field stands for all three. All in fen.
 */
export interface Surplus {
  readonly kind: 'region' | 'hospital' | 'disease';
  /** Insurance of the pool; hospital id; group code. */
  readonly key: string;
  readonly insurance: string;
  readonly cases: number;
  /** What the formulas gave before clearing. */
  readonly formulaFen: number;
  readonly adjustmentFen: number;
  readonly finalFen: number;
  /** What it is held against: the budget that is left, or what was recorded by item. */
  readonly basisFen: number;
  /** region: basis − final; hospital and disease: final − basis. */
  readonly surplusFen: number;
}
