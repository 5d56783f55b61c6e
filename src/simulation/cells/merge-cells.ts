import { compareCodePoints } from '../../kernel/hash.js';
import { type CaseCells, CELL_PARTS, type CellKeys } from './case-cells.js';
import { CELL_ERRORS } from './cell-errors.js';
import { prefixSums } from './prefix-sums.js';

/**
 * Merges cells that were made of parts of the cases, on one machine or many: the same bytes as cells of all the cases,
 * in whatever order the parts come.
 * @throws cells_not_alike where scheme, year or stretches differ; cells_sum_too_large
 */
export function mergeCells(parts: readonly CaseCells[]): CaseCells {
  const first = parts[0]!;
  for (const part of parts) refuseUnlike(first, part);
  const texts = {
    hospitals: union(parts.map(({ hospitals }) => hospitals)),
    insurances: union(parts.map(({ insurances }) => insurances)),
    kinds: union(parts.map(({ kinds }) => kinds)),
  };
  const sources = parts.map((cells) => ({
    cells,
    hospital: ranks(cells.hospitals, texts.hospitals),
    insurance: ranks(cells.insurances, texts.insurances),
    kind: ranks(cells.kinds, texts.kinds),
  }));
  const entries = sources.flatMap((source) =>
    Array.from({ length: source.cells.cellCount }, (_, cell) => ({ source, cell, key: keyOf(source, cell) })),
  );
  entries.sort((a, b) => compareKeys(a.key, b.key));
  const runs: (typeof entries)[] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last !== undefined && compareKeys(last[0]!.key, entry.key) === 0) last.push(entry);
    else runs.push([entry]);
  }
  return laidOut({ ...first, ...texts }, runs);
}

interface Source {
  readonly cells: CaseCells;
  readonly hospital: Uint32Array;
  readonly insurance: Uint32Array;
  readonly kind: Uint32Array;
}

interface Entry {
  readonly source: Source;
  readonly cell: number;
  readonly key: readonly number[];
}

function keyOf({ cells, hospital, insurance, kind }: Source, cell: number): number[] {
  return CELL_PARTS.map((part) => {
    const code = cells[part][cell]!;
    if (part === 'hospital') return hospital[code]!;
    if (part === 'insurance') return insurance[code]!;
    return part === 'kind' ? kind[code]! : code;
  });
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function laidOut(keys: CellKeys, runs: readonly (readonly Entry[])[]): CaseCells {
  const cellCount = runs.length;
  const start = new Uint32Array(cellCount + 1);
  const unpriced = new Uint32Array(cellCount);
  runs.forEach((run, c) => {
    let count = 0;
    for (const { source, cell } of run) {
      count += source.cells.start[cell + 1]! - source.cells.start[cell]!;
      unpriced[c]! += source.cells.unpriced[cell]!;
    }
    start[c + 1] = start[c]! + count;
  });
  const caseCount = start[cellCount]!;
  const isNarrow = runs.every((run) => run.every(({ source }) => source.cells.cost instanceof Uint32Array));
  const cost = isNarrow ? new Uint32Array(caseCount) : new Float64Array(caseCount);
  const pooled = isNarrow ? new Uint32Array(caseCount) : new Float64Array(caseCount);
  runs.forEach((run, c) => {
    mergeRun(run, start[c]!, cost, pooled);
  });
  const part = <Codes extends Uint8Array | Uint16Array | Uint32Array>(codes: Codes, place: number): Codes => {
    runs.forEach((run, c) => {
      codes[c] = run[0]!.key[place]!;
    });
    return codes;
  };
  const { hospitals, insurances, kinds, groups, schemeHash, days, yearBy, exemptions } = keys;
  return {
    ...{ hospitals, insurances, kinds, groups, schemeHash, days, yearBy, exemptions, cellCount, caseCount },
    hospital: part(new Uint32Array(cellCount), 0),
    insurance: part(new Uint16Array(cellCount), 1),
    segment: part(new Uint16Array(cellCount), 2),
    kind: part(new Uint16Array(cellCount), 3),
    status: part(new Uint8Array(cellCount), 4),
    level: part(new Uint8Array(cellCount), 5),
    exempt: part(new Uint8Array(cellCount), 6),
    group: part(new Uint16Array(cellCount), 7),
    unpriced,
    start,
    cost,
    pooled,
    sums: prefixSums({ start, cost, pooled }),
  };
}

/** Merges sorted stretches of cases into one, by cost and then pooled fund. */
function mergeRun(
  run: readonly Entry[],
  from: number,
  cost: Uint32Array | Float64Array,
  pooled: Uint32Array | Float64Array,
): void {
  const heads = run.map(({ source: { cells }, cell }) => ({
    cells,
    at: cells.start[cell]!,
    end: cells.start[cell + 1]!,
  }));
  for (let target = from; ; target++) {
    let least: (typeof heads)[number] | undefined;
    for (const head of heads) {
      if (head.at === head.end) continue;
      if (least === undefined || comesFirst(head, least)) least = head;
    }
    if (least === undefined) return;
    cost[target] = least.cells.cost[least.at]!;
    pooled[target] = least.cells.pooled[least.at]!;
    least.at += 1;
  }
}

type Head = { readonly cells: CaseCells; readonly at: number };

function comesFirst(a: Head, b: Head): boolean {
  const difference = a.cells.cost[a.at]! - b.cells.cost[b.at]!;
  return difference < 0 || (difference === 0 && a.cells.pooled[a.at]! < b.cells.pooled[b.at]!);
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort(compareCodePoints);
}

function ranks(own: readonly string[], all: readonly string[]): Uint32Array {
  const place = new Map(all.map((text, rank) => [text, rank]));
  return Uint32Array.from(own, (text) => place.get(text)!);
}

function refuseUnlike(first: CellKeys, other: CellKeys): void {
  const alike: [string, string, string][] = [
    ['scheme', first.schemeHash, other.schemeHash],
    ['groups', first.groups.join(' '), other.groups.join(' ')],
    ['days', first.days.join(' '), other.days.join(' ')],
    ['year_by', first.yearBy, other.yearBy],
    ['exemptions', first.exemptions.join(' '), other.exemptions.join(' ')],
  ];
  for (const [part, a, b] of alike) {
    if (a !== b) throw CELL_ERRORS.cells_not_alike({ part, first: a.slice(0, 60), second: b.slice(0, 60) });
  }
}
