import type { GroupColumns } from '../group-columns.js';

/** What the grouping pass needs: shared views and small plain data, cheap to clone to a worker. */
export interface GroupPayload {
  /** The compiled scheme's buffer. */
  readonly scheme: SharedArrayBuffer;
  /** What the run's switches leave to be tried: a mask over rule words, and one of chapters. */
  readonly triedRules: Uint32Array;
  readonly triedChapters: number;
  readonly leftOutPrincipals: 'refused' | 'taken';
  readonly missing: 'strict' | 'reference';
  /** By code of the table's own dictionary, made once a run: the scheme's id, and what the hot path reads of it. */
  readonly diagnosisIds: Uint16Array;
  readonly principalClasses: Uint16Array;
  readonly severityInfo: Uint16Array;
  readonly procedureIds: Uint16Array;
  readonly procedureClasses: Uint16Array;
  /** 2 where conditions ask about the procedure at any place, else 0. */
  readonly proceduresAsked: Uint16Array;
  readonly dxOffsets: Uint32Array;
  readonly dxCodes: Uint16Array | Uint32Array;
  readonly pxOffsets: Uint32Array;
  /** Where a case's procedures begin: pxOffsets itself, or behind those that `first_procedure: valid` drops. */
  readonly pxStarts: Uint32Array;
  readonly pxCodes: Uint16Array | Uint32Array;
  /** In the order of CONDITION_NUMBERS; null where the table lacks the column (every value is then missing). */
  readonly numbers: readonly (Int8Array | Int16Array | Int32Array | null)[];
  readonly columns: GroupColumns;
}
