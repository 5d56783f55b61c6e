import { readFileSync } from 'node:fs';
import { defineErrors, InputError } from '../../kernel/errors.js';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { readTextRows } from '../read/read-text-rows.js';
import { normaliseCode } from './normalise-code.js';

/** Codes of one edition (国临版) to codes of another (医保版), from a table that the user brings. */
export interface Crosswalk {
  readonly targetOf: ReadonlyMap<string, string>;
  /** Codes that the table has as a target. */
  readonly targets: ReadonlySet<string>;
}

const ERRORS = defineErrors(InputError, {
  crosswalk_not_found: {
    zh: '找不到编码映射表。请核对 profile 中 crosswalk 的路径（相对于 profile 所在文件夹）。',
    en: 'there is no crosswalk at this path. Check crosswalk in the profile; paths count from the folder of the profile.',
  },
  crosswalk_column_missing: {
    zh: '编码映射表缺少列 {column}。需要 from（原编码）和 to（目标编码），可有 name。现有表头：{headings}。',
    en: 'the crosswalk lacks the column {column}. Needed: from (the code of the file) and to (the code of the scheme); name may stand beside. Headings found: {headings}.',
  },
  crosswalk_code_twice: {
    zh: '编码映射表第 {row} 行（不计表头）：“{code}”已对应 {first}，又对应 {second}。一个编码只能对应一个，请删去一行。',
    en: 'row {row} of the crosswalk (not counting the heading): "{code}" already goes to {first} and here to {second}. A code goes to one code; remove a row.',
  },
});

const FROM = ['from', '原编码', '临床编码', '临床版编码', 'clinical_code'];
const TO = ['to', '目标编码', '医保编码', '医保版编码', 'insurance_code'];

/**
 * Reads a crosswalk: CSV or TSV with the columns from and to; rows without a target say that a code has none.
 * Both codes are normalised as those of cases are.
 * @throws crosswalk_not_found, crosswalk_column_missing, crosswalk_code_twice
 */
export function readCrosswalk(path: string): Crosswalk {
  refusePipe(path);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw ERRORS.crosswalk_not_found({}, { path, cause });
  }
  const { headings, rows } = readTextRows(bytes, path);
  const find = (names: readonly string[]): number => {
    const place = headings.findIndex((heading) => names.includes(heading.toLowerCase()));
    if (place >= 0) return place;
    throw ERRORS.crosswalk_column_missing({ column: names[0]!, headings: headings.join(', ') }, { path });
  };
  const [from, to] = [find(FROM), find(TO)];
  const targetOf = new Map<string, string>();
  const targets = new Set<string>();
  for (const [index, cells] of rows.entries()) {
    const code = normaliseCode(cells[from] ?? '');
    const target = normaliseCode(cells[to] ?? '');
    if (code === '' || target === '') continue;
    const first = targetOf.get(code);
    if (first !== undefined && first !== target) {
      throw ERRORS.crosswalk_code_twice({ row: index + 1, code, first, second: target }, { path });
    }
    targetOf.set(code, target);
    targets.add(target);
  }
  return { targetOf, targets };
}
