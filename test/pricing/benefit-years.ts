import { parseDay } from '../../src/kernel/day.js';
import type { Executor } from '../../src/kernel/executor.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { sharedInt32 } from '../../src/kernel/shared-arrays.js';
import type { BenefitColumns } from '../../src/pricing/benefit/benefit-result.js';
import { computeBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { type PolicyDocument, type SmallCase, smallInput } from './small-region.js';

/** A stay as a test writes it, money in yuan. */
export interface Stay {
  readonly id?: string;
  readonly patient?: string;
  readonly insurance?: string;
  /** H1 level 3, H2 level 2, H3 level 1; another is not in the register. */
  readonly hospital?: string;
  /** As the case writes it. */
  readonly level?: string;
  readonly admit?: string;
  readonly day?: string;
  readonly total: number;
  readonly self?: number;
  readonly first?: number;
  readonly stayNumber?: number;
  readonly age?: number;
  readonly civil?: number;
  readonly account?: number;
  readonly texts?: Readonly<Record<string, string>>;
  /** Used before the file begins: yuan, yuan, stays. */
  readonly earlier?: readonly [pooled: number, burden: number, stays: number];
}

const fen = (yuan: number | undefined): number => Math.round((yuan ?? 0) * 100);

/** Stays of a year under a policy that computes benefits, settled on the day of discharge. */
export function yearInput(stays: readonly Stay[], benefit: object, more: PolicyDocument = {}): PricingInput {
  const cases = stays.map(
    (stay, i): SmallCase => ({
      id: stay.id ?? `stay-${i}`,
      patient: stay.patient ?? 'P1',
      insurance: stay.insurance ?? 'resident',
      department: stay.texts?.department ?? 'ward',
      hospital: stay.hospital ?? 'H1',
      ...(stay.level === undefined ? {} : { level: stay.level }),
      day: stay.day ?? `2026-03-${String(i + 1).padStart(2, '0')}`,
      admit: stay.admit ?? '2026-03-01',
      cost: Number.isNaN(stay.total) ? Number.NaN : fen(stay.total),
      pooled: 0,
      amounts: {
        self_funded: fen(stay.self),
        first_paid: fen(stay.first),
        ...(stay.civil === undefined ? {} : { civil_servant: fen(stay.civil) }),
        ...(stay.earlier === undefined
          ? {}
          : { earlier_pooled_fund: fen(stay.earlier[0]), earlier_burden: fen(stay.earlier[1]) }),
        ...(stay.account === undefined ? {} : { personal_account: fen(stay.account) }),
      },
      numbers: {
        ...{ age_years: stay.age ?? 40, stay_number: stay.stayNumber ?? -1 },
        ...(stay.earlier === undefined ? {} : { earlier_stays: stay.earlier[2] }),
      },
      ...(stay.texts === undefined ? {} : { texts: stay.texts }),
    }),
  );
  const policy = {
    outliers: { bands: [] },
    benefit: { mode: 'computed', order_by: 'discharge_date', ...benefit },
    ...more,
  };
  const input = smallInput({ cases, policy });
  const settled = sharedInt32(cases.length);
  settled.set(cases.map(({ day }) => parseDay(day!)!));
  const columns = { ...input.table.columns, settlement_date: { kind: 'day' as const, values: settled } };
  return { ...input, table: { ...input.table, columns } };
}

export const yuan = (value: number): number => Math.round(value) / 100;

/** What each stay comes to, in yuan. */
export async function paid(stays: readonly Stay[], benefit: object, more: PolicyDocument = {}) {
  const columns = await computeBenefits(yearInput(stays, benefit, more), inlineExecutor);
  return stays.map((_, row) => ({
    deductible: yuan(columns.deductibleFen[row]!),
    pooled: yuan(columns.pooledFen[row]!),
    illness: yuan(columns.criticalIllnessFen[row]!),
    assistance: yuan(columns.assistanceFen[row]!),
    personal: yuan(personalFen(columns, row)),
    flags: columns.flags[row]!,
  }));
}

export const personalFen = (columns: BenefitColumns, row: number): number =>
  columns.civilServantFen[row]! + columns.personalAccountFen[row]! + columns.cashFen[row]!;

/**
 * Runs passes in tasks of `step` rows from the last to the first, each with a clone of its payload as workers have it.
 */
export const splitting = (step: number): Executor => ({
  workerCount: 0,
  run: async (pass, payload, rowCount) => {
    for (let from = Math.floor((rowCount - 1) / step) * step; from >= 0; from -= step) {
      pass.rows(structuredClone(payload), from, Math.min(rowCount, from + step));
    }
  },
});
