import type { DraftChapter, DraftRule, DraftSeverity, SchemeDraft } from '../scheme-draft.js';
import type { BureauRow } from './bureau-row.js';
import { BureauConditions, CHAPTER_SCOPE, conditionByLists, groupsOf, listsOf } from './bureau-rule.js';
import type { BureauTables } from './bureau-tables.js';
import { type DraftHead, draftCodes, type ValidCodes } from './draft-head.js';
import { kindOf } from './ministry-draft.js';
import { groupRows, sortedRows } from './sort-rows.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

/** A whole scheme of a bureau's workbook. What the workbook leaves to convention is read by it and told. */
export function bureauDraft(
  tables: BureauTables,
  head: DraftHead,
  valid: ValidCodes,
  findings: WorkbookFindings,
): SchemeDraft {
  const shared = { diagnoses: tables.sharedLists.diagnoses.keys(), procedures: tables.sharedLists.procedures.keys() };
  const conditions = new BureauConditions(shared, findings);
  const chapters = chaptersOf(tables, conditions, findings);
  const names = new Set([...tables.sharedLists.diagnoses.keys(), ...tables.sharedLists.procedures.keys()]);
  const lists = [...names].map((name) => ({
    name,
    ...(tables.sharedLists.diagnoses.has(name) ? { diagnoses: tables.sharedLists.diagnoses.get(name)!.codes } : {}),
    ...(tables.sharedLists.procedures.has(name) ? { procedures: tables.sharedLists.procedures.get(name)!.codes } : {}),
  }));
  const own = (kind: 'diagnoses' | 'procedures') =>
    tables.validCodes[kind].size > 0 ? [...tables.validCodes[kind]].sort() : valid[kind];
  const validProcedures = tables.orValid ?? surgicalProcedures(chapters, findings);
  return draftCodes(
    {
      head,
      valid: { ...valid, diagnoses: own('diagnoses'), procedures: own('procedures') },
      validProcedures,
      lists,
      chapters,
      severity: severityOf(tables, findings),
    },
    findings,
  );
}

function surgicalProcedures(chapters: readonly DraftChapter[], findings: WorkbookFindings): Set<string> {
  const codes = new Set<string>();
  for (const chapter of chapters) {
    for (const rule of chapter.rules) {
      if (rule.kind === 'surgical')
        for (const list of rule.procedures.values()) for (const code of list) codes.add(code);
    }
  }
  findings.warning(
    'valid_procedures_assumed',
    '有效手术',
    `工作簿没有“有效手术”列，按外科 ADRG 列表中的 ${codes.size} 个手术读取；它们决定歧义病例（QY）。`,
    `the workbook has no column 有效手术; the ${codes.size} procedures in lists of surgical ADRGs are taken, and decide unrelated procedures (QY).`,
  );
  return codes;
}

function chaptersOf(tables: BureauTables, conditions: BureauConditions, findings: WorkbookFindings): DraftChapter[] {
  const groups = groupRows([...tables.drgs.values()], (row) => row.parent);
  const rows = [...tables.adrgs.values()].filter((row) => !row.isRemoved);
  for (const [adrg, [first]] of groups) {
    if (!tables.adrgs.has(adrg)) rows.push({ code: adrg, parent: adrg[0]!, place: first!.place, isRemoved: false });
  }
  const named = new Set(rows.map((row) => row.code));
  for (const kind of ['diagnoses', 'procedures'] as const) {
    for (const [name, { place }] of tables.lists[kind]) {
      const adrg = name.split('.')[0]!;
      if (named.has(adrg)) continue;
      named.add(adrg);
      findings.error(
        'workbook_parent_missing',
        place,
        `编码表中的 ADRG ${adrg} 不在 ADRG 或 DRG 表中。请补上。`,
        `the ADRG ${adrg} of a list of codes stands in no sheet of ADRGs or groups. Add it.`,
      );
    }
  }
  const adrgs = groupRows(rows, (row) => row.parent);
  const chapterRows: BureauRow[] = [...tables.mdcs.values()];
  for (const [mdc, [first]] of adrgs) {
    if (!tables.mdcs.has(mdc)) chapterRows.push({ code: mdc, parent: '', place: first!.place, isRemoved: false });
  }
  return sortedRows(chapterRows, () => false).map((row) => {
    const isFallback = (adrg: BureauRow) => adrg.code === `${row.code}00`;
    const rules = sortedRows(adrgs.get(row.code) ?? [], isFallback).map((adrg) =>
      ruleOf(adrg, row.code, tables, groups.get(adrg.code) ?? [], conditions, findings),
    );
    return chapterOf(row, rules, tables, conditions, findings);
  });
}

function chapterOf(
  row: BureauRow,
  rules: readonly DraftRule[],
  tables: BureauTables,
  conditions: BureauConditions,
  findings: WorkbookFindings,
): DraftChapter {
  const stated = tables.chapterLists.get(row.code)?.codes;
  const diagnoses =
    stated ?? new Set(rules.flatMap((rule) => [...rule.diagnoses.values()].flatMap((list) => [...list])));
  if (stated === undefined && diagnoses.size > 0) {
    findings.note(
      'chapter_list_derived',
      row.place,
      `MDC ${row.code} 没有主要诊断表，按其 ADRG 的 ${diagnoses.size} 个诊断读取。`,
      `MDC ${row.code} has no list of principals; the ${diagnoses.size} diagnoses of its ADRGs are taken.`,
    );
  }
  const when =
    row.condition !== undefined
      ? conditions.read(row.condition, row.place, CHAPTER_SCOPE)
      : diagnoses.size > 0
        ? 'pdx(mdc)'
        : 'always';
  return { mdc: row.code, name: row.name ?? row.code, when, diagnoses, leftOut: new Set(), regions: [], rules };
}

function ruleOf(
  row: BureauRow,
  mdc: string,
  tables: BureauTables,
  groupRowsOf: readonly BureauRow[],
  conditions: BureauConditions,
  findings: WorkbookFindings,
): DraftRule {
  const kind = row.kind ?? kindOf(row.code, mdc);
  const listed = (of: 'diagnoses' | 'procedures') =>
    new Map([...listsOf(tables, of, row.code)].map(([number, list]): [number, Set<string>] => [number, list.codes]));
  const diagnoses = listed('diagnoses');
  const procedures = listed('procedures');
  const isRow = kind === 'unrelated' || kind === 'fallback';
  const scope = { diagnoses: diagnoses.keys(), procedures: procedures.keys(), isGroup: false };
  const numbers = { diagnoses: [...diagnoses.keys()], procedures: [...procedures.keys()] };
  const when =
    row.condition !== undefined
      ? conditions.read(row.condition, row.place, scope)
      : isRow
        ? kind === 'unrelated'
          ? 'ppx(valid)'
          : 'always'
        : conditionByLists(row, numbers, findings);
  const groups = isRow ? [] : groupsOf(groupRowsOf, conditions, () => undefined, findings);
  if (!isRow && groups.length === 0) {
    findings.error(
      'workbook_without_groups',
      row.place,
      `ADRG ${row.code} 没有 DRG 组。请补上。`,
      `ADRG ${row.code} has no group. Add one.`,
    );
  }
  return { code: row.code, name: row.name ?? row.code, kind, when, diagnoses, procedures, groups };
}

/** Number of an exclusion list as a workbook names it: "12", "EX_12", "排除表12". */
export const exclusionNumber = (name: string): number | undefined => {
  const digits = /(\d+)$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

function severityOf(tables: BureauTables, findings: WorkbookFindings): DraftSeverity[] {
  const lists = new Map<number, { principals: ReadonlySet<string>; mcc: Set<string>; cc: Set<string> }>();
  lists.set(0, { principals: new Set(), mcc: new Set(), cc: new Set() });
  for (const [name, list] of tables.exclusions) {
    const number = exclusionNumber(name);
    if (number === undefined || number === 0 || lists.has(number)) {
      findings.error(
        'exclusion_number',
        list.place,
        `排除表“${name}”应有自己的编号（1 起）。`,
        `the exclusion list "${name}" needs a number of its own, 1 or more.`,
      );
      continue;
    }
    lists.set(number, { principals: list.codes, mcc: new Set(), cc: new Set() });
  }
  const free: string[] = [];
  for (const [code, { level, list, place }] of tables.severity) {
    if (level === 'neither') continue;
    const number = list === undefined || /^[0无—-]$/.test(list) ? 0 : exclusionNumber(list);
    const entry = number === undefined ? undefined : lists.get(number);
    if (entry === undefined) {
      findings.error(
        'exclusion_missing',
        place,
        `${code} 指向的排除表“${list}”不存在。请改正或补上。`,
        `the exclusion list "${list}" of ${code} does not exist. Correct it or add the list.`,
      );
      continue;
    }
    if (number === 0) free.push(code);
    entry[level].add(code);
  }
  if (free.length > 0) {
    findings.note(
      'exclusion_none',
      'CC',
      `${free.length} 个编码没有排除表，按不排除读取：${firstFew(free)}`,
      `${free.length} codes name no exclusion list; nothing cancels them: ${firstFew(free)}`,
    );
  }
  return [...lists].sort(([a], [b]) => a - b).map(([number, list]) => ({ number, ...list }));
}
