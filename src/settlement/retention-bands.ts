import { type Band, chainedBands, findBand } from '../kernel/bands.js';
import { type Decimal, decimalOf } from '../kernel/decimal.js';
import { createFormulaKernel, type FormulaKernel } from '../kernel/formula/formula-kernel.js';
import { RETENTION_VOCABULARY } from '../kernel/formula/formula-language.js';
import { readFormula } from '../kernel/formula/read-formula.js';
import { multiplyFen } from '../kernel/money.js';
import type { Policy, RetentionBand } from '../policy/policy-schema.js';

/** How one band pays: recorded, standard, or a formula; a share of the overrun is the usual case of a formula. */
type RetentionPay =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'standard' }
  | { readonly kind: 'share'; readonly share: Decimal }
  | { readonly kind: 'formula'; readonly kernel: FormulaKernel };

export interface RetentionRule {
  /** Index of the first band that holds, or -1: then the standard's part is paid. */
  readonly findBand: (recordedFen: number, standardFen: number) => number;
  /** What the fund pays in a band, fen; NaN where a formula has no amount. */
  readonly amount: (band: number, recordedFen: number, standardFen: number) => number;
  readonly documents: readonly RetentionBand[];
  readonly bands: readonly Band[];
}

/**
 * Retention of surplus and sharing of overruns (结余留用、超支分担): bands over recorded / standard's fund part, tested
 * exactly; `standard + share × (recorded − standard)` rounded once half up.
 * @throws the codes of readFormula
 * @source rules §4.6
 * @example bands kept to 1, shared to 1.1 at 0.7: standard 100M, recorded 106M → 104.2M
 */
export function buildRetentionRule(retention: Policy['retention']): RetentionRule {
  const bands = chainedBands(retention.bands);
  const pays = retention.bands.map(payOf);
  return {
    documents: retention.bands,
    bands,
    findBand: (recordedFen, standardFen) => findBand(bands, recordedFen, standardFen),
    amount: (band, recordedFen, standardFen) => {
      const pay = pays[band];
      if (pay === undefined || pay.kind === 'standard') return standardFen;
      if (pay.kind === 'recorded') return recordedFen;
      if (pay.kind === 'share') return standardFen + multiplyFen(recordedFen - standardFen, pay.share);
      return runKernel(pay.kernel, recordedFen, standardFen);
    },
  };
}

function payOf(band: RetentionBand): RetentionPay {
  if (band.pay === 'recorded') return { kind: 'recorded' };
  if (band.pay === 'standard') return { kind: 'standard' };
  if (band.pay !== undefined) {
    const tree = readFormula(band.pay, RETENTION_VOCABULARY);
    const inputs = [
      { name: 'recorded', scale: 2 },
      { name: 'standard', scale: 2 },
    ];
    return { kind: 'formula', kernel: createFormulaKernel(tree, inputs) };
  }
  if (band.fund_share_of_overrun !== undefined) return { kind: 'share', share: decimalOf(band.fund_share_of_overrun) };
  return { kind: 'standard' };
}

const recorded = new Float64Array(1);
const standard = new Float64Array(1);
const out = new Float64Array(1);

function runKernel(kernel: FormulaKernel, recordedFen: number, standardFen: number): number {
  recorded[0] = recordedFen;
  standard[0] = standardFen;
  kernel.run([recorded, standard], 0, 1, out, 0);
  return out[0]!;
}
