import { basename } from 'node:path';
import type { GroupCatalogue } from '../grouping/group-columns.js';
import type { Finding } from '../kernel/finding.js';
import { compareCodePoints } from '../kernel/hash.js';
import { MISSING_FEN, parseYuan } from '../kernel/money.js';
import { checkVariants } from './check-variants.js';
import { readDecimal, readWeightCell } from './read-weight-cell.js';
import { VariantReader } from './variant-reader.js';
import { weighableGroups } from './weighable-groups.js';
import { hashWeightTable } from './weight-file.js';
import { readWeightRows, readWeightText } from './weight-file-rows.js';
import { weightFinding } from './weight-findings.js';
import {
  GROUP_PAYMENTS,
  type GroupPayment,
  WEIGHT_CLASSES,
  WEIGHT_UNITS,
  type WeightClass,
  type WeightRow,
  type WeightStatus,
  type WeightTable,
  type WeightUnit,
} from './weight-table.js';

export interface WeightFile {
  readonly table: WeightTable;
  /** Oddities of the file, each with its line; an error among them forbids using the table. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a weight file (CSV; UTF-8 with or without BOM, or GB18030; columns group and weight needed, see
 * weight-columns.ts for the rest) and holds it against the groups of a scheme.
 * Nothing is guessed: a blank, zero or odd weight leaves its group without a weight and gives a finding; so do unknown
 * and doubled groups, groups that the file lacks, columns by a key that cannot be read, keys of which neither is the
 * more exact one, and another scheme's id or hash.
 *
 * @param weightDecimals  `rounding.weight` of the policy (`rounding.points` for points); a weight with more decimals is
 *   an error, never rounded
 * @param expectedUnit  what the policy counts in; a table of another unit is an error: points are not paid as weights
 * @throws weight_file_unreadable, weight_file_encoding, weight_column_missing
 */
export function readWeightTable(
  path: string,
  catalogue: GroupCatalogue,
  weightDecimals: number,
  expectedUnit?: WeightUnit,
): WeightFile {
  const file = basename(path);
  return weightTableOfText(readWeightText(path, file), file, catalogue, weightDecimals, expectedUnit);
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
  expectedUnit?: WeightUnit,
): WeightFile {
  const { header, headings, body, notes } = readWeightRows(text, file);
  const findings: Finding[] = schemeFindings(notes, catalogue, file);
  const variants = new VariantReader(headings, file, weightDecimals, findings);
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
    const next = readRow(
      group,
      catalogue.names[index]!,
      field,
      path,
      weightDecimals,
      variants.hasValues(row.cells),
      findings,
    );
    const earlier = read.get(group);
    if (earlier !== undefined) {
      const isSame = isSameRow(earlier, next) && variants.isSame(group, row.cells);
      findings.push(weightFinding(isSame ? 'weight_group_repeated' : 'weight_group_doubled', path, { group }));
      continue;
    }
    variants.take(group, row.cells, path);
    read.set(group, next);
  }
  findings.push(...absentFindings(catalogue, weighable, read, file));
  const unit = notes.get('unit');
  if (unit !== undefined && !isOneOf(WEIGHT_UNITS, unit)) {
    findings.push(weightFinding('weight_unit_unknown', file, { found: unit, known: WEIGHT_UNITS.join(', ') }));
  }
  const counted = unit ?? 'weight';
  if (expectedUnit !== undefined && counted !== expectedUnit && isOneOf(WEIGHT_UNITS, counted)) {
    findings.push(weightFinding('weight_unit_other', file, { found: counted, expected: expectedUnit }));
  }
  const found = variants.finish();
  const table: WeightTable = {
    schemeId: catalogue.schemeId,
    schemeHash: catalogue.schemeHash,
    ...(unit !== undefined && isOneOf(WEIGHT_UNITS, unit) ? { unit: unit as WeightUnit } : {}),
    rule: notes.get('rule') ?? file,
    regionMeanFen: parseYuan(notes.get('region_mean_cost') ?? '') ?? MISSING_FEN,
    cases: count(notes.get('cases') ?? ''),
    keptCases: count(notes.get('kept_cases') ?? ''),
    riv: number(notes.get('riv') ?? ''),
    rows: [...read.values()].sort((a, b) => compareCodePoints(a.group, b.group)),
    ...(found.length === 0 ? {} : { variants: found }),
    hash: '',
  };
  findings.push(...checkVariants(table));
  return { table: { ...table, hash: hashWeightTable(table) }, findings };
}

function readRow(
  group: string,
  name: string,
  field: (name: string) => string,
  path: string,
  weightDecimals: number,
  hasOtherValues: boolean,
  findings: Finding[],
): WeightRow {
  const status = isStatus(field('status')) ? (field('status') as WeightStatus) : 'imported';
  const pay = field('pay');
  if (pay !== '' && !isOneOf(GROUP_PAYMENTS, pay)) {
    findings.push(weightFinding('weight_pay_unknown', path, { group, found: pay, known: GROUP_PAYMENTS.join(', ') }));
  }
  const isPaidOtherwise = isOneOf(GROUP_PAYMENTS, pay);
  const written = field('weight');
  if (isPaidOtherwise && written !== '') {
    findings.push(weightFinding('weight_beside_pay', path, { group, found: written, pay }));
  }
  const mayBeBlank = isPaidOtherwise || hasOtherValues || status === 'empty';
  const weight = isPaidOtherwise
    ? undefined
    : readWeightCell(written, { group, path, decimals: weightDecimals, mayBeBlank, findings });
  const classes = field('class')
    .split('|')
    .filter((text) => text !== '');
  const unknown = classes.filter((text) => !isOneOf(WEIGHT_CLASSES, text));
  if (unknown.length > 0) {
    const found = unknown.join('|');
    findings.push(weightFinding('weight_class_unknown', path, { group, found, known: WEIGHT_CLASSES.join(', ') }));
  }
  const decimal = (column: string) => readDecimal(field(column), { group, path, column, findings });
  const losDays = decimal('los_days');
  const drugScore = decimal('drug_score');
  const consumableScore = decimal('consumable_score');
  const kept = classes.filter((text) => isOneOf(WEIGHT_CLASSES, text)) as WeightClass[];
  return {
    group,
    name,
    cases: count(field('cases')),
    keptCases: count(field('kept_cases')),
    meanFen: parseYuan(field('mean_cost')) ?? MISSING_FEN,
    weight,
    cv: number(field('cv')),
    status,
    ...(kept.length === 0 ? {} : { classes: kept }),
    ...(isPaidOtherwise ? { pay: pay as GroupPayment } : {}),
    ...(field('note') === '' ? {} : { note: field('note') }),
    ...(losDays === undefined ? {} : { losDays }),
    ...(drugScore === undefined ? {} : { drugScore }),
    ...(consumableScore === undefined ? {} : { consumableScore }),
  };
}

function absentFindings(
  catalogue: GroupCatalogue,
  weighable: ReadonlySet<number>,
  read: ReadonlyMap<string, WeightRow>,
  file: string,
): Finding[] {
  const absent = [...weighable].map((index) => catalogue.codes[index]!).filter((code) => !read.has(code));
  if (absent.length === 0) return [];
  absent.sort(compareCodePoints);
  const groups = absent.slice(0, 10).join(', ') + (absent.length > 10 ? ' …' : '');
  return [weightFinding('weight_groups_absent', file, { count: absent.length, groups })];
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

const isSameRow = (a: WeightRow, b: WeightRow): boolean =>
  a.weight?.digits === b.weight?.digits && a.weight?.scale === b.weight?.scale && a.pay === b.pay;

const STATUSES = ['stable', 'unstable', 'fallback', 'empty', 'imported'] as const;
const isStatus = (text: string): boolean => isOneOf(STATUSES, text);
const isOneOf = (list: readonly string[], text: string): boolean => list.includes(text);

const count = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);
const number = (text: string): number => (text === '' ? Number.NaN : Number(text));
