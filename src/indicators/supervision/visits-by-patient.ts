import type { VisitColumns } from '../monitor/further-tables.js';

/** Visits of some kinds by patient, each list by day. */
export function visitsByPatient(visits: VisitColumns, kinds: readonly string[]): ReadonlyMap<string, number[]> {
  const wanted = new Set(kinds);
  const byPatient = new Map<string, number[]>();
  for (let visit = 0; visit < visits.count; visit++) {
    if (!wanted.has(visits.kind[visit]!)) continue;
    const known = byPatient.get(visits.patient[visit]!);
    if (known === undefined) byPatient.set(visits.patient[visit]!, [visit]);
    else known.push(visit);
  }
  for (const list of byPatient.values()) list.sort((a, b) => visits.day[a]! - visits.day[b]! || a - b);
  return byPatient;
}

/** Place of the first visit on or after a day. */
export function firstVisitFrom(list: readonly number[], days: Int32Array, day: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (days[list[middle]!]! < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
