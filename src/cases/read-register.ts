import { readFileSync } from 'node:fs';
import { type Day, dayOf, parseDay } from '../kernel/day.js';
import { type Decimal, parseDecimal } from '../kernel/decimal.js';
import { defineErrors, InputError } from '../kernel/errors.js';
import { refusePipe } from '../kernel/refuse-pipe.js';
import { levelClassOfText } from './level-class.js';
import { headingsFound } from './read/headings-found.js';
import { readTextRows, type TextRows } from './read/read-text-rows.js';
import { isTotalText } from './read/total-row.js';
import type { DatedHospital, HospitalRecord, HospitalRegister } from './register.js';
import { REGISTER_TABLE } from './tables/register-table.js';

const ERRORS = defineErrors(InputError, {
  register_not_found: {
    zh: '找不到医疗机构登记表（register.csv）。请核对路径。',
    en: 'there is no register of hospitals (register.csv) at this path. Check the path.',
  },
  register_column_missing: {
    zh: '医疗机构登记表缺少列 {missing_zh}。需要的列：hospital_id、level（或 level_class）；可选：name、kind、from、until。现有表头：{headings}。请补上缺少的列，或把表头改为这些名称；示例见 examples/input-tables/register.csv，可用 drgdip check --as register --in 文件 核对。',
    en: 'the register of hospitals lacks {missing_en}. Needed: hospital_id and level (or level_class); optional: name, kind, from, until. Headings found: {headings}. Add what is missing, or rename the headings; examples/input-tables/register.csv is an example, and drgdip check --as register --in FILE checks yours.',
  },
  register_empty: {
    zh: '医疗机构登记表是空的。第一行应是表头（hospital_id、level 等），其后每行一家医疗机构；请重新导出，示例见 examples/input-tables/register.csv。',
    en: 'the register of hospitals is empty. Its first line must be headings (hospital_id, level …), each further line a hospital; export it again. examples/input-tables/register.csv is an example.',
  },
  register_without_rows: {
    zh: '医疗机构登记表只有表头，没有一家医疗机构，所有机构都会成为未登记。请补上各机构的行；如不用登记表，请去掉该选项。',
    en: 'the register of hospitals has headings but no hospital, so that none would be registered. Add a row for each; or leave the option out to run without a register.',
  },
  register_id_missing: {
    zh: '第 {row} 行（不计表头）缺少 hospital_id（医疗机构代码）。请补上，或删去该行。',
    en: 'row {row} (not counting the heading) has no hospital_id. Fill it in, or remove the row.',
  },
  register_total_row: {
    zh: '第 {row} 行（不计表头）的 hospital_id 是“{value}”：这是合计行，不是医疗机构。请删去该行，或在导出时不带合计。',
    en: 'row {row} (not counting the heading): the hospital_id is "{value}", a row of totals and no hospital. Remove it, or export without totals.',
  },
  register_level_unknown: {
    zh: '第 {row} 行（不计表头；{hospital}）的等级“{value}”无法识别。请写 三甲、三级、二级、一级、未定级 等，或在 level_class 列写 3、2、1。',
    en: 'row {row} (not counting the heading; {hospital}): the level "{value}" is not known. Write 三甲, 三级, 二级, 一级, 未定级 or the like, or give 3, 2 or 1 in the column level_class.',
  },
  register_date_wrong: {
    zh: '第 {row} 行（不计表头；{hospital}）的 {column}“{value}”不是日期。请写成 2026-01-01。',
    en: 'row {row} (not counting the heading; {hospital}): {column} "{value}" is not a date. Write it as 2026-01-01.',
  },
  register_hospital_twice: {
    zh: '医疗机构 {hospital} 在第 {first} 行和第 {row} 行（不计表头）的有效期重叠。请用 from、until 分开，或删去一行。',
    en: 'hospital {hospital} stands in rows {first} and {row} (not counting the heading) with overlapping times. Part them by from and until, or remove one.',
  },
});

/** Headings that registers have besides the canonical ones. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  hospital_id: ['医疗机构代码', '医院代码', '机构代码', '定点医药机构编号', 'fixmedins_code'],
  name: ['医疗机构名称', '医院名称', '机构名称', '定点医药机构名称', 'fixmedins_name'],
  level: ['医疗机构等级', '医院等级', '机构等级', '等级'],
  level_class: ['等级类别'],
  kind: ['机构类型', '类型', '类别'],
  community_id: ['医共体'],
  from: ['起始日期', '生效日期'],
  until: ['终止日期', '失效日期'],
};

/** Signs up to it are blank. */
const SPACE = 32;

interface DatedRecord {
  readonly record: HospitalRecord;
  readonly row: number;
  readonly from: Day;
  readonly until: Day;
}

/**
 * Reads the register of hospitals (医疗机构登记) from a text table; readRegisterFile takes any format. Dated rows: the one in force last in the year is the hospital's
 * record, and where rows change within the year `dated` has each. Both ends are included; an empty `from` or `until` is
 * open.
 * @throws register_not_found, register_empty, register_without_rows, register_column_missing, register_id_missing, register_level_unknown,
 *   register_date_wrong, register_hospital_twice; each names row and remedy (row 1 is the first after the heading)
 */
export function readRegister(path: string, year: number): HospitalRegister {
  return filledRegister(readRegisterTexts(path), path, year);
}

/** The rows of a text table. @throws register_not_found, register_empty and the errors of readTextRows */
export function readRegisterTexts(path: string): TextRows {
  refusePipe(path);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw ERRORS.register_not_found({}, { path, cause });
  }
  if (bytes.every((byte) => byte <= SPACE)) throw ERRORS.register_empty({}, { path });
  return readTextRows(bytes, path);
}

/** A row of a register whose level says nothing; row 1 is the first after the heading. */
export interface HospitalWithoutLevel {
  readonly hospitalId: string;
  readonly row: number;
  /** Column that says it, and its text; "" where blank. */
  readonly column: 'level' | 'level_class';
  readonly value: string;
}

/** @throws register_column_missing */
export function rowsWithoutLevel(table: TextRows, path: string): HospitalWithoutLevel[] {
  const columns = findColumns(table, path);
  const found: HospitalWithoutLevel[] = [];
  for (const [index, cells] of table.rows.entries()) {
    if (cells.every((cell) => cell === '')) continue;
    const cell = (column: string): string => {
      const place = columns[column];
      return place === undefined ? '' : (cells[place] ?? '');
    };
    if (isTotalText(cell('hospital_id'))) continue;
    const column = cell('level_class') === '' && columns.level !== undefined ? 'level' : 'level_class';
    const value = cell(column);
    if (levelClassOfText(value) !== undefined) continue;
    found.push({ hospitalId: cell('hospital_id'), row: index + 1, column, value });
  }
  return found;
}

/** As registerOfRows, and there must be a hospital. @throws register_without_rows besides */
export function filledRegister(table: TextRows, path: string, year: number): HospitalRegister {
  const register = registerOfRows(table, path, year);
  if (table.rows.every((cells) => cells.every((cell) => cell === ''))) {
    throw ERRORS.register_without_rows({}, { path });
  }
  return register;
}

/** Whether a heading is one of the register's, by its name or a synonym. */
export function isRegisterHeading(heading: string): boolean {
  return Object.entries(SYNONYMS).some(([column, synonyms]) => heading === column || synonyms.includes(heading));
}

/**
 * The same from rows of texts that a caller holds in memory.
 * @param path  names their place in messages
 */
export function registerOfRows(table: TextRows, path: string, year: number): HospitalRegister {
  const columns = findColumns(table, path);
  const further = furtherColumns(table, columns);
  const firstDay = dayOf(year, 1, 1)!;
  const lastDay = dayOf(year, 12, 31)!;
  const byHospital = new Map<string, DatedRecord[]>();
  for (const [index, cells] of table.rows.entries()) {
    if (cells.every((cell) => cell === '')) continue;
    const dated = readRecord(cells, columns, further, index + 1, path);
    const id = dated.record.hospitalId;
    const others = byHospital.get(id) ?? [];
    const other = others.find((one) => one.from <= dated.until && dated.from <= one.until);
    if (other !== undefined) {
      throw ERRORS.register_hospital_twice({ hospital: id, first: other.row, row: dated.row }, { path });
    }
    byHospital.set(id, [...others, dated]);
  }
  const register = new Map<string, HospitalRecord>();
  for (const [id, records] of byHospital) {
    const dated = rowsOfYear(records, firstDay, lastDay);
    const last = dated.at(-1);
    if (last === undefined) continue;
    const holdsAllYear = dated.length === 1 && last.from === firstDay && last.until === lastDay;
    register.set(id, holdsAllYear ? last.record : { ...last.record, dated });
  }
  return register;
}

/** Rows in force within the year, cut at its ends, by their first day. */
function rowsOfYear(records: readonly DatedRecord[], firstDay: Day, lastDay: Day): DatedHospital[] {
  return records
    .filter(({ from, until }) => from <= lastDay && until >= firstDay && from <= until)
    .map(({ from, until, record }) => ({ from: Math.max(from, firstDay), until: Math.min(until, lastDay), record }))
    .sort((a, b) => a.from - b.from);
}

type RegisterColumns = Readonly<Record<string, number | undefined>>;

/** Further columns by place: the table's own name where the heading is one of its labels or synonyms, else the heading. */
function furtherColumns({ headings }: TextRows, columns: RegisterColumns): ReadonlyMap<number, string> {
  const taken = new Set(Object.values(columns));
  const named = new Map<number, string>();
  for (const [place, heading] of headings.entries()) {
    if (taken.has(place) || heading === '') continue;
    const own = REGISTER_TABLE.columns.find(
      ({ name, label, synonyms }) => name === heading || label.zh === heading || synonyms?.includes(heading),
    );
    named.set(place, own?.name ?? heading);
  }
  return named;
}

/** Cells of further columns that are numbers, as printed; a blank cell or a text is not there. */
function numbersOf(cells: readonly string[], further: ReadonlyMap<number, string>): Map<string, Decimal> {
  const numbers = new Map<string, Decimal>();
  for (const [place, name] of further) {
    const cell = cells[place] ?? '';
    const value = cell === '' ? undefined : parseDecimal(cell.replaceAll(',', ''));
    if (value !== undefined && !numbers.has(name)) numbers.set(name, value);
  }
  return numbers;
}

function findColumns(table: TextRows, path: string): RegisterColumns {
  const columns: Record<string, number | undefined> = {};
  for (const [column, synonyms] of Object.entries(SYNONYMS)) {
    const place = table.headings.findIndex((heading) => heading === column || synonyms.includes(heading));
    columns[column] = place < 0 ? undefined : place;
  }
  const isLevelMissing = columns.level === undefined && columns.level_class === undefined;
  if (columns.hospital_id !== undefined && !isLevelMissing) return columns;
  const missing = [
    ...(columns.hospital_id === undefined ? [{ zh: 'hospital_id（医疗机构代码）', en: 'hospital_id (its id)' }] : []),
    ...(isLevelMissing ? [{ zh: 'level（等级）', en: 'level (or level_class)' }] : []),
  ];
  const details = {
    missing_zh: missing.map(({ zh }) => zh).join('、'),
    missing_en: missing.map(({ en }) => en).join(' and '),
    headings: headingsFound(table.headings),
  };
  throw ERRORS.register_column_missing(details, { path });
}

function readRecord(
  cells: readonly string[],
  columns: RegisterColumns,
  further: ReadonlyMap<number, string>,
  row: number,
  path: string,
): DatedRecord {
  const cell = (column: string): string => {
    const place = columns[column];
    return place === undefined ? '' : (cells[place] ?? '');
  };
  const hospital = cell('hospital_id');
  if (hospital === '') throw ERRORS.register_id_missing({ row }, { path });
  if (isTotalText(hospital)) throw ERRORS.register_total_row({ row, value: hospital }, { path });
  const numbers = numbersOf(cells, further);
  const level = cell('level');
  const stated = cell('level_class');
  const value = stated === '' ? level : stated;
  const levelClass = levelClassOfText(value);
  if (levelClass === undefined) throw ERRORS.register_level_unknown({ row, hospital, value }, { path });
  const day = (column: string, open: Day): Day => {
    const text = cell(column);
    if (text === '') return open;
    const parsed = parseDay(text);
    if (parsed === undefined) throw ERRORS.register_date_wrong({ row, hospital, column, value: text }, { path });
    return parsed;
  };
  return {
    record: {
      hospitalId: hospital,
      name: cell('name'),
      level: level === '' ? String(levelClass) : level,
      levelClass,
      kind: cell('kind'),
      ...(cell('community_id') === '' ? {} : { communityId: cell('community_id') }),
      ...(numbers.size === 0 ? {} : { numbers }),
    },
    row,
    from: day('from', Number.NEGATIVE_INFINITY),
    until: day('until', Number.POSITIVE_INFINITY),
  };
}
