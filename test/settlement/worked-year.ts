import type { HospitalRegister } from '../../src/cases/register.js';
import { parseDecimal } from '../../src/kernel/decimal.js';
import { EngineError } from '../../src/kernel/errors.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { roundRational } from '../../src/kernel/formula/rational.js';
import { formatYuan, parseYuan } from '../../src/kernel/money.js';
import { allocatePricedColumns, METHOD_STANDARD, type PricedColumns } from '../../src/pricing/priced-columns.js';
import { priceCases } from '../../src/pricing/steps.js';
import type { LedgerEntry } from '../../src/settlement/ledger-entry.js';
import type { Settlement, StatementLine } from '../../src/settlement/settlement.js';
import { settleYear } from '../../src/settlement/steps.js';
import type { WeightTable } from '../../src/weighting/weight-table.js';
import {
  type PolicyDocument,
  type SmallCase,
  smallInput,
  smallRegister,
  smallWeights,
} from '../pricing/small-region.js';

/** Title of a named step. */
export const title = { zh: '一步', en: 'a step' };
export const fen = (yuan: number) => parseYuan(yuan)!;

interface Year {
  readonly cases: readonly SmallCase[];
  readonly policy: PolicyDocument;
  readonly ledger?: readonly LedgerEntry[];
  readonly register?: HospitalRegister;
  readonly weights?: WeightTable;
}

export async function settle({ cases, policy, ledger, register, weights }: Year): Promise<Settlement> {
  const small = smallInput({ cases, policy, weights: weights ?? smallWeights({ A: '1', B: '0.5', C: '2' }) });
  const input = register === undefined ? small : { ...small, register };
  return settleYear({ ...input, priced: await priceCases(input, inlineExecutor), ledger });
}

/** Cases with units given by hand: whatever method made them. Costs and recorded in yuan. */
export function settleUnits(
  rows: readonly { hospital: string; units: number; cost: number; recorded: number; insurance?: string }[],
  policy: PolicyDocument,
): Settlement {
  const cases = rows.map(({ hospital, cost, recorded, insurance }) => ({
    ...{ hospital, cost: fen(cost), pooled: fen(recorded) },
    ...(insurance === undefined ? {} : { insurance }),
  }));
  const input = smallInput({ cases, policy });
  const priced: PricedColumns = allocatePricedColumns(cases.length);
  rows.forEach(({ units, cost, recorded }, row) => {
    priced.method[row] = METHOD_STANDARD;
    priced.unitsScaled[row] = units * 1e8;
    priced.payFen[row] = fen(cost);
    priced.patientFen[row] = fen(cost) - fen(recorded);
    priced.fundFen[row] = fen(recorded);
    priced.recordedFen[row] = fen(recorded);
    priced.alternativePayFen[row] = fen(cost);
  });
  return settleYear({ ...input, priced });
}

export function line(settlement: Settlement, name: string, hospital = 'H1', insurance = 'employee'): StatementLine {
  const found = settlement.statements.filter(
    (entry) => entry.line === name && entry.hospitalId === hospital && entry.insurance === insurance,
  );
  if (found.length !== 1) throw new Error(`${found.length} lines ${name} of ${hospital}`);
  return found[0]!;
}
export const yuan = (settlement: Settlement, name: string, hospital = 'H1', insurance = 'employee') =>
  formatYuan(line(settlement, name, hospital, insurance).amountFen);

export const closing = (settlement: Settlement, decimals = 2, place = 0) =>
  Number(roundRational(settlement.pointValues![place]!.value, decimals)) / 10 ** decimals;

export const floating = (
  fund: number,
  more: PolicyDocument = {},
  steps: readonly unknown[] = ['carve_outs', 'point_value'],
) => ({
  pools: [{ insurance: 'employee', fund }],
  rate: { kind: 'floating', opening: 100, form: 'total', ...more },
  clearing: { steps },
});

export const refusal = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'none';
};

/** The usual hospitals with numbers of the register. */
export function registerWith(numbers: Readonly<Record<string, Readonly<Record<string, string>>>>): HospitalRegister {
  const plain = smallRegister({ H1: 3, H2: 2, H3: 1 });
  return new Map(
    [...plain].map(([id, record]) => [
      id,
      {
        ...record,
        numbers: new Map(Object.entries(numbers[id] ?? {}).map(([name, text]) => [name, parseDecimal(text)!])),
      },
    ]),
  );
}
