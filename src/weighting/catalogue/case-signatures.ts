import type { CodesColumn } from '../../cases/case-table.js';
import { leadingAt, type ProcedureRoles, ruleFor } from './procedure-roles.js';
import type { RankedCodes } from './ranked-codes.js';
import { SignatureTable } from './signature-table.js';

export const NO_SIGNATURE = 0xffff_ffff;

/** Cases sorted by what a catalogue can tell them apart by. */
export interface CaseSignatures {
  readonly table: SignatureTable;
  /** By row; NO_SIGNATURE where the case makes no catalogue. */
  readonly ofRow: Uint32Array;
  /** By signature: cases, those of the last year, and their cost in fen (below 2^53: 90 thousand million yuan). */
  readonly cases: Float64Array;
  readonly lastCases: Float64Array;
  readonly costFen: Float64Array;
}

export interface SignatureSource {
  readonly dx: CodesColumn;
  readonly px: Pick<CodesColumn, 'offsets' | 'codes'>;
  readonly diagnoses: RankedCodes;
  readonly procedures: RankedCodes;
  readonly roles: ProcedureRoles;
  /** By row: 0 left out, 1 an earlier year, 2 the last. */
  readonly part: Uint8Array;
  readonly costFen: Float64Array;
}

const LAST_YEAR = 2;

/**
 * One pass over the cases: principal, leading procedure, treatment class, and the other procedures that may count as
 * related ones (those that no rule excludes), each once.
 */
export function signCases(source: SignatureSource): CaseSignatures {
  const { dx, px, roles, part, diagnoses, procedures } = source;
  const table = new SignatureTable();
  const ofRow = new Uint32Array(part.length).fill(NO_SIGNATURE);
  const others = new Int32Array(longest(px.offsets));
  const pxRank = procedures.rankOf;
  for (let row = 0; row < part.length; row++) {
    if (part[row] === 0) continue;
    const diagnosis = dx.codes[dx.offsets[row]!]!;
    const from = px.offsets[row]!;
    const to = px.offsets[row + 1]!;
    const leading = from === to ? -1 : leadingAt(roles, px.codes, from, to, diagnosis);
    let kind = 0;
    let length = 0;
    if (leading >= 0) {
      kind = roles.kind[px.codes[leading]!]!;
      for (let place = from; place < to; place++) {
        if (place === leading || ruleFor(roles, px.codes[place]!, diagnosis) !== 0) continue;
        if (roles.isHighest && roles.kind[px.codes[place]!]! > kind) kind = roles.kind[px.codes[place]!]!;
        length = insert(others, length, pxRank[px.codes[place]!]!);
      }
    }
    const lead = leading < 0 ? -1 : pxRank[px.codes[leading]!]!;
    ofRow[row] = table.idOf(diagnoses.rankOf[diagnosis]!, lead, kind, others, length);
  }
  const cases = new Float64Array(table.count);
  const lastCases = new Float64Array(table.count);
  const costFen = new Float64Array(table.count);
  for (let row = 0; row < part.length; row++) {
    const id = ofRow[row]!;
    if (id === NO_SIGNATURE) continue;
    cases[id]! += 1;
    if (part[row] === LAST_YEAR) lastCases[id]! += 1;
    costFen[id]! += source.costFen[row]!;
  }
  return { table, ofRow, cases, lastCases, costFen };
}

/** Puts a number into the rising list if it is not there. @returns the new length */
function insert(list: Int32Array, length: number, value: number): number {
  let place = length;
  while (place > 0 && list[place - 1]! > value) place -= 1;
  if (place > 0 && list[place - 1] === value) return length;
  for (let i = length; i > place; i--) list[i] = list[i - 1]!;
  list[place] = value;
  return length + 1;
}

function longest(offsets: Uint32Array): number {
  let most = 1;
  for (let row = 1; row < offsets.length; row++) most = Math.max(most, offsets[row]! - offsets[row - 1]!);
  return most;
}
