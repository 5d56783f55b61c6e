import { firstFew, type WorkbookFindings } from './workbook-findings.js';

interface SortedRow {
  readonly code: string;
  readonly place: string;
  readonly sort?: number | undefined;
}

export function groupRows<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** By sort number, rows of one number in the order of the sheet; "the rest" last whatever its number. */
export function sortedRows<Row extends SortedRow>(rows: readonly Row[], isRest: (row: Row) => boolean): Row[] {
  const rank = (row: Row) => row.sort ?? Number.MAX_SAFE_INTEGER;
  return [...rows].sort((a, b) => Number(isRest(a)) - Number(isRest(b)) || rank(a) - rank(b));
}

/**
 * Reports sort numbers that a reader who trusts them would trip over: one number twice, "the rest" not last, gaps, and
 * (where numbering begins anew in each parent) a start other than 1.
 */
export function reportSorts<Row extends SortedRow>(
  rows: readonly Row[],
  parent: string,
  beginsAtOne: boolean,
  findings: WorkbookFindings,
  isRest: (row: Row) => boolean = () => false,
): void {
  const numbered = rows.filter((row) => row.sort !== undefined);
  const byNumber = groupRows(numbered, (row) => row.sort!);
  for (const [number, same] of byNumber) {
    if (same.length < 2) continue;
    const codes = same.map((row) => `${row.code}（${row.place}）`).join('、');
    const plain = same.map((row) => `${row.code} (${row.place})`).join(', ');
    const rest = same.some(isRest);
    findings.warning(
      'sort_repeated',
      same[1]!.place,
      `${parent} 中排序号 ${number} 重复：${codes}。${rest ? '无条件的一行排在最后，' : ''}其余按行的先后读取。`,
      `in ${parent} the sort number ${number} stands twice: ${plain}. ${rest ? 'The row without a rule goes last, the' : 'The'} others are read in the order of rows.`,
    );
  }
  const others = numbered.filter((row) => !isRest(row));
  for (const rest of numbered.filter(isRest)) {
    const later = others.filter((row) => row.sort! > rest.sort!);
    if (later.length === 0) continue;
    findings.warning(
      'rest_not_last',
      rest.place,
      `${rest.code} 是“其余”，排序号 ${rest.sort} 却在 ${firstFew(later.map((row) => row.code))} 之前；按最后读取。`,
      `${rest.code} is the rest, yet its sort number ${rest.sort} stands before ${firstFew(later.map((row) => row.code))}; it is read last.`,
    );
  }
  const numbers = [...byNumber.keys()].sort((a, b) => a - b);
  const gaps: string[] = [];
  if (beginsAtOne && numbers.length > 0 && numbers[0] !== 1) gaps.push(`1–${numbers[0]! - 1}`);
  for (const [index, number] of numbers.entries()) {
    const before = numbers[index - 1];
    if (before !== undefined && number > before + 1)
      gaps.push(number === before + 2 ? `${before + 1}` : `${before + 1}–${number - 1}`);
  }
  if (gaps.length === 0) return;
  const at = byNumber.get(numbers[0]!)![0]!.place;
  findings.note(
    'sort_gap',
    at,
    `${parent} 的排序号缺 ${gaps.join('、')}；只看先后，不影响分组。`,
    `sort numbers ${gaps.join(', ')} of ${parent} are not used; only their order counts.`,
  );
}
