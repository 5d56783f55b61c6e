import { type CaseTable, findColumn } from '../cases/case-table.js';
import type { Policy } from '../policy/policy-schema.js';

const KIND_OF_METHOD: Readonly<Record<Policy['method'], 'drg' | 'dip'>> = {
  'drg-rate': 'drg',
  'drg-points': 'drg',
  dip: 'dip',
};

/** payment_kind of cases that a method pays through groups. */
export const groupKindOf = (method: Policy['method']): 'drg' | 'dip' => KIND_OF_METHOD[method];

/**
 * The cases as a policy of another method would have recorded them: what was paid through groups of the one method
 * (payment_kind drg or dip) counts as paid through groups of the other. Kinds outside the groups stay what they are.
 * Only for comparing two methods on the same cases: otherwise a case is what its record says.
 */
export function kindsOfMethod(table: CaseTable, method: Policy['method']): CaseTable {
  const kinds = findColumn(table, 'payment_kind', 'dictionary');
  const kind = KIND_OF_METHOD[method];
  if (kinds === undefined || !kinds.values.some((value) => value !== kind && /^(?:drg|dip)$/.test(value))) return table;
  const values = kinds.values.map((value) => (value === 'drg' || value === 'dip' ? kind : value));
  return { ...table, columns: { ...table.columns, payment_kind: { ...kinds, values } } };
}
