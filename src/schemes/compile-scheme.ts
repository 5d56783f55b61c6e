import { CONDITION_NUMBERS } from '../cases/columns.js';
import type { FormulaNode } from '../kernel/formula/formula-node.js';
import { loadWarnings } from './check/load-warnings.js';
import { type ClassedCondition, type CodeClasses, classifyCodes } from './compile/code-classes.js';
import { compileGroups } from './compile/compile-groups.js';
import { compileSeverity } from './compile/compile-severity.js';
import { appendCondition, type CodeSource } from './compile/condition-code.js';
import { ListColumns } from './compile/list-columns.js';
import { ASKED_KINDS, canHold, isAnyPlace } from './compile/open-rules.js';
import { type ListTest, undecidedPart, visitListTests } from './compile/partial-truth.js';
import { packSections } from './compile/scheme-buffer.js';
import { type ConditionPlace, isProcedureSource, listAt, listReader, schemeCodeIds } from './compile/scheme-lists.js';
import { variantChapters } from './compile/variant-chapters.js';
import {
  ASKED_ABOUT,
  type CompiledScheme,
  compiledSchemeOf,
  NO_CODE,
  RULE_FALLBACK,
  RULE_GROUPED,
  RULE_UNRELATED,
  type SchemeSections,
  type SchemeSizes,
  SIZES,
} from './compiled-scheme.js';
import type { SchemeDocument } from './scheme-document.js';

/**
 * Turns a scheme into integer tables in one shared buffer. The same document gives the same bytes.
 *
 * The idea: for a principal and for a first procedure alone, most conditions are already decided. Codes that leave the
 * same conditions possible form a class, and a class has a bit mask of the rules it leaves possible. The rules that can
 * take a case are the principal's mask and the first procedure's mask, bit by bit; the lowest bit is the first in
 * evaluation order. What needs more than these two codes (ages, secondary diagnoses, several procedures) has jump code
 * besides, run only where both masks leave the rule possible.
 */
export function compileScheme(written: SchemeDocument): CompiledScheme {
  const variants = variantChapters(written);
  const { chapters } = variants;
  if (chapters.length > 32) throw new RangeError(`${written.id}: more than 32 chapters with their variants`);
  const document: SchemeDocument = { ...written, chapters };
  const ids = schemeCodeIds(document);
  const columns = { dx: new ListColumns(ids.dx), px: new ListColumns(ids.px) };
  const asked = { dx: new Set<string>(), px: new Set<string>() };
  // So many procedures are valid that a mark for them would say nothing.
  const isAskedTest = (place: ConditionPlace) => (test: ListTest) =>
    listAt(document, place, test.name as CodeSource, test.args[0]!) !== document.validProcedures;
  const code: number[] = [];

  const codeOf = (node: FormulaNode, place: ConditionPlace): number => {
    visitListTests(node, (test) => {
      const source = test.name as CodeSource;
      if (!isAnyPlace(test) || !isAskedTest(place)(test)) return;
      const target = isProcedureSource(source) ? asked.px : asked.dx;
      for (const member of listAt(document, place, source, test.args[0]!)) target.add(member);
    });
    const column = (source: CodeSource, list: FormulaNode) =>
      (isProcedureSource(source) ? columns.px : columns.dx).columnOf(listAt(document, place, source, list));
    return appendCondition(node, column, code);
  };

  const rules = chapters.flatMap((chapter) => chapter.rules.map((rule) => ({ chapter, rule })));
  const restCode = (node: FormulaNode, place: ConditionPlace) => {
    const rest = undecidedPart(node);
    return rest === undefined ? NO_CODE : codeOf(rest, place);
  };
  const chapterCode = chapters.map((chapter) => restCode(chapter.when, { chapter }));
  const ruleCode = rules.map((place) => restCode(place.rule.when, place));
  const groups = compileGroups(document, rules, codeOf);
  const { refusal } = document;
  const refusalCode = refusal === undefined ? NO_CODE : codeOf(refusal.when, { chapter: chapters[0]! });

  const chapterRule: number[] = [];
  const chapterWord: number[] = [];
  let ruleCount = 0;
  let ruleWords = 0;
  for (const chapter of chapters) {
    chapterRule.push(ruleCount);
    chapterWord.push(ruleWords);
    ruleCount += chapter.rules.length;
    ruleWords += Math.ceil(chapter.rules.length / 32);
  }
  chapterRule.push(ruleCount);
  chapterWord.push(ruleWords);

  const conditions: ClassedCondition[] = [
    ...chapters.map((chapter) => ({ node: chapter.when, idsOf: listReader(document, ids, { chapter }) })),
    ...rules.map((place) => ({ node: place.rule.when, idsOf: listReader(document, ids, place) })),
  ];
  const layout: RuleLayout = { chapterCount: chapters.length, chapterRule, chapterWord, ruleWords };
  const principals = classifyCodes(conditions, 'pdx', document.diagnoses.length);
  const procedures = classifyCodes(conditions, 'ppx', document.procedures.length);
  const principalMasks = classMasks(principals, layout);
  const procedureMasks = classMasks(procedures, layout);

  const open = openMasks(document, layout, isAskedTest);
  const severity = compileSeverity(document, ids.dx);
  for (const member of asked.dx) severity.info[ids.dx.get(member)!]! |= ASKED_ABOUT;
  const regions = compileRegions(document, ids.dx, severity.info);

  const sizes: SchemeSizes = {
    chapters: chapters.length,
    rules: rules.length,
    ruleWords,
    diagnosisWords: columns.dx.wordCount,
    procedureWords: columns.px.wordCount,
    exclusionWords: severity.exclusionWords,
    diagnoses: document.diagnoses.length,
    procedures: document.procedures.length,
  };
  const kinds = { unrelated: RULE_UNRELATED, fallback: RULE_FALLBACK } as const;
  const sections: SchemeSections = {
    sizes: Int32Array.from(SIZES, (name) => sizes[name]),
    principalClass: principals.classOf,
    principalRules: principalMasks.rules,
    principalChapters: principalMasks.chapters,
    principalEntries: principalMasks.entries,
    procedureClass: procedures.classOf,
    procedureRules: procedureMasks.rules,
    procedureChapters: procedureMasks.chapters,
    procedureEntries: procedureMasks.entries,
    severityInfo: severity.info,
    exclusionClass: severity.exclusionClass,
    exclusionMasks: severity.exclusionMasks,
    isPrincipal: principalMarks(written, ids.dx),
    isValidProcedure: marks(ids.px, document.procedures.length, document.validProcedures),
    isAskedAbout: marks(ids.px, document.procedures.length, asked.px),
    openRules: open.rules,
    openChapters: open.chapters,
    diagnosisLists: columns.dx.table(document.diagnoses.length),
    procedureLists: columns.px.table(document.procedures.length),
    regions: regions.tables,
    chapterCode: Int32Array.from(chapterCode),
    chapterRegions: Int32Array.from(regions.ofChapter),
    chapterWord: Int32Array.from(chapterWord),
    chapterRule: Int32Array.from(chapterRule),
    ruleCode: Int32Array.from(ruleCode),
    ruleKind: Uint8Array.from(rules, ({ rule }) =>
      rule.kind === 'unrelated' || rule.kind === 'fallback' ? kinds[rule.kind] : RULE_GROUPED,
    ),
    ruleGroups: Uint8Array.from(groups.modes),
    severityGroup: Uint16Array.from(groups.severityGroup),
    severityStop: Uint8Array.from(groups.severityStop),
    groupStart: Int32Array.from(groups.start),
    groupCode: Int32Array.from(groups.code),
    groupIndex: Uint16Array.from(groups.index),
    ruleSettings: Uint8Array.from(variants.ruleSettings),
    chapterSettings: Uint8Array.from(variants.chapterSettings),
    chapterLetter: Uint8Array.from(chapters, (chapter) => chapter.mdc.charCodeAt(0)),
    refusalCode: Int32Array.of(refusalCode),
    refusalNumbers: Uint8Array.from(refusal === undefined ? [] : numbersIn(refusal.when)),
    code: Int32Array.from(code),
    texts: utf8(
      JSON.stringify({
        id: document.id,
        hash: document.hash,
        options: document.options,
        catalogue: groups.catalogue,
        warnings: loadWarnings(document),
      }),
    ),
    diagnosisTexts: utf8(document.diagnoses.join('\n')),
    procedureTexts: utf8(document.procedures.join('\n')),
  };
  return compiledSchemeOf(packSections({ ...sections }));
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** Where the rules of each chapter have their bits: chapter c owns words chapterWord[c] … chapterWord[c + 1]. */
interface RuleLayout {
  readonly chapterCount: number;
  readonly chapterRule: readonly number[];
  readonly chapterWord: readonly number[];
  readonly ruleWords: number;
}

/**
 * Masks of each class: rules left possible; chapters whose own condition is left possible (`entries`); chapters that
 * besides have a rule left possible (`chapters`), which are the only ones worth entering.
 */
function classMasks(
  classes: CodeClasses,
  layout: RuleLayout,
): { rules: Uint32Array; chapters: Uint32Array; entries: Uint32Array } {
  const { chapterCount, chapterRule, chapterWord, ruleWords } = layout;
  const rules = new Uint32Array(classes.classCount * ruleWords);
  const chapters = new Uint32Array(classes.classCount);
  const entries = new Uint32Array(classes.classCount);
  for (let classIndex = 0; classIndex < classes.classCount; classIndex++) {
    for (let chapter = 0; chapter < chapterCount; chapter++) {
      let isWorthEntering = false;
      for (let rule = chapterRule[chapter]!; rule < chapterRule[chapter + 1]!; rule++) {
        if (!classes.mayHold(classIndex, chapterCount + rule)) continue;
        const local = rule - chapterRule[chapter]!;
        rules[classIndex * ruleWords + chapterWord[chapter]! + (local >> 5)]! |= 1 << (local & 31);
        isWorthEntering = true;
      }
      if (!classes.mayHold(classIndex, chapter)) continue;
      entries[classIndex]! |= 1 << chapter;
      if (isWorthEntering) chapters[classIndex]! |= 1 << chapter;
    }
  }
  return { rules, chapters, entries };
}

/** For each kind of case the rules that can still hold and the chapters worth entering; four rows. */
function openMasks(
  document: SchemeDocument,
  layout: RuleLayout,
  isAskedTest: (place: ConditionPlace) => (test: ListTest) => boolean,
): { rules: Uint32Array; chapters: Uint32Array } {
  const rules = new Uint32Array(ASKED_KINDS.length * layout.ruleWords);
  const chapters = new Uint32Array(ASKED_KINDS.length);
  for (const [row, kind] of ASKED_KINDS.entries()) {
    for (const [index, chapter] of document.chapters.entries()) {
      if (!canHold(chapter.when, kind, isAskedTest({ chapter }))) continue;
      for (const [local, rule] of chapter.rules.entries()) {
        if (!canHold(rule.when, kind, isAskedTest({ chapter, rule }))) continue;
        rules[row * layout.ruleWords + layout.chapterWord[index]! + (local >> 5)]! |= 1 << (local & 31);
        chapters[row]! |= 1 << index;
      }
    }
  }
  return { rules, chapters };
}

/** 1 for a principal that some chapter's list holds, 2 for one that is only left out of its chapter's list. */
function principalMarks(document: SchemeDocument, ids: ReadonlyMap<string, number>): Uint8Array {
  const table = new Uint8Array(document.diagnoses.length + 1);
  for (const { leftOut } of document.chapters) for (const code of leftOut ?? []) table[ids.get(code)!] = 2;
  for (const { diagnoses } of document.chapters) for (const code of diagnoses) table[ids.get(code)!] = 1;
  return table;
}

/** Which of the CONDITION_NUMBERS a condition compares, in their order. */
function numbersIn(node: FormulaNode): number[] {
  const text = JSON.stringify(node);
  return CONDITION_NUMBERS.flatMap((name, index) => (text.includes(`"${name}"`) ? [index] : []));
}

function marks(ids: ReadonlyMap<string, number>, codeCount: number, codes: Iterable<string>): Uint8Array {
  const table = new Uint8Array(codeCount + 1);
  for (const code of codes) table[ids.get(code)!] = 1;
  return table;
}

/** Region tables of the chapters that have any; a code with a region is one that conditions ask about. */
function compileRegions(
  document: SchemeDocument,
  ids: ReadonlyMap<string, number>,
  info: Uint16Array,
): { tables: Uint8Array; ofChapter: number[] } {
  const withRegions = [...new Set(document.chapters.map((chapter) => chapter.regions))].filter(({ size }) => size > 0);
  const rowLength = document.diagnoses.length + 1;
  const tables = new Uint8Array(withRegions.length * rowLength);
  for (const [row, regions] of withRegions.entries()) {
    for (const [code, region] of regions) {
      const id = ids.get(code)!;
      tables[row * rowLength + id] = region;
      info[id]! |= ASKED_ABOUT;
    }
  }
  return { tables, ofChapter: document.chapters.map((chapter) => withRegions.indexOf(chapter.regions)) };
}
