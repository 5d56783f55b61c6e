import type { RowPass } from '../kernel/executor.js';
import { CHUNK_ROWS } from '../kernel/formula/column-steps.js';
import { createPlainRange } from './plain-range.js';
import type { PricePayload } from './price-payload.js';
import { createRuledRange } from './ruled-range.js';

/**
 * Prices rows [from, to). Only lookups and integer compares: a case's class and group say its standard, its cost says
 * the band. Rows of a formula band are gathered and computed by columns, chunk by chunk. Nothing is allocated per case.
 * A policy with rules on single cases takes the longer way of ruled-range.ts.
 */
function priceRows(payload: PricePayload, from: number, to: number): void {
  const { rules } = payload;
  const priceChunk = rules === undefined ? createPlainRange(payload) : createRuledRange(payload, rules);
  for (let start = from; start < to; start += CHUNK_ROWS) priceChunk(start, Math.min(to, start + CHUNK_ROWS));
}

/** The pricing pass: no case looks at another, so any split of the rows gives the same bytes. */
export const pricePass: RowPass<PricePayload> = { name: 'price', rows: priceRows };
