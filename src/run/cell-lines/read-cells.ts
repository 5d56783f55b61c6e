import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { type LineBatch, LineCutter } from '../../cases/lines/line-cutter.js';
import { EngineError } from '../../kernel/errors.js';
import { canonicalJson, sha256 } from '../../kernel/hash.js';
import {
  type CaseCell,
  CELL_FORM,
  type CellFields,
  type CellsIdentity,
  identityName,
  KEY_RESULTS,
  parseCell,
  parseLine,
} from './cell-line.js';
import { CELL_ERRORS } from './cell-line-errors.js';
import { CellsParts } from './cells-parts.js';
import { mergeCells } from './merge-cells.js';

/** Cells of files, merged. */
export interface ReadCells {
  readonly identity: CellsIdentity;
  /** In order of their keys; rejected rows are not among them. */
  readonly cells: readonly CaseCell[];
  readonly caseCount: number;
  /** Rows that were no cases, by reason. */
  readonly rejected: ReadonlyMap<string, number>;
  /** Over identity and cells: the same whatever files the cells came in, and in what order. */
  readonly hash: string;
}

/**
 * Reads the lines that `stdio --emit cells` wrote, from files in any order, and merges cells of one key.
 * @throws cells_unreadable, cells_twice, cells_cut_off, cells_other_scheme, cells_other_columns, cells_empty
 */
export async function readCells(paths: readonly string[]): Promise<ReadCells> {
  const found: { readonly place: string; readonly fields: CellFields }[] = [];
  const identities = new Map<string, CellsIdentity>();
  const parts = new CellsParts();
  for (const path of paths) {
    let number = 0;
    const take = ({ bytes, starts, ends }: LineBatch): void => {
      starts.forEach((start, i) => {
        number += 1;
        const text = bytes.toString('utf8', start, ends[i]!);
        if (text.trim() === '') return;
        const place = `${basename(path)}:${number}`;
        const line = atLine(place, () => parseLine(text));
        if (line.kind === 'cell') found.push({ place, fields: line.fields });
        else if (line.kind === 'part') parts.add(line.part, place);
        else {
          for (const other of identities.values()) refuseOther(other, line.identity, place);
          identities.set(identityName(line.identity), line.identity);
        }
      });
    };
    const cutter = new LineCutter();
    for await (const part of createReadStream(path)) take(cutter.take([part as Buffer]));
    take(cutter.end());
  }
  const [identity] = identities.values();
  if (identity === undefined) throw CELL_ERRORS.cells_empty();
  const parsed = found.map(({ place, fields }) =>
    atLine(place, () => {
      const own = identities.get(fields.name);
      if (own === undefined) throw CELL_ERRORS.cells_unreadable({ what: `identity ${fields.name}` });
      const cell = parseCell(own, fields);
      parts.count(fields.part, cell.count, place);
      return cell;
    }),
  );
  parts.close();
  const merged = mergeCells(identity, parsed);
  const statusAt = identity.texts.length + KEY_RESULTS.indexOf('status');
  const rejected = new Map<string, number>();
  const cells = merged.filter(({ key, count }) => {
    if (key[statusAt] !== 'rejected') return true;
    rejected.set(key[statusAt + 1]!, count);
    return false;
  });
  const caseCount = cells.reduce((sum, { count }) => sum + count, 0);
  const hash = sha256(canonicalJson([identity, merged.map(({ key, count, values }) => [key, count, values])]));
  return { identity, cells, caseCount, rejected, hash };
}

/** Whether a file holds cells: what it begins with says so. @throws what opening the file throws */
export function isCellFile(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(CELL_FORM.length);
    readSync(file, start, 0, start.length, 0);
    return start.toString('latin1') === CELL_FORM;
  } finally {
    closeSync(file);
  }
}

function refuseOther(first: CellsIdentity, other: CellsIdentity, path: string): void {
  const scheme = (of: CellsIdentity): string => `${of.scheme} ${of.schemeHash.slice(0, 12)} ${of.switches}`;
  if (scheme(first) !== scheme(other)) {
    throw CELL_ERRORS.cells_other_scheme({ first: scheme(first), second: scheme(other) }, { path });
  }
  const columns = ({ numbers, texts }: CellsIdentity): string => [...numbers, ...texts].join(', ');
  if (columns(first) === columns(other)) return;
  throw CELL_ERRORS.cells_other_columns({ first: columns(first), second: columns(other) }, { path });
}

/** What is wrong with a line is told with its place. */
function atLine<Value>(path: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (cause) {
    if (cause instanceof EngineError && cause.code === 'cells_unreadable') {
      throw CELL_ERRORS.cells_unreadable(cause.details, { path });
    }
    throw cause;
  }
}
