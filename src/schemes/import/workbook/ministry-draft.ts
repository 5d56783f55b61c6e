import type { AdrgKind } from '../../scheme-document.js';
import type { DraftChapter, DraftList, DraftRule, DraftSeverity, SchemeDraft } from '../scheme-draft.js';
import { type DraftHead, draftCodes, type ValidCodes } from './draft-head.js';
import { MinistryRuleError, parseMinistryRule } from './ministry-rule.js';
import type { MinistryRow, MinistryTables } from './ministry-tables.js';
import { groupRows, reportSorts, sortedRows } from './sort-rows.js';
import {
  type ListKind,
  MINISTRY_VARIABLES,
  type NameList,
  translateMinistryRule,
  UntranslatableRule,
} from './translate-ministry-rule.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

/** The workbook's set of valid procedures. */
const VALID_SET = 'OP_ALL';

/**
 * A scheme of the tables of the ministry's workbook. Rules become conditions; a rule's sets become its numbered lists
 * in the order they are named, sets of MDC and DRG rules shared lists. What a stated reading settles is reported.
 */
export function ministryDraft(
  tables: MinistryTables,
  head: DraftHead,
  valid: ValidCodes,
  findings: WorkbookFindings,
): SchemeDraft {
  const sets = new SetReader(tables, findings);
  const validProcedures = sets.read([VALID_SET], '集合');
  const shared = new SharedSets(sets);
  const chapters = chaptersOf(tables, sets, shared, findings);
  sets.reportUnused();
  const severity = severityOf(tables, findings);
  return draftCodes({ head, valid, validProcedures, lists: shared.lists(), chapters, severity }, findings);
}

/** Sets by name; those that rules name and the sheet lacks are empty and reported, and so are those never named. */
class SetReader {
  private readonly used = new Set<string>();
  private readonly missing = new Set<string>();

  constructor(
    private readonly tables: MinistryTables,
    private readonly findings: WorkbookFindings,
  ) {}

  read(names: readonly string[], place: string): Set<string> {
    const codes = new Set<string>();
    for (const name of names) for (const code of this.one(name, place)) codes.add(code);
    return codes;
  }

  private one(name: string, place: string): ReadonlySet<string> {
    const exact = this.tables.sets.get(name);
    this.used.add(name);
    if (exact !== undefined) return exact.codes;
    for (const [other, set] of this.tables.sets) {
      if (other.toUpperCase() !== name.toUpperCase()) continue;
      this.used.add(other);
      return set.codes;
    }
    if (!this.missing.has(name)) {
      this.missing.add(name);
      this.findings.warning(
        'set_missing',
        place,
        `规则中的集合 ${name} 在“集合”表中不存在，按空集读取：该条件不会成立。请向发文单位核实。`,
        `the rule names the set ${name}, which the sheet 集合 lacks; it is read as empty, so the condition is never met. Ask the issuer.`,
      );
    }
    return new Set();
  }

  reportUnused(): void {
    for (const [name, { place, codes }] of this.tables.sets) {
      if (this.used.has(name)) continue;
      this.findings.warning(
        'set_unused',
        place,
        `集合 ${name}（${codes.size} 个编码）没有被任何规则使用。`,
        `no rule names the set ${name} (${codes.size} codes).`,
      );
    }
  }
}

/** Sets that conditions of chapters and groups name: shared lists of the scheme. */
class SharedSets {
  private readonly named = new Map<string, DraftList & { readonly key: string }>();

  constructor(private readonly sets: SetReader) {}

  name(names: readonly string[], kind: ListKind, place: string): string {
    const key = `${kind} ${names.join(' ')}`;
    for (const [name, list] of this.named) if (list.key === key) return name;
    const plain = names
      .join('_')
      .toLowerCase()
      .replace(/[^a-z0-9_]/g, '_')
      .replace(/^[^a-z]+/, '');
    let name = plain === '' ? `set_${this.named.size + 1}` : plain;
    while (this.named.has(name)) name = `${name}_${this.named.size + 1}`;
    this.named.set(name, { key, name, [kind]: this.sets.read(names, place) });
    return name;
  }

  lists(): DraftList[] {
    return [...this.named.values()].map(({ key, ...list }) => list);
  }
}

function chaptersOf(
  tables: MinistryTables,
  sets: SetReader,
  shared: SharedSets,
  findings: WorkbookFindings,
): DraftChapter[] {
  const adrgs = groupRows(tables.adrgs, (row) => (row.mdc === '' ? row.code[0]! : row.mdc));
  const drgs = groupRows(tables.drgs, (row) => (row.adrg === '' ? row.code.slice(0, 3) : row.adrg));
  const known = new Set(tables.mdcs.map((row) => row.code));
  reportOrphans(
    tables.adrgs,
    (row) => known.has(row.mdc === '' ? row.code[0]! : row.mdc) && row.code.startsWith(row.mdc),
    findings,
  );
  const adrgCodes = new Set(tables.adrgs.map((row) => row.code));
  reportOrphans(
    tables.drgs,
    (row) => adrgCodes.has(row.adrg === '' ? row.code.slice(0, 3) : row.adrg) && row.code.startsWith(row.adrg),
    findings,
  );
  reportSorts(tables.mdcs, 'MDC', true, findings);
  return sortedRows(tables.mdcs, () => false).map((mdc) => {
    const entry = chapterEntry(mdc, sets, shared, findings);
    const rows = adrgs.get(mdc.code) ?? [];
    const isFallback = (row: MinistryRow) => row.code === `${mdc.code}00`;
    reportSorts(rows, `MDC ${mdc.code}`, true, findings, isFallback);
    const rules = sortedRows(rows, isFallback).map((row) =>
      ruleOf(row, mdc.code, drgs.get(row.code) ?? [], { sets, shared, findings }),
    );
    return {
      mdc: mdc.code,
      name: mdc.name === '' ? mdc.code : mdc.name,
      when: entry.when,
      diagnoses: entry.diagnoses,
      leftOut: new Set<string>(),
      regions: [],
      rules,
    };
  });
}

function reportOrphans(
  rows: readonly MinistryRow[],
  hasParent: (row: MinistryRow) => boolean,
  findings: WorkbookFindings,
): void {
  for (const row of rows) {
    if (hasParent(row)) continue;
    const parent = row.adrg || row.mdc;
    findings.error(
      'workbook_parent_missing',
      row.place,
      `${row.code} 的上级“${parent}”不存在，或编码不以它开头。请改正。`,
      `the parent "${parent}" of ${row.code} does not exist, or the code does not begin with it. Correct it.`,
    );
  }
}

/** A chapter's own list is what its rule asks of the principal: one test of sets, `pdx(mdc)`. */
function chapterEntry(row: MinistryRow, sets: SetReader, shared: SharedSets, findings: WorkbookFindings) {
  const asked: string[] = [];
  const nameList: NameList = (names, kind, test) => {
    if (kind === 'procedures' && names.length === 1 && names[0] === VALID_SET) return 'valid';
    if (test === 'pdx' && (asked.length === 0 || asked[0] === names.join(' '))) {
      asked[0] = names.join(' ');
      return 'mdc';
    }
    return shared.name(names, kind, row.place);
  };
  const when = conditionOf(row, nameList, findings);
  const key = asked[0];
  return {
    when,
    diagnoses: key === undefined ? new Set<string>() : sets.read(key.split(' '), row.place),
  };
}

interface RuleContext {
  readonly sets: SetReader;
  readonly shared: SharedSets;
  readonly findings: WorkbookFindings;
}

function ruleOf(
  row: MinistryRow,
  mdc: string,
  groupRows: readonly MinistryRow[],
  { sets, shared, findings }: RuleContext,
): DraftRule {
  const lists = { diagnoses: new Map<number, Set<string>>(), procedures: new Map<number, Set<string>>() };
  const numbers = new Map<string, number>();
  const nameList: NameList = (names, kind) => {
    const key = names.join(' ');
    if (kind === 'procedures' && key === VALID_SET) return 'valid';
    const known = numbers.get(`${kind} ${key}`);
    if (known !== undefined) return String(known);
    const number = lists[kind].size + 1;
    numbers.set(`${kind} ${key}`, number);
    lists[kind].set(number, sets.read(names, row.place));
    return String(number);
  };
  const kind = kindOf(row.code, mdc);
  const when = conditionOf(row, nameList, findings);
  const isRow = kind === 'unrelated' || kind === 'fallback';
  return {
    code: row.code,
    name: row.name === '' ? row.code : row.name,
    kind,
    when,
    ...lists,
    groups: isRow ? ownGroupOnly(row, groupRows, findings) : groupsOf(row, groupRows, shared, findings),
  };
}

/** By the code, as the national schemes number ADRGs: A–J surgical, K–Q procedures, R–Z medical. */
export function kindOf(code: string, mdc: string): AdrgKind {
  if (code === `${mdc}QY`) return 'unrelated';
  if (code === `${mdc}00`) return 'fallback';
  return code[1]! <= 'J' ? 'surgical' : code[1]! <= 'Q' ? 'procedure' : 'medical';
}

function ownGroupOnly(row: MinistryRow, groups: readonly MinistryRow[], findings: WorkbookFindings): [] {
  for (const group of groups) {
    if (group.code === row.code) continue;
    findings.warning(
      'workbook_row_ignored',
      group.place,
      `${row.code} 自身就是一个组，未读取其细分组 ${group.code}。`,
      `${row.code} is its own only group; its subdivision ${group.code} is not read.`,
    );
  }
  return [];
}

function groupsOf(row: MinistryRow, rows: readonly MinistryRow[], shared: SharedSets, findings: WorkbookFindings) {
  if (rows.length === 0) {
    findings.error(
      'workbook_without_groups',
      row.place,
      `ADRG ${row.code} 在 DRG 表中没有组。请补上。`,
      `ADRG ${row.code} has no group in the sheet DRG. Add one.`,
    );
  }
  const isRest = (group: MinistryRow) => group.rule === '' || group.rule === '1';
  reportSorts(rows, row.code, false, findings, isRest);
  const rests = rows.filter(isRest);
  if (rests.length > 1) {
    findings.warning(
      'group_rest_repeated',
      rests[1]!.place,
      `${row.code} 有 ${rests.length} 个无条件的组（${rests.map((group) => group.code).join('、')}），只有排序最前的可达。`,
      `${row.code} has ${rests.length} groups without a rule (${rests.map((group) => group.code).join(', ')}); only the first by sort number can be reached.`,
    );
  }
  return sortedRows(rows, isRest).map((group) => ({
    code: group.code,
    name: group.name === '' ? group.code : group.name,
    when: conditionOf(
      group,
      (names, kind) =>
        kind === 'procedures' && names.length === 1 && names[0] === VALID_SET
          ? 'valid'
          : shared.name(names, kind, group.place),
      findings,
    ),
  }));
}

/** An empty rule is "the rest". A rule not understood is an error and stands as never met. */
function conditionOf(row: MinistryRow, nameList: NameList, findings: WorkbookFindings): string {
  if (row.rule === '') return 'always';
  try {
    const { rule, isMixed } = parseMinistryRule(row.rule, MINISTRY_VARIABLES);
    if (isMixed) {
      findings.note(
        'rule_mixed_operators',
        row.place,
        `${row.code} 的规则混用 and 与 or 而无括号，按 and 先于 or 读取：${row.rule}`,
        `the rule of ${row.code} mixes and with or without brackets; and is read before or: ${row.rule}`,
      );
    }
    return translateMinistryRule(rule, nameList);
  } catch (cause) {
    if (!(cause instanceof MinistryRuleError || cause instanceof UntranslatableRule)) throw cause;
    const [zh, en] =
      cause instanceof MinistryRuleError
        ? [`第 ${cause.position} 个字符处，`, `at character ${cause.position}: `]
        : ['', ''];
    findings.error(
      'rule_not_understood',
      row.place,
      `${row.code} 的规则“${row.rule}”不能理解：${zh}${cause.zh}。请改正该单元格。`,
      `the rule "${row.rule}" of ${row.code} is not understood: ${en}${cause.en}. Correct the cell.`,
    );
    return 'false';
  }
}

/** Lists keep the workbook's numbers (EX_12 is 12). A list that is named and absent cancels nothing: 0. */
function severityOf(tables: MinistryTables, findings: WorkbookFindings): DraftSeverity[] {
  const lists = new Map<number, { principals: Set<string>; mcc: Set<string>; cc: Set<string> }>([
    [0, { principals: new Set(), mcc: new Set(), cc: new Set() }],
  ]);
  const numbers = new Map<string, number>();
  for (const [name, { codes, place }] of tables.exclusions) {
    let number = Number(/(\d+)$/.exec(name)?.[1] ?? 0);
    if (number === 0 || lists.has(number)) {
      number = Math.max(...lists.keys(), tables.exclusions.size) + 1;
      findings.warning(
        'exclusion_number',
        place,
        `排除表 ${name} 没有自己的编号，按 ${number} 读取。`,
        `the exclusion list ${name} has no number of its own; it is read as ${number}.`,
      );
    }
    numbers.set(name.toUpperCase(), number);
    lists.set(number, { principals: codes, mcc: new Set(), cc: new Set() });
  }
  const absent = new Map<string, { place: string; codes: string[] }>();
  for (const [code, { level, list, place }] of tables.severity) {
    let number = list === '' ? 0 : numbers.get(list.toUpperCase());
    if (number === undefined) {
      const entry = absent.get(list) ?? { place, codes: [] };
      entry.codes.push(code);
      absent.set(list, entry);
      number = 0;
    }
    lists.get(number)![level].add(code);
  }
  for (const [list, { place, codes }] of absent) {
    findings.warning(
      'exclusion_missing',
      place,
      `${codes.length} 个编码指向排除表 ${list}，而“排除表”中没有它；按不排除读取：${firstFew(codes)}`,
      `${codes.length} codes name the exclusion list ${list}, which the sheet 排除表 lacks; nothing cancels them: ${firstFew(codes)}`,
    );
  }
  for (const [name, number] of numbers) {
    const list = lists.get(number)!;
    if (list.mcc.size + list.cc.size > 0) continue;
    const place = [...tables.exclusions].find(([other]) => other.toUpperCase() === name)![1].place;
    findings.note(
      'exclusion_unused',
      place,
      `没有 MCC 或 CC 编码指向排除表 ${name}。`,
      `no MCC or CC code names the exclusion list ${name}.`,
    );
  }
  return [...lists].sort(([a], [b]) => a - b).map(([number, list]) => ({ number, ...list }));
}
