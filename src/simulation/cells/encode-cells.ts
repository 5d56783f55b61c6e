import { type CaseCells, CELL_PARTS, type CellKeys } from './case-cells.js';
import { CELL_ERRORS } from './cell-errors.js';
import { prefixSums } from './prefix-sums.js';

const MAGIC = 'drgdip cells 1\n';
const ALIGN = 8;
const ARRAYS = [...CELL_PARTS, 'unpriced', 'start', 'cost', 'pooled'] as const;
const MAKERS = { Uint8Array, Uint16Array, Uint32Array, Float64Array };
type MakerName = keyof typeof MAKERS;

interface Header extends CellKeys {
  readonly cellCount: number;
  readonly caseCount: number;
  /** Name, type and length of each array, in the order of their bytes. */
  readonly arrays: readonly (readonly [string, string, number])[];
}

/**
 * Cells as bytes: a line that says what they are, the length of the header, the header as JSON, then the arrays, each
 * at a multiple of 8, numbers little-endian. Eight bytes a case where amounts fit 32 bits. Equal cells give equal bytes.
 */
export function encodeCells(cells: CaseCells): Uint8Array {
  const { hospitals, insurances, kinds, groups, schemeHash, days, yearBy, exemptions, cellCount, caseCount } = cells;
  const arrays = ARRAYS.map((name) => [name, cells[name].constructor.name, cells[name].length] as const);
  const header: Header = {
    ...{ hospitals, insurances, kinds, groups, schemeHash, days, yearBy, exemptions, cellCount, caseCount, arrays },
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  let at = aligned(MAGIC.length + ALIGN + text.length);
  const places = ARRAYS.map((name) => {
    const place = at;
    at = aligned(at + cells[name].byteLength);
    return place;
  });
  const bytes = new Uint8Array(at);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, text.length, true);
  bytes.set(text, MAGIC.length + ALIGN);
  ARRAYS.forEach((name, i) => {
    const { buffer, byteOffset, byteLength } = cells[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), places[i]);
  });
  return bytes;
}

/**
 * Reads what encodeCells wrote; the prefix sums are made again.
 * @throws stored_cells_unreadable
 */
export function decodeCells(bytes: Uint8Array): CaseCells {
  const magic = new TextDecoder().decode(bytes.slice(0, MAGIC.length));
  if (magic !== MAGIC) throw CELL_ERRORS.stored_cells_unreadable({ reason: `"${magic.slice(0, 20)}"` });
  const header = readHeader(bytes);
  const found = {} as Record<(typeof ARRAYS)[number], Uint8Array | Uint16Array | Uint32Array | Float64Array>;
  let at = aligned(MAGIC.length + ALIGN + headerLength(bytes));
  for (const name of ARRAYS) {
    const [, type, length] = header.arrays.find(([stored]) => stored === name) ?? [];
    if (type === undefined || length === undefined || !Object.hasOwn(MAKERS, type)) {
      throw CELL_ERRORS.stored_cells_unreadable({ reason: name });
    }
    const Maker = MAKERS[type as MakerName];
    const size = length * Maker.BYTES_PER_ELEMENT;
    if (at + size > bytes.length)
      throw CELL_ERRORS.stored_cells_unreadable({ reason: `${name}: ${at + size} > ${bytes.length}` });
    found[name] = new Maker(bytes.slice(at, at + size).buffer);
    at = aligned(at + size);
  }
  const { arrays: _, ...keys } = header;
  const cells = { ...keys, ...found } as unknown as Omit<CaseCells, 'sums'>;
  return { ...cells, sums: prefixSums(cells) };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < MAGIC.length + ALIGN)
    throw CELL_ERRORS.stored_cells_unreadable({ reason: `${bytes.length} bytes` });
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
}

function readHeader(bytes: Uint8Array): Header {
  const start = MAGIC.length + ALIGN;
  try {
    return JSON.parse(new TextDecoder().decode(bytes.slice(start, start + headerLength(bytes)))) as Header;
  } catch (error) {
    throw CELL_ERRORS.stored_cells_unreadable(
      { reason: error instanceof Error ? error.message : '' },
      { cause: error },
    );
  }
}

const aligned = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;
