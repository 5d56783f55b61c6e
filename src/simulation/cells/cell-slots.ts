import { type CaseFacts, classifyCase, periodOfCase } from '../../pricing/case-facts.js';

/** Which standard pays each cell: the same while only rates, bands and shares change. */
export interface CellSlots {
  /** By cell: pay class × groupCount + group; below 0 minus the method of cells outside the groups. */
  readonly slotOf: Int32Array;
  readonly periodOf: Uint16Array;
  /** The slots that occur. */
  readonly used: Uint32Array;
  readonly periodOfClass: readonly number[];
}

export function findCellSlots(
  facts: CaseFacts,
  cellCount: number,
  classes: readonly { readonly period: number }[],
): CellSlots {
  const slotOf = new Int32Array(cellCount);
  const periodOf = new Uint16Array(cellCount);
  for (let cell = 0; cell < cellCount; cell++) {
    periodOf[cell] = periodOfCase(facts, cell);
    slotOf[cell] = classifyCase(facts, cell, periodOf[cell]!);
  }
  const used = Uint32Array.from(new Set(slotOf.filter((slot) => slot >= 0))).sort();
  return { slotOf, periodOf, used, periodOfClass: classes.map(({ period }) => period) };
}
