import { formatDecimal } from '../kernel/decimal.js';
import { openAnyScheme } from '../schemes/open-any-scheme.js';
import { readWeightTable } from '../weighting/read-weight-table.js';
import { refuseWeightErrors } from './refuse-findings.js';

/** More decimals than any published table has: here weights are shown, not computed with. */
const MOST_DECIMALS = 8;

/**
 * The weights of a table as texts without zeros at the end; null for a group without one.
 * @throws weights_refused, and errors of reading the table
 */
export function weightReader(path: string, scheme: string): (group: string) => string | null {
  const { table, findings } = readWeightTable(path, openAnyScheme(scheme).catalogue, MOST_DECIMALS);
  refuseWeightErrors(findings);
  const weights = new Map(table.rows.map(({ group, weight }) => [group, weight]));
  return (group) => {
    const weight = weights.get(group);
    return weight === undefined
      ? null
      : formatDecimal(weight)
          .replace(/(\.\d*?)0+$/, '$1')
          .replace(/\.$/, '');
  };
}
