import type { FormulaNode } from '../../kernel/formula/formula-node.js';
import type { AdrgRule, Chapter, DrgRule } from '../scheme-document.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import type { CodeLists } from './code-lists.js';
import type { ConditionReader, ConditionScope } from './read-condition.js';
import type { ChapterFile, RuleFile } from './scheme-file-schema.js';
import type { YamlFile, YamlPath } from './yaml-file.js';

export interface ChapterContext {
  readonly lists: { readonly diagnoses: CodeLists; readonly procedures: CodeLists };
  readonly conditions: ConditionReader;
  readonly named: { readonly diagnoses: ReadonlySet<string>; readonly procedures: ReadonlySet<string> };
  /** Group code → where it stands; shared by all chapters. */
  readonly codesSeen: Map<string, string>;
}

/** Makes the lists of a chapter known before any is expanded, so that lists may refer to later ones. */
export function declareChapterLists(
  file: YamlFile<ChapterFile>,
  lists: { readonly diagnoses: CodeLists; readonly procedures: CodeLists },
): void {
  const { mdc, rules, regions = {} } = file.content;
  const medical: string[] = [];
  for (const [adrg, rule] of Object.entries(rules)) {
    for (const kind of ['diagnoses', 'procedures'] as const) {
      for (const [number, text] of Object.entries(rule[kind] ?? {})) {
        lists[kind].add(`${adrg}.${number}`, text, file.place(['rules', adrg, kind, number]));
        if (kind === 'diagnoses' && rule.kind === 'medical') medical.push(`${adrg}.${number}`);
      }
    }
  }
  for (const [number, region] of Object.entries(regions)) {
    lists.diagnoses.add(`${mdc}.region${number}`, region.diagnoses, file.place(['regions', number]));
  }
  lists.diagnoses.addUnion(`${mdc}.medical`, medical);
  lists.diagnoses.addUnion(
    `${mdc}.regions`,
    Object.keys(regions).map((number) => `${mdc}.region${number}`),
  );
  lists.diagnoses.add(`${mdc}.mdc`, file.content.diagnoses ?? '', file.place(['diagnoses']));
  const leftOut = file.content.left_out;
  if (leftOut !== undefined) lists.diagnoses.add(`${mdc}.left_out`, leftOut, file.place(['left_out']));
}

/** @throws scheme_… for a wrong letter, doubled code or order, unknown list or name */
export function readChapter(file: YamlFile<ChapterFile>, expected: string, context: ChapterContext): Chapter {
  const { mdc, name, when } = file.content;
  if (mdc !== expected) {
    throw SCHEME_ERRORS.scheme_code_outside_parent({ code: mdc, parent: expected }, { path: file.place(['mdc']) });
  }
  const scope: ConditionScope = {
    diagnosisLists: new Set(),
    procedureLists: new Set(),
    namedDiagnoses: context.named.diagnoses,
    namedProcedures: context.named.procedures,
    mayUseSeverity: false,
  };
  const regions = new Map<string, number>();
  const regionNames = new Map<number, string>();
  for (const [number, region] of Object.entries(file.content.regions ?? {})) {
    const place = file.place(['regions', number]);
    regionNames.set(Number(number), region.name);
    for (const code of context.lists.diagnoses.codes(`${mdc}.region${number}`, place)) {
      const other = regions.get(code);
      if (other !== undefined) {
        throw SCHEME_ERRORS.scheme_doubled_code(
          { code, other: file.place(['regions', String(other)]) },
          { path: place },
        );
      }
      regions.set(code, Number(number));
    }
  }
  return {
    mdc,
    name,
    when: context.conditions.read(when, scope, file.place(['when'])),
    whenText: when,
    diagnoses: context.lists.diagnoses.codes(`${mdc}.mdc`, file.place(['diagnoses'])),
    ...(file.content.left_out === undefined
      ? {}
      : { leftOut: context.lists.diagnoses.codes(`${mdc}.left_out`, file.place(['left_out'])) }),
    regions,
    regionNames,
    rules: orderedRules(file).map(([adrg, rule]) => readRule(file, adrg, rule, scope, context)),
  };
}

function orderedRules(file: YamlFile<ChapterFile>): [string, RuleFile][] {
  const entries = Object.entries(file.content.rules);
  const byOrder = new Map<number, string>();
  for (const [adrg, rule] of entries) {
    const first = byOrder.get(rule.order);
    if (first !== undefined) {
      throw SCHEME_ERRORS.scheme_doubled_order(
        { first, second: adrg, order: rule.order },
        { path: file.place(['rules', adrg, 'order']) },
      );
    }
    byOrder.set(rule.order, adrg);
  }
  return entries.sort(([, a], [, b]) => a.order - b.order);
}

function readRule(
  file: YamlFile<ChapterFile>,
  code: string,
  rule: RuleFile,
  chapterScope: ConditionScope,
  context: ChapterContext,
): AdrgRule {
  const at: YamlPath = ['rules', code];
  const { mdc } = file.content;
  if (!code.startsWith(mdc)) {
    throw SCHEME_ERRORS.scheme_code_outside_parent({ code, parent: mdc }, { path: file.place(at) });
  }
  const listsOf = (kind: 'diagnoses' | 'procedures') =>
    new Map(
      Object.keys(rule[kind] ?? {}).map((number): [number, ReadonlySet<string>] => [
        Number(number),
        context.lists[kind].codes(`${code}.${number}`, file.place([...at, kind, number])),
      ]),
    );
  const diagnosisLists = listsOf('diagnoses');
  const procedureLists = listsOf('procedures');
  const scope: ConditionScope = {
    ...chapterScope,
    diagnosisLists: new Set(diagnosisLists.keys()),
    procedureLists: new Set(procedureLists.keys()),
  };
  const isRow = rule.kind === 'unrelated' || rule.kind === 'fallback';
  const when = context.conditions.read(rule.when, scope, file.place([...at, 'when']));
  const always: FormulaNode = { kind: 'name', name: 'always' };
  const groups = isRow
    ? [rowGroup(file, code, rule, always, context)]
    : readGroups(file, code, rule, chapterScope, context);
  return {
    // In results an unrelated row is ADRG "QY", a fallback row has none.
    adrg: rule.kind === 'unrelated' ? code.slice(1) : rule.kind === 'fallback' ? '' : code,
    name: rule.name,
    kind: rule.kind,
    when,
    whenText: rule.when,
    diagnosisLists,
    procedureLists,
    groups,
  };
}

function rowGroup(
  file: YamlFile<ChapterFile>,
  code: string,
  rule: RuleFile,
  always: FormulaNode,
  context: ChapterContext,
): DrgRule {
  const place = file.place(['rules', code]);
  if (rule.groups !== undefined) {
    throw SCHEME_ERRORS.scheme_group_count({ code, found: rule.groups.length, expected: 0 }, { path: place });
  }
  claim(code, place, context);
  return { code, name: rule.name, when: always, whenText: 'always' };
}

function readGroups(
  file: YamlFile<ChapterFile>,
  adrg: string,
  rule: RuleFile,
  scope: ConditionScope,
  context: ChapterContext,
): DrgRule[] {
  const groups = rule.groups ?? [];
  if (groups.length === 0) {
    throw SCHEME_ERRORS.scheme_group_count(
      { code: adrg, found: 0, expected: '1+' },
      { path: file.place(['rules', adrg]) },
    );
  }
  return groups.map((group, index) => {
    const place = file.place(['rules', adrg, 'groups', index]);
    if (!group.code.startsWith(adrg)) {
      throw SCHEME_ERRORS.scheme_code_outside_parent({ code: group.code, parent: adrg }, { path: place });
    }
    claim(group.code, place, context);
    const when = context.conditions.read(group.when, { ...scope, mayUseSeverity: true }, place);
    return { code: group.code, name: group.name, when, whenText: group.when };
  });
}

function claim(code: string, place: string, context: ChapterContext): void {
  const other = context.codesSeen.get(code);
  if (other !== undefined) throw SCHEME_ERRORS.scheme_doubled_code({ code, other }, { path: place });
  context.codesSeen.set(code, place);
}
