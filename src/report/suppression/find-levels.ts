import type { ResultTable } from '../../kernel/result-table.js';
import { type TableFacts, tableFacts } from './table-facts.js';

/** How much of a row is hidden: nothing, what counts parts of its cases, everything. */
export const HIDDEN_PARTS = 1;
export const HIDDEN_ALL = 2;
export type RowLevels = Uint8Array;

/**
 * How much of each row has to be hidden so that no number of fewer than `least` cases shows:
 *
 * - a row of 1 … `least` − 1 cases is hidden; a row whose parts (or what remains beside one) are so few hides its parts;
 * - where rows add up to a sum that stands elsewhere (the whole table, a hospital's departments, a chapter's groups),
 *   a hidden row could be had by subtraction: at least two are hidden, of `least` cases together, the smallest first,
 *   and of each part none or `least`;
 * - a row that is hidden in one table (a hospital) is hidden in every table that has it, and so are the rows that add up
 *   to it (its departments); a row that is the sum of one hidden row alone is hidden too.
 *
 * Sums over several tables at once are not searched (that needs a linear program).
 * @returns by table; undefined where a table has neither a count of cases nor a key whose rows are known
 */
export function findLevels(tables: readonly ResultTable[], least: number): ReadonlyMap<string, RowLevels | undefined> {
  const all = tables.map(tableFacts);
  const levels = new Map(all.map((facts) => [facts.name, ownLevels(facts, least)]));
  // Rows add up to those of a table that has the column as its key: departments to hospitals, groups to chapters.
  const keys = new Set(all.flatMap(({ key }) => (key === undefined ? [] : [key.name])));
  const blocksOf = new Map(all.map((facts) => [facts.name, blocks(facts, keys)]));
  let isChanged = true;
  while (isChanged) {
    isChanged = false;
    for (const facts of all) {
      const own = levels.get(facts.name)!;
      for (const level of [HIDDEN_ALL, HIDDEN_PARTS])
        if (facts.counts.length > 0)
          isChanged = hideMore(facts, blocksOf.get(facts.name)!, own, level, least) || isChanged;
    }
    for (const above of all) {
      for (const below of all) {
        isChanged = handDown(above, below, levels) || isChanged;
        isChanged = handUp(above, below, levels, least) || isChanged;
      }
    }
  }
  const hasCounts = new Set(all.filter(({ counts }) => counts.length > 0).map(({ name }) => name));
  const keysOfCounted = new Set(all.flatMap(({ name, key }) => (hasCounts.has(name) && key ? [key.name] : [])));
  return new Map(
    all.map(({ name, key }) => {
      const isKnown = hasCounts.has(name) || (key !== undefined && keysOfCounted.has(key.name));
      return [name, isKnown ? levels.get(name) : undefined];
    }),
  );
}

/** Sets of rows whose sum stands somewhere: all of them, and those of one row of another table. */
function blocks({ rowCount, texts, key }: TableFacts, keys: ReadonlySet<string>): readonly (readonly number[])[] {
  const summed = [...texts].filter(([name]) => name !== key?.name && keys.has(name));
  return [
    Array.from({ length: rowCount }, (_, row) => row),
    ...summed.flatMap(([, values]) => [...rowsByText(values).values()]),
  ];
}

function ownLevels({ rowCount, counts, parts }: TableFacts, least: number): RowLevels {
  const isFew = (count: number): boolean => count > 0 && count < least;
  return Uint8Array.from({ length: rowCount }, (_, row) => {
    if (counts.some((values) => isFew(values[row]!))) return HIDDEN_ALL;
    const isPartFew = parts.some(
      ({ values, whole }) => isFew(values[row]!) || (whole !== undefined && isFew(whole[row]! - values[row]!)),
    );
    return isPartFew ? HIDDEN_PARTS : 0;
  });
}

/** Hides further rows wherever those hidden could be had by subtraction. True where any was. */
function hideMore(
  facts: TableFacts,
  blocksOf: readonly (readonly number[])[],
  levels: RowLevels,
  level: number,
  least: number,
): boolean {
  let isChanged = false;
  for (const rows of blocksOf) {
    const counted = rows.filter((row) => sizeOf(facts, row) > 0);
    const hidden = counted.filter((row) => levels[row]! >= level);
    if (hidden.length === 0) continue;
    const open = counted
      .filter((row) => levels[row]! < level)
      .sort((a, b) => sizeOf(facts, a) - sizeOf(facts, b) || a - b);
    for (const row of open) {
      if (areEnough(facts, hidden, level, least)) break;
      levels[row] = level;
      hidden.push(row);
      isChanged = true;
    }
  }
  return isChanged;
}

/** Cases of a row; of a comparison, of the larger side. */
function sizeOf({ counts }: TableFacts, row: number): number {
  return Math.max(...counts.map((values) => values[row]!));
}

/** May the sum of these hidden rows be known? */
function areEnough(facts: TableFacts, rows: readonly number[], level: number, least: number): boolean {
  const isNoneOrMany = (values: Float64Array): boolean => {
    const sum = rows.reduce((total, row) => total + values[row]!, 0);
    return sum === 0 || sum >= least;
  };
  if (rows.length < 2 || !facts.counts.every(isNoneOrMany)) return false;
  return level === HIDDEN_ALL || facts.parts.every(({ values }) => isNoneOrMany(values));
}

/** A row above that is the sum of hidden rows below, too few to hide each other, says what they would not. */
function handUp(above: TableFacts, below: TableFacts, levels: ReadonlyMap<string, RowLevels>, least: number): boolean {
  const { key } = above;
  const values = key === undefined || above === below ? undefined : below.texts.get(key.name);
  if (key === undefined || values === undefined || above.counts.length === 0 || below.counts.length === 0) return false;
  const to = levels.get(above.name)!;
  const from = levels.get(below.name)!;
  const blocks = rowsByText(values);
  let isChanged = false;
  key.values.forEach((value, row) => {
    const counted = (blocks.get(value) ?? []).filter((one) => sizeOf(below, one) > 0);
    for (const level of [HIDDEN_ALL, HIDDEN_PARTS]) {
      const hidden = counted.filter((one) => from[one]! >= level);
      const isAll = hidden.length > 0 && hidden.length === counted.length;
      if (!isAll || to[row]! >= level || areEnough(below, hidden, level, least)) continue;
      to[row] = level;
      isChanged = true;
    }
  });
  return isChanged;
}

/** Rows of a table below take the level of the row above that they add up to, or that is the same one. */
function handDown(above: TableFacts, below: TableFacts, levels: ReadonlyMap<string, RowLevels>): boolean {
  const { key } = above;
  const values = key === undefined || above === below ? undefined : below.texts.get(key.name);
  if (key === undefined || values === undefined || above.counts.length === 0) return false;
  const from = levels.get(above.name)!;
  const to = levels.get(below.name)!;
  const levelOf = new Map(key.values.map((value, row) => [value, from[row]!]));
  let isChanged = false;
  for (let row = 0; row < below.rowCount; row++) {
    const level = levelOf.get(values[row]!) ?? 0;
    if (level <= to[row]!) continue;
    to[row] = level;
    isChanged = true;
  }
  return isChanged;
}

function rowsByText(values: readonly string[]): ReadonlyMap<string, number[]> {
  const rows = new Map<string, number[]>();
  values.forEach((value, row) => {
    const list = rows.get(value);
    if (list === undefined) rows.set(value, [row]);
    else list.push(row);
  });
  return rows;
}
