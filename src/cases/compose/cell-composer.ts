import type { Composition } from '../read/map-headings.js';
import { cellText } from '../read/writers/cell-writer.js';
import type { JoinedFault } from '../tables/joined-fault.js';
import type { JoinedTables } from '../tables/joined-tables.js';
import { addCells, hundredthsText } from './add-cells.js';
import { addTexts } from './add-texts.js';
import type { ByteText } from './byte-text.js';
import { endOf, firstOf } from './cell-bounds.js';
import { hoursOf } from './hours-of.js';
import type { PieceMap } from './piece-map.js';
import { subtractTexts } from './subtract-texts.js';

/** Makes the text of one column of several cells, appended to `target`; answers what stands against it. */
export type CellComposer = (
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  cells: readonly number[],
  target: ByteText,
) => JoinedFault | undefined;

const encoder = new TextEncoder();
const LIST_SIGN = '|';

export interface ComposerOptions {
  readonly tables: JoinedTables | undefined;
  /** What stands for texts of single pieces of the column (有 → 1, "-" → nothing). */
  readonly pieces: PieceMap;
  /** The same for the diagnoses that pieces go with. */
  readonly codes: PieceMap;
  /** The sign that the column's writer takes between codes. */
  readonly listSign: string;
}

/** The maker of a composed column. */
export function composerOf(composition: Composition, options: ComposerOptions): CellComposer {
  const { pieces } = options;
  switch (composition.kind) {
    case 'join':
      return joinCells(composition.sign, pieces);
    case 'duration':
      return (bytes, starts, ends, cells, target) => {
        target.putText(hoursOf(textsOf(bytes, starts, ends, cells, pieces)));
        return undefined;
      };
    case 'sum':
      return (bytes, starts, ends, cells, target) => {
        const sum = addCells(bytes, starts, ends, cells, pieces);
        if (sum === undefined) target.putText(addTexts(textsOf(bytes, starts, ends, cells, pieces)));
        else if (sum !== 'blank') target.putText(hundredthsText(sum));
        return undefined;
      };
    case 'difference':
      return (bytes, starts, ends, cells, target) => {
        const [from = '', less = ''] = textsOf(bytes, starts, ends, cells, pieces);
        target.putText(subtractTexts(from, less));
        return undefined;
      };
    case 'aligned':
      return alignPieces(composition.absent, options);
    case 'amounts': {
      const { table, column } = composition;
      const amounts = options.tables?.amounts[table];
      if (amounts === undefined) throw new TypeError('a column of another table needs that table');
      return (bytes, starts, ends, cells, target) => {
        const from = firstOf(bytes, starts[cells[0]!]!, ends[cells[0]!]!);
        return amounts.putSum(column, bytes, from, endOf(bytes, from, ends[cells[0]!]!), target);
      };
    }
    case 'table': {
      const { list } = composition;
      const { tables, listSign } = options;
      if (tables === undefined) throw new TypeError('a column of another table needs that table');
      return (bytes, starts, ends, cells, target) => {
        const from = firstOf(bytes, starts[cells[0]!]!, ends[cells[0]!]!);
        const to = endOf(bytes, from, ends[cells[0]!]!);
        return tables.putList(list, bytes, from, to, target, { listSign, pieces });
      };
    }
  }
}

function joinCells(sign: string, pieces: PieceMap): CellComposer {
  return (bytes, starts, ends, cells, target) => {
    for (const cell of cells) {
      const from = firstOf(bytes, starts[cell]!, ends[cell]!);
      const to = endOf(bytes, from, ends[cell]!);
      if (pieces.isBlank(bytes, from, to)) continue;
      if (target.length > 0) target.putText(sign);
      target.put(bytes, from, to);
    }
    return undefined;
  };
}

function alignPieces(absent: ReadonlySet<number>, { pieces, codes }: ComposerOptions): CellComposer {
  return (bytes, starts, ends, cells, target) => {
    const count = cells.length / 2;
    let last = 0;
    for (let piece = 0; piece < count; piece++) {
      const code = cells[count + piece]!;
      const codeFrom = firstOf(bytes, starts[code]!, ends[code]!);
      const codeTo = endOf(bytes, codeFrom, ends[code]!);
      if (codes.isBlank(bytes, codeFrom, codeTo)) {
        // Without a principal the case has no diagnoses at all, so nothing goes with them.
        if (piece === 0 && count > 1) return undefined;
        continue;
      }
      if (last++ > 0) target.putText(LIST_SIGN);
      if (absent.has(piece)) continue;
      const cell = cells[piece]!;
      const from = firstOf(bytes, starts[cell]!, ends[cell]!);
      const to = endOf(bytes, from, ends[cell]!);
      if (count === 1) putEach(bytes, from, to, pieces, target);
      else putPiece(bytes, from, to, pieces, target);
    }
    return undefined;
  };
}

function putPiece(bytes: Uint8Array, from: number, to: number, pieces: PieceMap, target: ByteText): void {
  const replacement = pieces.find(bytes, from, to);
  if (replacement === undefined) target.put(bytes, from, to);
  else target.put(replacement, 0, replacement.length);
}

/** One cell with all pieces, each mapped. */
function putEach(bytes: Uint8Array, from: number, to: number, pieces: PieceMap, target: ByteText): void {
  const texts = cellText(bytes, from, to).split(/[|,;，；、｜]/);
  for (const [index, text] of texts.entries()) {
    if (index > 0) target.putText(LIST_SIGN);
    const piece = encoder.encode(text.trim());
    putPiece(piece, 0, piece.length, pieces, target);
  }
}

/** Cells as texts, those that mean nothing blank. */
function textsOf(
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  cells: readonly number[],
  blanks: PieceMap,
): string[] {
  return cells.map((cell) => {
    const from = firstOf(bytes, starts[cell]!, ends[cell]!);
    const to = endOf(bytes, from, ends[cell]!);
    return blanks.isBlank(bytes, from, to) ? '' : cellText(bytes, from, to);
  });
}
