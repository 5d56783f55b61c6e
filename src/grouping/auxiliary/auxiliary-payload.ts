type Codes = Uint16Array | Uint32Array;
export type Integers = Int8Array | Int16Array | Int32Array;

/** Codes of the cases; a table without the column has no offsets. */
export interface CodeRows {
  readonly offsets: Uint32Array;
  readonly codes: Codes;
}

/** The comorbidity index of a policy, compiled for the loop. */
export interface CompiledComorbidity {
  /** By code of the diagnosis dictionary: bits of the conditions that it is. */
  readonly bitsOfCode: Uint32Array;
  /** Bits and points of each condition, family after family, the heaviest condition of a family first. */
  readonly conditions: readonly { readonly bit: number; readonly points: number; readonly family: number }[];
  /** First diagnosis that counts: 1 leaves the principal out. */
  readonly first: 0 | 1;
  /** Ages from which points are added, the oldest first; empty: age adds nothing. */
  readonly agePoints: readonly { readonly from: number; readonly points: number }[];
  readonly age: Integers | undefined;
  readonly out: Int16Array;
}

/** One class of a list: tests on codes are certain, tests on numbers may find a number missing. */
export interface CompiledClass {
  readonly value: number;
  readonly principal: Uint8Array | undefined;
  readonly others: Uint8Array | undefined;
  readonly diagnoses: Uint8Array | undefined;
  readonly noDiagnosis: Uint8Array | undefined;
  readonly procedures: Uint8Array | undefined;
  readonly dischargeTypes: { readonly values: Integers; readonly isIn: Uint8Array } | undefined;
  readonly numbers: readonly { readonly values: Integers; readonly least: number; readonly most: number }[];
}

export interface CompiledClassList {
  readonly classes: readonly CompiledClass[];
  readonly out: Int16Array;
}

/** All that the pass reads and writes: shared columns and small plain data. */
export interface AuxiliaryPayload {
  readonly diagnoses: CodeRows;
  readonly procedures: CodeRows | undefined;
  readonly comorbidity: CompiledComorbidity | undefined;
  readonly lists: readonly CompiledClassList[];
}
