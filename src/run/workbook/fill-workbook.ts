import { readFile } from 'node:fs/promises';
import type { ReadResult } from '../../cases/read/read-result.js';
import { sniffFile } from '../../cases/read/sniff-file.js';
import { openXlsx } from '../../cases/read/xlsx/xlsx-book.js';
import { REASON_WORDS, STATUS_WORDS } from '../../grouping/explain/answer-words.js';
import type { GroupReason, GroupStatus } from '../../grouping/group-columns.js';
import type { Language } from '../../kernel/errors.js';
import type { PolicyTimeline } from '../../policy/policy-timeline.js';
import { PAYMENT_METHOD_WORDS } from '../../report/payment-method-words.js';
import { appendColumns } from '../../report/workbook/append-columns.js';
import type { AnyCompiledScheme } from '../../schemes/any-scheme.js';
import { groupRecords } from '../group-records.js';
import { priceRecords } from '../price-records.js';
import type { RunContext } from '../run-context.js';
import { OPTION_ERRORS } from '../run-errors.js';
import { addedColumns, type CaseAnswer, ownColumns } from './added-columns.js';
import { type DamagedCode, DamageFinder } from './damaged-codes.js';
import { readBookSettings } from './read-book-settings.js';
import { type CaseRow, type CaseSheet, readCaseSheet } from './read-case-sheet.js';

/** What a workbook that people fill stays far below; a bomb is refused before it is unpacked. */
const LIMITS = { largestPart: 2 ** 28, highestRatio: 200, smallPart: 2 ** 24 } as const;

/** What to compute by. A policy prices; a scheme alone groups. */
export interface FillChoice {
  readonly timeline: PolicyTimeline | undefined;
  readonly scheme: AnyCompiledScheme;
}

export interface FillOptions {
  /** Of the workbook. */
  readonly path: string;
  /** Told what the workbook's own sheet names, answers what holds. @throws whatever is wrong with the choice */
  readonly choose: (named: { readonly policy: string | undefined; readonly scheme: string | undefined }) => FillChoice;
  /** Weights of the request; they win over those on the workbook's own sheet. */
  readonly weights?: readonly { readonly group: string; readonly weight: string }[] | undefined;
  /** A weight file, which wins over both. */
  readonly weightFile?: string | undefined;
  /** `apply`: a damaged code that can only have been one is taken as that one, and said so. */
  readonly repairs: 'offer' | 'apply';
}

export interface FilledWorkbook {
  readonly bytes: Buffer;
  readonly sheet: string;
  readonly cases: number;
  readonly grouped: number;
  readonly rejected: number;
  /** Rows with a damaged code or id. */
  readonly damaged: number;
}

/**
 * Writes groups, and with a policy weights, standards and margins, beside the cases of a workbook. Everything of the
 * user's stays as it is; columns of an earlier answer are replaced. A row with a damaged code is not computed, and says
 * what the code may have been.
 * @throws workbook_kind, workbook_no_cases, weights_missing, and the errors of reading and pricing
 */
export async function fillWorkbook(options: FillOptions, context: RunContext): Promise<FilledWorkbook> {
  const { path, repairs } = options;
  const { kind } = await sniffFile(path);
  if (kind !== 'xlsx') throw OPTION_ERRORS.workbook_kind({ kind });
  const book = await openXlsx(path, LIMITS);
  let cases: CaseSheet;
  let settings: Awaited<ReturnType<typeof readBookSettings>>;
  try {
    cases = await readCaseSheet(book.sheets);
    settings = await readBookSettings(book.sheets.filter((sheet) => sheet !== cases.sheet));
  } finally {
    await book.close();
  }
  const choice = options.choose(settings);
  const finder = new DamageFinder(choice.scheme.procedures);
  const damage = cases.rows.map((row) => finder.find(row));
  const isComputed = (at: number): boolean =>
    damage[at]!.every(({ repair }) => repair !== undefined && repairs === 'apply');
  const taken = cases.rows.flatMap((_, at) => (isComputed(at) ? [at] : []));
  const records = {
    headings: cases.headings,
    rows: taken.map((at) => textsOf(cases.rows[at]!, damage[at]!)),
  };
  const weights = options.weights ?? settings.weights;
  const computed =
    taken.length === 0
      ? []
      : await compute(choice, { records, profile: cases.profile, weights, weightFile: options.weightFile }, context);
  const answers = new Map(taken.map((at, index) => [at, computed[index]!]));
  const { language } = context;
  const lines = cases.rows.map(({ line }, at): CaseAnswer => {
    const found = damage[at]!;
    const repair = found.map(({ advice }) => advice[language]).join(language === 'zh' ? '；' : '; ');
    const answer = answers.get(at);
    if (answer !== undefined)
      return { line, ...answer, repair: found.length === 0 ? '' : `${TAKEN[language]}${repair}` };
    return { line, ...NOTHING, reason: DAMAGED[language], repair };
  });
  const file = await readFile(path);
  const bytes = appendColumns(file, addedColumns(lines, choice.timeline !== undefined, language), {
    part: cases.sheet.part!,
    headingLine: cases.headingLine,
    replaced: ownColumns(cases.headings),
  });
  return {
    bytes,
    sheet: cases.sheet.name,
    cases: cases.rows.length,
    grouped: lines.filter(({ group }) => group !== '').length,
    rejected: computed.filter(({ isRead }) => !isRead).length,
    damaged: damage.filter((found) => found.length > 0).length,
  };
}

const NOTHING = { group: '', groupName: '', weight: '', standardFen: Number.NaN, marginFen: Number.NaN } as const;
const DAMAGED = {
  zh: '编码或编号被电子表格改写，未测算',
  en: 'a spreadsheet damaged a code or id; not computed',
} as const;
const TAKEN = { zh: '已按此修复测算：', en: 'computed with this repair: ' } as const;

type Computed = Omit<CaseAnswer, 'line' | 'repair'> & { readonly isRead: boolean };

interface Given {
  readonly records: { readonly headings: readonly string[]; readonly rows: readonly string[][] };
  readonly profile: CaseSheet['profile'];
  readonly weights: FillOptions['weights'];
  readonly weightFile: FillOptions['weightFile'];
}

/** Texts of a row, its repaired codes in the place of the damaged ones; a cell that cannot be read stays told. */
function textsOf({ cells }: CaseRow, damage: readonly DamagedCode[]): string[] {
  return cells.map((cell, place) => {
    let text = cell?.fault === undefined ? (cell?.text ?? '') : cell.fault.value;
    for (const { place: at, found, repair } of damage) {
      if (at === place && repair !== undefined) text = replaceCode(text, found, repair);
    }
    return text;
  });
}

function replaceCode(text: string, found: string, repair: string): string {
  return text
    .split(/([|,;，；、｜\s]+)/)
    .map((part) => (part === found ? repair : part))
    .join('');
}

async function compute(
  { timeline, scheme }: FillChoice,
  { records, profile, weights, weightFile }: Given,
  context: RunContext,
): Promise<readonly Computed[]> {
  const { language } = context;
  if (timeline === undefined) {
    const { results, read } = await groupRecords(
      { scheme, switches: {}, records, profile, document: undefined },
      context,
    );
    const reasons = rejectionTexts(read, language);
    const nameOf = namesOf(scheme.catalogue);
    return results.map(({ group, status, reason }, index): Computed => {
      if (status === 'rejected') return { ...NOTHING, reason: reasons.get(index + 1) ?? reason, isRead: false };
      const told = statusText(status, reason as GroupReason, '', language);
      return { ...NOTHING, group, groupName: nameOf(group), reason: told, isRead: true };
    });
  }
  const { results, read, scenario } = await priceRecords(
    { timeline, records, profile, weights, weightFile, hospitals: undefined },
    context,
  );
  const reasons = rejectionTexts(read, language);
  const nameOf = namesOf(scenario.scheme.catalogue);
  return results.map((result, index): Computed => {
    if (result.kind === 'rejected') {
      return { ...NOTHING, reason: reasons.get(index + 1) ?? result.reason, isRead: false };
    }
    const { group, status, weight, standardFen, marginFen, method, band } = result.priced;
    const payment = PAYMENT_METHOD_WORDS[method][language];
    const word = band === '' ? payment : `${payment} ${band}`;
    const told = statusText(status, result.reason as GroupReason, word, language);
    return { group, groupName: nameOf(group), weight, standardFen, marginFen, reason: told, isRead: true };
  });
}

/** Grouped in the ordinary way needs no word but how it is paid. */
function statusText(status: GroupStatus, reason: GroupReason, method: string, language: Language): string {
  const parts = [
    status === 'grouped' ? '' : STATUS_WORDS[status][language],
    REASON_WORDS[reason]?.[language] ?? '',
    method,
  ];
  return parts.filter((part) => part !== '').join(language === 'zh' ? '；' : '; ');
}

function namesOf({ codes, names }: { readonly codes: readonly string[]; readonly names: readonly string[] }) {
  const byCode = new Map(codes.map((code, index) => [code, names[index]!]));
  return (code: string): string => byCode.get(code) ?? '';
}

/** The reasons of each row that could not be read, by its place among the records (1 first). */
function rejectionTexts({ rejected }: ReadResult, language: Language): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const one of rejected) {
    const before = texts.get(one.row);
    texts.set(one.row, before === undefined ? one[language] : `${before} ${one[language]}`);
  }
  return texts;
}
