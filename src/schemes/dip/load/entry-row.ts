import { compareDecimals, type Decimal, decimalToNumber, parseDecimal } from '../../../kernel/decimal.js';
import type { DipEntry, DipKind, DipTier } from '../dip-document.js';
import { parseCombination, parseDiagnoses } from './parse-patterns.js';
import type { RowProblems } from './row-problems.js';

/** Columns of a table of entries; `code` and `dx` are needed. */
export const ENTRY_COLUMNS = [
  'code',
  'sequence',
  'dx',
  'px',
  'use',
  'when',
  'name',
  'kind',
  'core',
  'score',
  'mean_cost',
] as const;
export type EntryColumn = (typeof ENTRY_COLUMNS)[number];
/** A row as texts; a column that the table lacks is ''. */
export type EntryRow = Readonly<Record<EntryColumn, string>>;

/** An entry as its row states it: the condition still a text, the sequence perhaps absent. */
export interface ReadEntry extends Omit<DipEntry, 'sequence' | 'condition' | 'primaryCare'> {
  readonly sequence: number | undefined;
  readonly when: string;
  readonly place: string;
}

const KINDS: readonly string[] = ['conservative', 'diagnostic', 'therapeutic', 'surgical', 'procedure'];
const TIERS: readonly string[] = ['core', 'basic', 'comprehensive', 'fallback'];
const USES: readonly string[] = ['main', 'anywhere', 'without', 'class', 'any_case'];
const ZERO: Decimal = { digits: 0, scale: 0 };

/**
 * Reads one row. Left blank, `core` is core; `kind` conservative without procedures, else the class that all main codes
 * share, else `procedure`; `use` main with procedures, class for a comprehensive or fallback row that states a kind,
 * any_case for one that states none, else without.
 * @returns undefined where a problem forbids the row
 */
export function readEntryRow(
  row: EntryRow,
  place: string,
  section: string,
  codes: { readonly procedures: readonly string[]; readonly classes: ReadonlyMap<string, DipKind> },
  problems: RowProblems,
): ReadEntry | undefined {
  const before = problems.all.length;
  const code = row.code.trim();
  if (code === '') {
    problems.error('dip_row_without_code', place, '缺少病种编码。请补上。', 'the code is missing. Add it.');
  }
  const diagnoses = parseDiagnoses(row.dx);
  if ('wrong' in diagnoses) wrongCell(problems, place, 'dx', diagnoses.wrong, 'A09, A09.0, A15-A16, *');
  else if (diagnoses.length === 0) wrongCell(problems, place, 'dx', '', 'A09, A09.0, A15-A16, *');
  const parts = parseCombination(row.px, codes.procedures);
  if ('wrong' in parts) wrongCell(problems, place, 'px', parts.wrong, '47.0901, A|B+C');
  for (const [column, allowed] of [
    ['kind', KINDS],
    ['core', TIERS],
    ['use', USES],
  ] as const) {
    if (row[column] !== '' && !allowed.includes(row[column]))
      wrongCell(problems, place, column, row[column], allowed.join(', '));
  }
  const sequence = row.sequence === '' ? undefined : Number(row.sequence);
  if (sequence !== undefined && !(Number.isInteger(sequence) && sequence > 0 && sequence <= 1e9))
    wrongCell(problems, place, 'sequence', row.sequence, '1, 2, 3 …');
  const score = positive(row, 'score', place, problems);
  const mean = positive(row, 'mean_cost', place, problems);
  if (problems.all.length > before || 'wrong' in diagnoses || 'wrong' in parts) return undefined;
  const [main = [], ...related] = parts;
  const tier = (row.core === '' ? 'core' : row.core) as DipTier;
  const use = (row.use === '' ? useOf(row, tier) : row.use) as DipEntry['procedureUse'];
  if ((use === 'main' || use === 'anywhere') !== parts.length > 0) {
    wrongCell(problems, place, 'use', use, parts.length > 0 ? 'main, anywhere' : 'without, class, any_case');
    return undefined;
  }
  return {
    code,
    section,
    sequence,
    name: row.name,
    kind: row.kind === '' ? kindOf(main, codes.classes) : (row.kind as DipKind),
    tier,
    diagnoses,
    procedureUse: use,
    main,
    related,
    when: row.when.trim(),
    ...(score === undefined ? {} : { score }),
    ...(mean === undefined ? {} : { meanCostFen: decimalToNumber(mean) * FEN_PER_YUAN }),
    place,
  };
}

const FEN_PER_YUAN = 100;

function useOf(row: EntryRow, tier: DipTier): DipEntry['procedureUse'] {
  if (row.px.trim() !== '') return 'main';
  if (tier === 'core' || tier === 'basic') return 'without';
  return row.kind === '' ? 'any_case' : 'class';
}

function kindOf(main: readonly string[], classes: ReadonlyMap<string, DipKind>): DipKind {
  const first = main[0];
  if (first === undefined) return 'conservative';
  const kind = classes.get(first);
  return kind !== undefined && main.every((code) => classes.get(code) === kind) ? kind : 'procedure';
}

/** A score or mean cost: blank is none, anything else a number above 0. */
function positive(row: EntryRow, column: 'score' | 'mean_cost', place: string, problems: RowProblems) {
  const text = row[column].trim();
  if (text === '') return undefined;
  const value = parseDecimal(text);
  if (value !== undefined && compareDecimals(value, ZERO) > 0) return value;
  const label = column === 'score' ? '分值' : '次均费用';
  problems.error(
    column === 'score' ? 'dip_score' : 'dip_mean_cost',
    place,
    `${label}“${text}”应为大于 0 的数（最多 15 位小数）。没有${label}的病种请留空。`,
    `${column} "${text}" must be a number above 0 with at most 15 decimals. Leave the cell blank where there is none.`,
  );
  return undefined;
}

function wrongCell(problems: RowProblems, place: string, column: string, value: string, expected: string): void {
  problems.error(
    'dip_cell',
    place,
    `列 ${column} 的“${value}”无法识别，应为：${expected}。请改正。`,
    `column ${column} holds "${value}"; expected ${expected}. Correct it.`,
  );
}
