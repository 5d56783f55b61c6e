import { type Decimal, parseDecimal, roundDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { type WEIGHT_FINDINGS, weightFinding } from './weight-findings.js';

export interface WeightCellOptions {
  readonly group: string;
  /** File and line. */
  readonly path: string;
  readonly decimals: number;
  /** A blank needs no word: the group is paid by another value or rule. */
  readonly mayBeBlank: boolean;
  readonly findings: Finding[];
}

/** A weight at the policy's decimals; undefined and a finding where the cell holds none that can be used. */
export function readWeightCell(text: string, options: WeightCellOptions): Decimal | undefined {
  const { group, path, decimals, findings } = options;
  const report = (code: keyof typeof WEIGHT_FINDINGS): undefined => {
    findings.push(weightFinding(code, path, { group, found: text, decimals }));
    return undefined;
  };
  if (text === '') return options.mayBeBlank ? undefined : report('weight_blank');
  const weight = parseDecimal(text);
  if (weight === undefined) return report('weight_not_number');
  if (weight.digits === 0) return report('weight_zero');
  if (weight.digits < 0) return report('weight_negative');
  if (weight.scale > decimals) return report('weight_decimals');
  return roundDecimal(weight, decimals);
}

/** A number above 0 of another column (a score of drugs may be 0); undefined where blank or, with a finding, no number. */
export function readDecimal(
  text: string,
  options: { readonly group: string; readonly path: string; readonly column: string; readonly findings: Finding[] },
): Decimal | undefined {
  if (text === '') return undefined;
  const value = parseDecimal(text);
  const { group, path, column, findings } = options;
  if (value !== undefined && (value.digits > 0 || (value.digits === 0 && column.endsWith('_score')))) return value;
  findings.push(weightFinding('weight_value_wrong', path, { group, column, found: text }));
  return undefined;
}
