import type { Composition } from '../read/map-headings.js';
import { cellText } from '../read/writers/cell-writer.js';
import type { JoinedTables } from '../tables/joined-tables.js';
import { addTexts } from './add-texts.js';
import type { ByteText } from './byte-text.js';
import { hoursOf } from './hours-of.js';

/** A row of another table that belongs to the case and cannot be read. */
export interface JoinedFault {
  readonly file: string;
  readonly row: number;
  readonly value: string;
}

/** Makes the text of one column of several cells, appended to `target`; answers what stands against it. */
export type CellComposer = (
  bytes: Uint8Array,
  starts: Int32Array,
  ends: Int32Array,
  cells: readonly number[],
  target: ByteText,
) => JoinedFault | undefined;

const SPACE = 32;
const LIST_SIGN = '|';

export interface ComposerOptions {
  readonly tables: JoinedTables | undefined;
  /** Texts of single pieces → what they stand for (有 → 1). */
  readonly pieces: ReadonlyMap<string, string>;
  /** The sign that the column's writer takes between codes. */
  readonly listSign: string;
}

/** The maker of a composed column. */
export function composerOf(composition: Composition, options: ComposerOptions): CellComposer {
  switch (composition.kind) {
    case 'join':
      return joinCells(composition.sign);
    case 'duration':
      return (bytes, starts, ends, cells, target) => {
        target.putText(hoursOf(cells.map((cell) => trimmedText(bytes, starts[cell]!, ends[cell]!))));
        return undefined;
      };
    case 'sum':
      return (bytes, starts, ends, cells, target) => {
        target.putText(addTexts(cells.map((cell) => trimmedText(bytes, starts[cell]!, ends[cell]!))));
        return undefined;
      };
    case 'aligned':
      return alignPieces(composition.absent, options.pieces);
    case 'table': {
      const { list } = composition;
      const { tables, listSign, pieces } = options;
      if (tables === undefined) throw new TypeError('a column of another table needs that table');
      return (bytes, starts, ends, cells, target) => {
        const [from, to] = trim(bytes, starts[cells[0]!]!, ends[cells[0]!]!);
        return tables.putList(list, bytes, from, to, target, { listSign, pieces });
      };
    }
  }
}

function joinCells(sign: string): CellComposer {
  return (bytes, starts, ends, cells, target) => {
    for (const cell of cells) {
      const [from, to] = trim(bytes, starts[cell]!, ends[cell]!);
      if (from === to) continue;
      if (target.length > 0) target.putText(sign);
      target.put(bytes, from, to);
    }
    return undefined;
  };
}

function alignPieces(absent: ReadonlySet<number>, pieces: ReadonlyMap<string, string>): CellComposer {
  return (bytes, starts, ends, cells, target) => {
    const count = cells.length / 2;
    let last = 0;
    for (let piece = 0; piece < count; piece++) {
      const [codeFrom, codeTo] = trim(bytes, starts[cells[count + piece]!]!, ends[cells[count + piece]!]!);
      if (codeFrom === codeTo) continue;
      if (last > 0) target.putText(LIST_SIGN);
      last++;
      if (absent.has(piece)) continue;
      const text = trimmedText(bytes, starts[cells[piece]!]!, ends[cells[piece]!]!);
      target.putText(count === 1 ? mapEach(text, pieces) : (pieces.get(text) ?? text));
    }
    return undefined;
  };
}

/** One cell with all pieces, each mapped. */
function mapEach(text: string, pieces: ReadonlyMap<string, string>): string {
  if (pieces.size === 0) return text;
  return text
    .split(/[|,;，；、｜]/)
    .map((piece) => pieces.get(piece.trim()) ?? piece.trim())
    .join(LIST_SIGN);
}

function trim(bytes: Uint8Array, from: number, to: number): [number, number] {
  let start = from;
  let end = to;
  while (start < end && bytes[start]! <= SPACE) start++;
  while (end > start && bytes[end - 1]! <= SPACE) end--;
  return [start, end];
}

function trimmedText(bytes: Uint8Array, from: number, to: number): string {
  return cellText(bytes, from, to).trim();
}
