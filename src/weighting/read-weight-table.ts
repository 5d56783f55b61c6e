import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { listed } from '../cases/read/map-headings.js';
import { readTextRows } from '../cases/read/read-text-rows.js';
import type { GroupCatalogue } from '../grouping/group-columns.js';
import { type Decimal, parseDecimal, roundDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { compareCodePoints } from '../kernel/hash.js';
import { MISSING_FEN, parseYuan } from '../kernel/money.js';
import { weighableGroups } from './weighable-groups.js';
import { hashWeightTable } from './weight-file.js';
import { type WEIGHT_FINDINGS, weightFinding } from './weight-findings.js';
import type { WeightRow, WeightStatus, WeightTable } from './weight-table.js';
import { WEIGHT_INPUT_ERRORS } from './weighting-errors.js';

export interface WeightFile {
  readonly table: WeightTable;
  /** Oddities of the file, each with its line; an error among them forbids using the table. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a weight file (CSV; UTF-8 with or without BOM, or GB18030; columns group and weight needed, see
 * WEIGHT_FILE_COLUMNS for the rest) and holds it against the groups of a scheme.
 * Nothing is guessed: a blank, zero or odd weight leaves its group without a weight and gives a finding; so do unknown
 * and doubled groups, groups that the file lacks, and another scheme's id or hash.
 *
 * @param weightDecimals  `rounding.weight` of the policy; a weight with more decimals is an error, never rounded
 * @throws weight_file_unreadable, weight_file_encoding, weight_column_missing
 */
export function readWeightTable(path: string, catalogue: GroupCatalogue, weightDecimals: number): WeightFile {
  const file = basename(path);
  return weightTableOfText(readText(path, file), file, catalogue, weightDecimals);
}

/**
 * The same from the text of a weight file that a caller holds in memory.
 * @param file  names the text in messages
 * @throws weight_file_unreadable, weight_file_encoding, weight_column_missing
 */
export function weightTableOfText(
  text: string,
  file: string,
  catalogue: GroupCatalogue,
  weightDecimals: number,
): WeightFile {
  const { header, body, notes } = readRows(text, file);
  const findings: Finding[] = schemeFindings(notes, catalogue, file);
  const known = new Map(catalogue.codes.map((code, index) => [code, index]));
  const weighable = new Set(weighableGroups(catalogue));
  const read = new Map<string, WeightRow>();
  for (const row of body) {
    const path = `${file}:${row.line}`;
    const field = (name: string): string => row.cells[header.get(name) ?? -1] ?? '';
    const group = field('group');
    const index = known.get(group);
    if (index === undefined) {
      findings.push(weightFinding('weight_group_unknown', path, { group, scheme: catalogue.schemeId }));
      continue;
    }
    if (!weighable.has(index)) {
      findings.push(weightFinding('weight_group_outside', path, { group }));
      continue;
    }
    const weight = readWeight(field('weight'), group, path, weightDecimals, field('status'), findings);
    const earlier = read.get(group);
    if (earlier !== undefined) {
      const code = isSameWeight(earlier.weight, weight) ? 'weight_group_repeated' : 'weight_group_doubled';
      findings.push(weightFinding(code, path, { group }));
      continue;
    }
    read.set(group, {
      group,
      name: catalogue.names[index]!,
      cases: count(field('cases')),
      keptCases: count(field('kept_cases')),
      meanFen: parseYuan(field('mean_cost')) ?? MISSING_FEN,
      weight,
      cv: number(field('cv')),
      status: isStatus(field('status')) ? (field('status') as WeightStatus) : 'imported',
    });
  }
  const absent = [...weighable].map((index) => catalogue.codes[index]!).filter((code) => !read.has(code));
  if (absent.length > 0) {
    absent.sort(compareCodePoints);
    const groups = absent.slice(0, 10).join(', ') + (absent.length > 10 ? ' …' : '');
    findings.push(weightFinding('weight_groups_absent', file, { count: absent.length, groups }));
  }
  const table: WeightTable = {
    schemeId: catalogue.schemeId,
    schemeHash: catalogue.schemeHash,
    rule: notes.get('rule') ?? file,
    regionMeanFen: parseYuan(notes.get('region_mean_cost') ?? '') ?? MISSING_FEN,
    cases: count(notes.get('cases') ?? ''),
    keptCases: count(notes.get('kept_cases') ?? ''),
    riv: number(notes.get('riv') ?? ''),
    rows: [...read.values()].sort((a, b) => compareCodePoints(a.group, b.group)),
    hash: '',
  };
  return { table: { ...table, hash: hashWeightTable(table) }, findings };
}

function readText(path: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw WEIGHT_INPUT_ERRORS.weight_file_unreadable({ file, problem: (cause as NodeJS.ErrnoException).code ?? '' });
  }
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding: try the next.
    }
  }
  throw WEIGHT_INPUT_ERRORS.weight_file_encoding({ file });
}

interface WeightRows {
  readonly header: ReadonlyMap<string, number>;
  readonly body: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** `# key: value` lines before the header. */
  readonly notes: ReadonlyMap<string, string>;
}

/** A spreadsheet that saves the file puts a note into quotes, or commas behind it, one for each empty column. */
const NOTE_LINE = /^"?#\s*(?:(\w+):\s*)?(.*?)"?,*$/;

function readRows(text: string, file: string): WeightRows {
  const notes = new Map<string, string>();
  let rest = text.replace(/^\uFEFF/, '');
  let noteLines = 0;
  for (;;) {
    const end = rest.search(/\r\n?|\n|$/);
    const note = NOTE_LINE.exec(rest.slice(0, end));
    if (note === null) break;
    if (note[1] !== undefined) notes.set(note[1], note[2]!.trim());
    rest = rest.slice(rest.startsWith('\r\n', end) ? end + 2 : end + 1);
    noteLines += 1;
  }
  const isEmpty = rest.trim() === '';
  const { headings, rows, lines } = isEmpty
    ? { headings: [], rows: [], lines: [] }
    : readTextRows(new TextEncoder().encode(rest), file);
  const header = new Map(headings.map((name, index) => [name.toLowerCase(), index]));
  const missing = ['group', 'weight'].filter((name) => !header.has(name));
  if (missing.length > 0) {
    throw WEIGHT_INPUT_ERRORS.weight_column_missing({ file, missing: missing.join(', '), headings: listed(headings) });
  }
  const numbered = rows.map((cells, index) => ({ line: noteLines + lines[index]!, cells }));
  return { header, body: numbered.filter(({ cells }) => cells.some((cell) => cell !== '')), notes };
}

function schemeFindings(notes: ReadonlyMap<string, string>, catalogue: GroupCatalogue, file: string): Finding[] {
  const scheme = notes.get('scheme');
  const hash = notes.get('scheme_hash');
  if (scheme === undefined) return [weightFinding('weight_scheme_unstated', file, { scheme: catalogue.schemeId })];
  if (scheme !== catalogue.schemeId) {
    return [weightFinding('weight_scheme_other', file, { found: scheme, scheme: catalogue.schemeId })];
  }
  if (hash !== undefined && hash !== catalogue.schemeHash) {
    return [
      weightFinding('weight_scheme_changed', file, {
        scheme,
        found: hash.slice(0, 12),
        expected: catalogue.schemeHash.slice(0, 12),
      }),
    ];
  }
  return [];
}

function readWeight(
  text: string,
  group: string,
  path: string,
  weightDecimals: number,
  status: string,
  findings: Finding[],
): Decimal | undefined {
  const report = (code: keyof typeof WEIGHT_FINDINGS): undefined => {
    findings.push(weightFinding(code, path, { group, found: text, decimals: weightDecimals }));
    return undefined;
  };
  if (text === '') return status === 'empty' ? undefined : report('weight_blank');
  const weight = parseDecimal(text);
  if (weight === undefined) return report('weight_not_number');
  if (weight.digits === 0) return report('weight_zero');
  if (weight.digits < 0) return report('weight_negative');
  if (weight.scale > weightDecimals) return report('weight_decimals');
  return roundDecimal(weight, weightDecimals);
}

const isSameWeight = (a: Decimal | undefined, b: Decimal | undefined): boolean =>
  a?.digits === b?.digits && a?.scale === b?.scale;

const STATUSES: ReadonlySet<string> = new Set(['stable', 'unstable', 'fallback', 'empty', 'imported']);
const isStatus = (text: string): text is WeightStatus => STATUSES.has(text);

const count = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);
const number = (text: string): number => (text === '' ? Number.NaN : Number(text));
