import type { CellFault } from './cell-fault.js';
import type { ColumnSlot } from './column-slot.js';

export interface SlotFault {
  readonly slot: ColumnSlot;
  readonly fault: CellFault;
}

/** Cells in use that a workbook's reader could not tell, each with the first column that it fills. */
export function slotFaults(slots: readonly ColumnSlot[], faults: ReadonlyMap<number, CellFault>): SlotFault[] {
  const found: SlotFault[] = [];
  const told = new Set<number>();
  for (const slot of slots) {
    for (const cell of slot.cells.length > 0 ? slot.cells : [slot.cell]) {
      const fault = faults.get(cell);
      if (fault === undefined || told.has(cell)) continue;
      told.add(cell);
      found.push({ slot, fault });
    }
  }
  return found;
}
