import type { Column } from '../case-table.js';
import type { MappedHeading } from './map-headings.js';
import { notice } from './notices.js';
import type { Notice } from './read-result.js';

/** How a column worked out of several amounts is made, for people: "D11 + D12", "D01 − D09". */
export function partsFormula(parts: readonly MappedHeading[]): string {
  return parts
    .map(({ from, part }, index) => (index === 0 ? from : `${part === 'taken_off' ? '−' : '+'} ${from}`))
    .join(' ');
}

/** Tells of columns that are one amount less another: no amount of the file stands behind them. */
export function derivedNotices(mapped: readonly MappedHeading[], columns: Readonly<Record<string, Column>>): Notice[] {
  const derived = new Set(mapped.flatMap(({ to, part }) => (part === 'taken_off' && to in columns ? [to] : [])));
  return [...derived].map((column) =>
    notice('notice_amount_derived', { column, formula: partsFormula(mapped.filter(({ to }) => to === column)) }),
  );
}
