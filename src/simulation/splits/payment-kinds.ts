import { type CaseTable, findColumn } from '../../cases/case-table.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { METHOD_KIND, METHOD_UNPRICED, PAYMENT_METHODS, type PricedColumns } from '../../pricing/priced-columns.js';
import { isGroupPaid } from '../../settlement/sum-cells.js';

/** How a case is paid (付费方式), and which rule decided it. */
export interface PaymentKind {
  /** drg, dip; day, package … as the case says; item; none where nothing can be computed. */
  readonly payment: string;
  /** Name of PAYMENT_METHODS. */
  readonly rule: string;
}

/**
 * How each case is paid: through groups by the scheme's method, else by its own payment_kind, else by item.
 * @returns the kinds that can occur, and the index of each case's
 */
export function paymentKinds(
  table: CaseTable,
  priced: Pick<PricedColumns, 'method'>,
  groupMethod: string,
): { readonly kinds: readonly PaymentKind[]; readonly kindOf: (row: number) => number } {
  const column = findColumn(table, 'payment_kind', 'dictionary');
  const own = (column?.values ?? []).map((value) => (value === '' ? 'item' : value));
  const names = [...new Set(own)].sort(compareCodePoints);
  const kinds: PaymentKind[] = PAYMENT_METHODS.map((rule, method) => ({
    payment: isGroupPaid(method) ? groupMethod : method === METHOD_UNPRICED ? 'none' : 'item',
    rule,
  }));
  const first = kinds.length;
  for (const payment of names) kinds.push({ payment, rule: PAYMENT_METHODS[METHOD_KIND] });
  const placeOf = own.map((value) => first + names.indexOf(value));
  return {
    kinds,
    kindOf: (row) => {
      const method = priced.method[row]!;
      return method === METHOD_KIND && column !== undefined ? placeOf[column.codes[row]!]! : method;
    },
  };
}
