import { compareCodePoints } from '../../../kernel/hash.js';
import { ruleName } from '../../check/finding-text.js';
import type { OverlayChapterDraft, OverlayDraft, OverlayRuleDraft } from '../../overlay/overlay-draft.js';
import { listsByName } from '../../overlay/overlay-lists.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../../scheme-document.js';
import type { BureauList, BureauRow } from './bureau-row.js';
import { BureauConditions, CHAPTER_SCOPE, conditionByLists, groupsOf, listsOf } from './bureau-rule.js';
import { bureauSeverity } from './bureau-severity.js';
import type { BureauTables } from './bureau-tables.js';
import type { CodeKind } from './code-cell.js';
import type { DraftHead } from './draft-head.js';
import { kindOf } from './ministry-draft.js';
import { groupRows } from './sort-rows.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

/**
 * What a bureau's workbook changes in a base. A table is complete for what it names (the groups of an ADRG, the codes of
 * a list, the principals of an exclusion list), unless it has a column of changes; what it does not name stays as in the
 * base. Removing takes the word 删除 in that column.
 */
export function bureauOverlay(
  tables: BureauTables,
  head: DraftHead,
  base: { readonly name: string; readonly document: SchemeDocument },
  findings: WorkbookFindings,
): OverlayDraft {
  const { document } = base;
  const baseLists = { diagnoses: listsByName(document, 'diagnoses'), procedures: listsByName(document, 'procedures') };
  const sharedOf = (kind: CodeKind) => [
    ...[...document.namedLists.keys()].filter((name) => baseLists[kind].get(name)!.size > 0),
    ...tables.sharedLists[kind].keys(),
  ];
  const context: OverlayReading = {
    tables,
    baseLists,
    conditions: new BureauConditions(
      { diagnoses: sharedOf('diagnoses'), procedures: sharedOf('procedures') },
      findings,
    ),
    findings,
    groups: groupRows([...tables.drgs.values()], (row) => row.parent),
  };
  refuseUnknownChapters(tables, document, findings);
  const chapters = document.chapters
    .filter((chapter, index) => document.chapters.findLastIndex(({ mdc }) => mdc === chapter.mdc) === index)
    .map((chapter) => chapterChanges(chapter, context))
    .filter((chapter) => chapter !== undefined);
  tellKept(tables, document, findings);
  const names = new Set([...tables.sharedLists.diagnoses.keys(), ...tables.sharedLists.procedures.keys()]);
  const lists = [...names].flatMap((name) => {
    const diagnoses = changedList(context, 'diagnoses', name, tables.sharedLists.diagnoses.get(name));
    const procedures = changedList(context, 'procedures', name, tables.sharedLists.procedures.get(name));
    if (diagnoses === undefined && procedures === undefined) return [];
    return [
      { name, ...(diagnoses === undefined ? {} : { diagnoses }), ...(procedures === undefined ? {} : { procedures }) },
    ];
  });
  const draft: OverlayDraft = {
    ...head,
    baseName: base.name,
    base: document,
    options: {},
    added: { diagnoses: [], procedures: [] },
    lists,
    chapters,
    severity: bureauSeverity(tables, document, findings),
  };
  return { ...draft, added: addedCodes(draft, findings) };
}

interface OverlayReading {
  readonly tables: BureauTables;
  readonly baseLists: Readonly<Record<CodeKind, ReadonlyMap<string, ReadonlySet<string>>>>;
  readonly conditions: BureauConditions;
  readonly findings: WorkbookFindings;
  readonly groups: ReadonlyMap<string, readonly BureauRow[]>;
}

function refuseUnknownChapters(tables: BureauTables, base: SchemeDocument, findings: WorkbookFindings): void {
  const known = new Set(base.chapters.map((chapter) => chapter.mdc));
  const places = new Map<string, string>();
  const see = (mdc: string, place: string) => {
    if (!known.has(mdc) && !places.has(mdc)) places.set(mdc, place);
  };
  for (const rows of [tables.mdcs, tables.adrgs, tables.drgs])
    for (const row of rows.values()) see(row.code[0]!, row.place);
  for (const lists of [tables.lists.diagnoses, tables.lists.procedures, tables.chapterLists]) {
    for (const [name, { place }] of lists) see(name[0]!, place);
  }
  for (const [mdc, place] of places) {
    findings.error(
      'mdc_unknown',
      place,
      `基础方案 ${base.id} 没有 MDC ${mdc}。`,
      `the base ${base.id} has no MDC ${mdc}.`,
    );
  }
}

/** A list that differs from the base's; undefined where it does not, or the workbook has none. */
function changedList(
  { baseLists }: OverlayReading,
  kind: CodeKind,
  name: string,
  list: BureauList | undefined,
): ReadonlySet<string> | undefined {
  if (list === undefined) return undefined;
  const before = baseLists[kind].get(name);
  const codes = list.isDelta ? new Set([...(before ?? []), ...list.codes]) : new Set(list.codes);
  for (const code of list.removed) codes.delete(code);
  return before !== undefined && isEqual(before, codes) ? undefined : codes;
}

function isEqual(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((code) => b.has(code));
}

function chapterChanges(chapter: Chapter, context: OverlayReading): OverlayChapterDraft | undefined {
  const { tables, conditions } = context;
  const { mdc } = chapter;
  const row = tables.mdcs.get(mdc);
  const before = new Map(chapter.rules.map((rule) => [ruleName(rule), rule]));
  const codes = new Set<string>();
  for (const adrg of tables.adrgs.values()) if (adrg.parent === mdc) codes.add(adrg.code);
  for (const adrg of context.groups.keys()) if (adrg[0] === mdc) codes.add(adrg);
  for (const kind of ['diagnoses', 'procedures'] as const) {
    for (const name of tables.lists[kind].keys()) if (name[0] === mdc) codes.add(name.split('.')[0]!);
  }
  const remove: string[] = [];
  const rules: OverlayRuleDraft[] = [];
  for (const code of codes) {
    const adrg = tables.adrgs.get(code);
    if (adrg?.isRemoved !== true) {
      const rule = ruleChanges(code, mdc, before.get(code), context);
      if (rule !== undefined) rules.push(rule);
    } else if (before.has(code)) remove.push(code);
  }
  const diagnoses = changedList(context, 'diagnoses', `${mdc}.mdc`, tables.chapterLists.get(mdc));
  const when = row?.condition === undefined ? undefined : conditions.read(row.condition, row.place, CHAPTER_SCOPE);
  const change = {
    mdc,
    ...(row?.name === undefined || row.name === chapter.name ? {} : { name: row.name }),
    ...(when === undefined || when === chapter.whenText ? {} : { when }),
    ...(diagnoses === undefined ? {} : { diagnoses }),
    rules,
    remove,
  };
  return rules.length + remove.length === 0 && Object.keys(change).length === 3 ? undefined : change;
}

function ruleChanges(
  code: string,
  mdc: string,
  before: AdrgRule | undefined,
  context: OverlayReading,
): OverlayRuleDraft | undefined {
  const { tables, conditions, findings } = context;
  const row = tables.adrgs.get(code);
  const diagnoses = ruleLists('diagnoses', code, before, context);
  const procedures = ruleLists('procedures', code, before, context);
  const numbers = {
    diagnoses: [...new Set([...(before?.diagnosisLists.keys() ?? []), ...diagnoses.keys()])],
    procedures: [...new Set([...(before?.procedureLists.keys() ?? []), ...procedures.keys()])],
  };
  const kind = row?.kind ?? before?.kind ?? kindOf(code, mdc);
  const isRow = kind === 'unrelated' || kind === 'fallback';
  const place = row?.place ?? context.groups.get(code)?.[0]?.place ?? code;
  const when =
    row?.condition !== undefined
      ? conditions.read(row.condition, row.place, { ...numbers, isGroup: false })
      : (before?.whenText ??
        (isRow
          ? kind === 'unrelated'
            ? 'ppx(valid)'
            : 'always'
          : conditionByLists({ code, place }, numbers, findings)));
  const groups = isRow ? undefined : changedGroups(code, before, context);
  const position = positionOf(row, code, before, context);
  if (before === undefined) {
    if (groups === undefined && !isRow) {
      findings.error(
        'workbook_without_groups',
        place,
        `新的 ADRG ${code} 没有 DRG 组。请补上。`,
        `the new ADRG ${code} has no group. Add one.`,
      );
    }
    return {
      code,
      place: position!,
      name: row?.name ?? code,
      kind,
      when,
      diagnoses,
      procedures,
      ...(groups === undefined ? {} : { groups }),
    };
  }
  const name = row?.name;
  const change = {
    code,
    ...(position === undefined ? {} : { place: position }),
    ...(name === undefined || name === before.name ? {} : { name }),
    ...(kind === before.kind ? {} : { kind }),
    ...(when === before.whenText ? {} : { when }),
    diagnoses,
    procedures,
    ...(groups === undefined ? {} : { groups }),
  };
  return diagnoses.size + procedures.size === 0 && Object.keys(change).length === 3 ? undefined : change;
}

function ruleLists(
  kind: CodeKind,
  code: string,
  before: AdrgRule | undefined,
  context: OverlayReading,
): Map<number, ReadonlySet<string>> {
  const changed = new Map<number, ReadonlySet<string>>();
  const known = kind === 'diagnoses' ? before?.diagnosisLists : before?.procedureLists;
  for (const [number, list] of listsOf(context.tables, kind, code)) {
    if (number === 1 && !list.isDelta && known !== undefined && known.size > 1 && isEqual(unionOf(known), list.codes))
      continue;
    const codes = changedList(context, kind, `${code}.${number}`, list);
    if (codes !== undefined) changed.set(number, codes);
  }
  return changed;
}

const unionOf = (lists: ReadonlyMap<number, ReadonlySet<string>>) =>
  new Set([...lists.values()].flatMap((list) => [...list]));

const AT_FIRST = new Set(['优先', '最先', 'first']);
const AT_CHAPTER_START = new Set(['大类内优先', '大类最先', 'chapter_start']);

function positionOf(
  row: BureauRow | undefined,
  code: string,
  before: AdrgRule | undefined,
  { findings }: OverlayReading,
): string | undefined {
  const written = row?.position?.normalize('NFKC').replace(/\s+/g, '');
  if (written === undefined) {
    if (before !== undefined) return undefined;
    findings.note(
      'place_assumed',
      row?.place ?? code,
      `新的 ADRG ${code} 没有写明位置，按本大类最先判断读取。`,
      `the new ADRG ${code} states no place; it is tried first in its chapter.`,
    );
    return 'chapter_start';
  }
  if (AT_FIRST.has(written)) return 'first';
  if (AT_CHAPTER_START.has(written)) return 'chapter_start';
  const beside = /^在?([A-Z][A-Z0-9]{2})之?([前后])$/.exec(written);
  if (beside !== null) return `${beside[2] === '前' ? 'before' : 'after'} ${beside[1]}`;
  findings.error(
    'place_unknown',
    row!.place,
    `位置“${row!.position}”应为：优先、大类内优先、在GD1之前、在GD1之后。`,
    `the place "${row!.position}" must be 优先, 大类内优先, 在GD1之前 or 在GD1之后.`,
  );
  return 'chapter_start';
}

/** The groups of an ADRG where they differ from the base's in code, condition, name or, between known ones, nothing else. */
function changedGroups(code: string, before: AdrgRule | undefined, context: OverlayReading) {
  const rows = context.groups.get(code);
  if (rows === undefined) return undefined;
  const known = new Map(
    before?.groups.map(({ code: group, name, whenText }) => [group, { code: group, name, when: whenText }]),
  );
  const groups = groupsOf(rows, context.conditions, (group) => known.get(group), context.findings);
  const isAsBefore =
    groups.length === known.size &&
    groups.every(({ code: group, name, when }) => known.get(group)?.when === when && known.get(group)?.name === name);
  const isSorted = rows.some((row) => row.sort !== undefined);
  const isSameOrder = groups.every((group, index) => before?.groups[index]?.code === group.code);
  return isAsBefore && (!isSorted || isSameOrder) ? undefined : groups;
}

/** A catalogue that names most ADRGs of the base may mean the others to be gone; it does not say so. */
function tellKept(tables: BureauTables, base: SchemeDocument, findings: WorkbookFindings): void {
  if (tables.drgs.size === 0) return;
  const named = new Set([...tables.drgs.values()].map((row) => row.parent));
  for (const code of tables.adrgs.keys()) named.add(code);
  const kept = base.chapters.flatMap((chapter) =>
    chapter.rules
      .filter((rule) => rule.kind !== 'unrelated' && rule.kind !== 'fallback' && !named.has(rule.adrg))
      .map((rule) => rule.adrg),
  );
  if (kept.length === 0) return;
  findings.note(
    'kept_as_base',
    'DRG',
    `工作簿没有提到基础方案的 ${kept.length} 个 ADRG，保持不变：${firstFew(kept)}。如应删除，请在“变更”列写“删除”。`,
    `the workbook does not name ${kept.length} ADRGs of the base, which stay: ${firstFew(kept)}. Write 删除 in the column 变更 to remove one.`,
  );
}

function addedCodes(draft: OverlayDraft, findings: WorkbookFindings): OverlayDraft['added'] {
  const used = { diagnoses: new Set<string>(), procedures: new Set<string>() };
  const add = (kind: CodeKind, codes: Iterable<string> = []) => {
    for (const code of codes) used[kind].add(code);
  };
  for (const chapter of draft.chapters) {
    add('diagnoses', chapter.diagnoses);
    for (const rule of chapter.rules) {
      for (const list of rule.diagnoses.values()) add('diagnoses', list);
      for (const list of rule.procedures.values()) add('procedures', list);
    }
  }
  for (const list of draft.lists) {
    add('diagnoses', list.diagnoses);
    add('procedures', list.procedures);
  }
  add('diagnoses', draft.severity.levels.keys());
  for (const list of draft.severity.principals.values()) add('diagnoses', list);
  const beyond = (kind: CodeKind) => {
    const known = new Set(draft.base[kind]);
    const codes = [...used[kind]].filter((code) => !known.has(code)).sort(compareCodePoints);
    if (codes.length > 0) {
      const [zh, en] = kind === 'diagnoses' ? ['诊断', 'diagnosis'] : ['手术操作', 'procedure'];
      findings.warning(
        'code_added',
        kind,
        `${codes.length} 个${zh}编码不在基础方案的有效编码中，作为本地编码加入：${firstFew(codes)}`,
        `${codes.length} ${en} codes are not among the valid codes of the base and come in as local codes: ${firstFew(codes)}`,
      );
    }
    return codes;
  };
  return { diagnoses: beyond('diagnoses'), procedures: beyond('procedures') };
}
