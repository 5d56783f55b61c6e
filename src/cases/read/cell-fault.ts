import type { RowReason } from './row-reasons.js';

/** A cell that its reader already knows to be bad (an error value of a workbook). */
export interface CellFault {
  readonly reason: RowReason;
  readonly value: string;
}
