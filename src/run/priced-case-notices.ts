import { type CaseTable, findColumn } from '../cases/case-table.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { METHOD_UNPRICED, PAYMENT_METHODS, type PricedColumns } from '../pricing/priced-columns.js';
import { type CaseNotice, caseNotices } from '../settlement/case-notices.js';

/** What clearing would tell of these cases, told of them as priced: left out, outside their groups, parts that cannot be right. */
export function pricedCaseNotices(
  table: CaseTable,
  { timeline, priced }: { readonly timeline: PolicyTimeline; readonly priced: PricedColumns },
): CaseNotice[] {
  const counts = new Float64Array(PAYMENT_METHODS.length);
  let floored = 0;
  let negativePatient = 0;
  for (let row = 0; row < table.caseCount; row++) {
    const method = priced.method[row]!;
    counts[method]! += 1;
    if (method === METHOD_UNPRICED) continue;
    floored += priced.isFloored[row]!;
    if (priced.patientFen[row]! < 0) negativePatient += 1;
  }
  return caseNotices({
    casesOf: (method) => counts[method]!,
    floored,
    negativePatient,
    insurances: insurancesOf(table),
    policies: timeline.segments.map(({ policy }) => policy),
  });
}

/** In the order in which they are first met. */
function insurancesOf(table: CaseTable): string[] {
  const column = findColumn(table, 'insurance', 'dictionary');
  if (column === undefined) return [];
  const isUsed = new Uint8Array(column.values.length);
  for (let row = 0; row < table.caseCount; row++) isUsed[column.codes[row]!] = 1;
  return column.values.filter((_, code) => isUsed[code] === 1);
}
