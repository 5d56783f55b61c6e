import { compareCodePoints } from '../../../kernel/hash.js';
import { headOf, sharedValidCodes } from '../../import/workbook/draft-head.js';
import { type ImportOutcome, installWith, refuseExistingTarget } from '../../import/workbook/install-scheme.js';
import { readWorkbook } from '../../import/workbook/read-workbook.js';
import { WorkbookFindings } from '../../import/workbook/workbook-findings.js';
import { checkDip } from '../check/check-dip.js';
import type { DipDocument, DipStep } from '../dip-document.js';
import type { EntryRow } from '../load/entry-row.js';
import { combinationText, patternText } from '../load/parse-patterns.js';
import { loadDip } from '../load-dip.js';
import type { DipDraft } from './dip-draft.js';
import { preGroupWeights, WorkbookConditions } from './workbook-conditions.js';
import { type SheetRow, WorkbookSheets } from './workbook-sheets.js';
import { writeDipFolder } from './write-dip-folder.js';

const WHOLE_NUMBER = /^\d+$/;
const CODE = /^[A-Z0-9]\d/;
const BLANK: Omit<EntryRow, 'code' | 'sequence' | 'dx' | 'px' | 'name'> = {
  use: '',
  when: '',
  kind: '',
  core: '',
  score: '',
  mean_cost: '',
};

/**
 * Reads the official DIP workbook (ten sheets: pre-groups, merged entries, burns, tumours, tuberculosis with its list,
 * base entries, excluded diagnoses and procedures, primary-care groups) and writes a scheme folder: `drgdip scheme import
 * --kind dip-workbook`.
 * @param base  a scheme for what the sheets do not say: options, order of steps, and how the pre-groups of the same number
 *   look at procedures
 * @throws workbook_unreadable, workbook_sheet_missing, dip_column_missing, scheme_target_exists
 */
export async function importDipWorkbook(
  file: string,
  targetFolder: string,
  base: DipDocument,
): Promise<ImportOutcome<DipDocument>> {
  refuseExistingTarget(targetFolder);
  const { sheets, sha256 } = await readWorkbook(file);
  const findings = new WorkbookFindings();
  const valid = sharedValidCodes();
  const known = { diagnoses: new Set(valid.diagnoses), procedures: new Set(valid.procedures) };
  const book = new WorkbookSheets(sheets, known, findings, file);
  const conditions = new WorkbookConditions(base);
  const places = new Map<string, string>();
  const sections = sectionsOf(book, base, conditions, findings, places);
  const excluded = excludedOf(book, conditions);
  const primaryCare = book
    .rows(['基层病种'], ['序号'], (text) => WHOLE_NUMBER.test(text))
    .map((row) => ({
      sequence: row.text('序号'),
      dx: row.codes('诊断', '编码'),
      px: row.codes('手术', '编码'),
    }));
  const head = headOf(file, sha256, targetFolder);
  const draft: DipDraft = {
    id: head.id,
    title: base.title,
    provenance: { ...base.provenance, trust: head.provenance.trust, sources: head.provenance.sources },
    options: base.options,
    acknowledged: acknowledgedOf(base, known),
    ...excluded,
    lists: conditions.lists,
    classes: new Map(),
    matching: undefined,
    kindOrder: undefined,
    sections,
    steps: base.steps.map(({ sections: ids, preferences }: DipStep) => ({
      sections: [...ids],
      matching: [...preferences],
    })),
    primaryCare,
  };
  const check = (document: DipDocument) => checkDip(document, places);
  return installWith({ load: loadDip, check }, targetFolder, findings.all, (folder) => writeDipFolder(draft, folder));
}

/** Words of the sheet of each section of the base, by the section's id. */
const SHEETS: Readonly<Record<string, readonly string[]>> = {
  pre: ['先期分组'],
  merged: ['并项规则'],
  burn: ['辅助细分', '烧伤'],
  tumour: ['辅助细分', '肿瘤'],
  tuberculosis: ['辅助细分', '结核'],
  base: ['基础规则'],
};

function sectionsOf(
  book: WorkbookSheets,
  base: DipDocument,
  conditions: WorkbookConditions,
  findings: WorkbookFindings,
  places: Map<string, string>,
): DipDraft['sections'] {
  const resistant = book.rows(['结核耐药'], ['编码'], (text) => CODE.test(text)).map((row) => row.codes('编码'));
  const resistance = `pdx(${conditions.listOf(resistant, 'tb_resistant')}) or sdx(tb_resistance)`;
  return base.sections
    .filter(({ id }) => SHEETS[id] !== undefined)
    .map((section) => ({
      ...section,
      rows: book
        .rows(SHEETS[section.id]!, ['序号'], (text) => WHOLE_NUMBER.test(text))
        .map((row) => {
          const placed = (entry: EntryRow) => {
            places.set(entry.code, row.place);
            return entry;
          };
          if (section.id === 'pre') return placed(preGroup(row, section.mdc, base, findings));
          const when = conditionOf(row, section.id, conditions, resistance);
          if (when === undefined)
            findings.error(
              'workbook_condition',
              row.place,
              '面积、其他诊断或是否耐药一栏无法识别。请对照原文改正。',
              'the cell of area, other diagnoses or resistance is not understood. Correct it by the original.',
            );
          return placed(entryOf(row, section.mdc, when ?? ''));
        }),
    }));
}

function entryOf(row: SheetRow, mdc: string, when: string): EntryRow {
  const sequence = row.text('序号');
  const main = row.codes('主要手术操作', '编码');
  const related = row.isOneColumn('主要手术操作', '相关手术操作') ? '' : row.codes('相关手术操作编码');
  return {
    ...BLANK,
    code: `${row.text('分类') || mdc}${sequence}`,
    sequence,
    dx: row.codes('主要诊断编码'),
    px: [main, related].filter((part) => part !== '').join('+'),
    name: row.text('主要诊断名称'),
    when,
  };
}

function conditionOf(
  row: SheetRow,
  section: string,
  conditions: WorkbookConditions,
  resistance: string,
): string | undefined {
  switch (section) {
    case 'burn':
      return conditions.burnArea(row);
    case 'tumour': {
      const patterns = row.codes('其他诊断编码').split('|').filter(Boolean);
      return patterns.length === 0 ? undefined : conditions.secondary(patterns, 'tumour');
    }
    case 'tuberculosis': {
      const stated = row.text('耐药').charAt(0);
      return stated === '是' ? resistance : stated === '否' ? `not (${resistance})` : undefined;
    }
    default:
      return '';
  }
}

/** A pre-group: codes as the sheet has them; how procedures are looked at as in the base's entry of the same number. */
function preGroup(row: SheetRow, mdc: string, base: DipDocument, findings: WorkbookFindings): EntryRow {
  const sequence = row.text('序号');
  const code = `${mdc}${sequence}`;
  const known = base.entries.find((entry) => entry.code === code);
  const isWeight = known?.procedureUse === 'any_case';
  const when = isWeight ? preGroupWeights(row) : undefined;
  if (known === undefined || (isWeight && when === undefined))
    findings.warning(
      'workbook_pre_group',
      row.place,
      `先期分组 ${code} 的条件按基础方案 ${base.id} 读取（表中没有，或无法识别）。请对照原文。`,
      `the condition of pre-group ${code} is taken from ${base.id}, as the sheet has none that is understood. Compare it with the original.`,
    );
  const stated = known?.condition === undefined ? '' : base.conditions[known.condition]!.text;
  const parts = [row.codes('主要手术操作编码'), row.codes('相关手术操作编码')].filter((part) => part !== '');
  return {
    ...BLANK,
    code,
    sequence,
    dx: (known?.diagnoses ?? [{ kind: 'every' }]).map(patternText).join('|'),
    px: isWeight ? combinationText([]) : parts.join('+'),
    name: row.text('分组名称'),
    use: known?.procedureUse ?? '',
    when: when ?? stated,
  };
}

function excludedOf(
  book: WorkbookSheets,
  conditions: WorkbookConditions,
): Pick<DipDraft, 'excludedDiagnoses' | 'excludedProcedures'> {
  const isCode = (text: string) => CODE.test(text);
  const diagnoses = book.rows(['不纳入分组', '诊断'], ['编码'], isCode).map((row) => row.codes('编码'));
  const byRule = { conservative: [] as string[], not_main: [] as string[] };
  const scopes = new Map<string, string[]>();
  for (const row of book.rows(['不纳入分组', '手术'], ['编码'], isCode)) {
    const remark = row.text('备注').normalize('NFKC');
    const ranges = [...remark.matchAll(/[A-Z]\d{2}(?:\s*[-–~]\s*[A-Z]\d{2})?/g)].map(([range]) =>
      range.replace(/\s|[–~]/g, (sign) => (sign.trim() === '' ? '' : '-')),
    );
    if (remark === '') byRule.conservative.push(row.codes('编码'));
    else if (ranges.length === 0) byRule.not_main.push(row.codes('编码'));
    else {
      const list = conditions.listOf(ranges, 'scope');
      scopes.set(list, [...(scopes.get(list) ?? []), row.codes('编码')]);
    }
  }
  return {
    excludedDiagnoses: diagnoses,
    excludedProcedures: { ...byRule, scopes: [...scopes].map(([list, codes]) => ({ list, codes })) },
  };
}

/** Codes that the base knows besides the program's lists. */
function acknowledgedOf(
  base: DipDocument,
  known: { readonly diagnoses: ReadonlySet<string>; readonly procedures: ReadonlySet<string> },
): DipDraft['acknowledged'] {
  const outside = (kind: 'diagnoses' | 'procedures') => {
    const codes = base[kind].filter((code) => !known[kind].has(code)).sort(compareCodePoints);
    return new Map(codes.map((code) => [code, `named by ${base.id}, absent from the list of valid codes`]));
  };
  return { diagnoses: outside('diagnoses'), procedures: outside('procedures') };
}
