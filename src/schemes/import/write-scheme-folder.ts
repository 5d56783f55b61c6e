import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCodeFile } from '../load/code-lists.js';
import { CodeUniverse } from '../patterns/code-universe.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import type { DraftChapter, DraftRule, SchemeDraft } from './scheme-draft.js';
import { ListWriter } from './state-lists.js';
import { YamlText } from './yaml-text.js';

/** Stands in every file, so that none is read without it. */
const PROVENANCE = 'Provenance and trust: scheme.yaml.';

/**
 * Writes a draft as a scheme folder: scheme.yaml, mdc/<letter>.yaml, severity.yaml, codes/. Written aside and renamed,
 * so that a failure leaves nothing.
 * @throws scheme_target_exists where the target is there and not empty
 */
export function writeSchemeFolder(draft: SchemeDraft, targetFolder: string): void {
  if (existsSync(targetFolder) && readdirSync(targetFolder).length > 0) {
    throw SCHEME_ERRORS.scheme_target_exists({ folder: targetFolder });
  }
  const aside = `${targetFolder}.tmp-${process.pid}`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(dirname(targetFolder), { recursive: true });
  try {
    for (const [file, text] of schemeFiles(draft)) {
      mkdirSync(dirname(join(aside, file)), { recursive: true });
      writeFileSync(join(aside, file), text);
    }
    rmSync(targetFolder, { recursive: true, force: true });
    renameSync(aside, targetFolder);
  } catch (cause) {
    rmSync(aside, { recursive: true, force: true });
    throw cause;
  }
}

/** Path within the folder → text. */
export function schemeFiles(draft: SchemeDraft): Map<string, string> {
  const diagnoses = new ListWriter(new CodeUniverse([...draft.diagnoses, ...draft.acknowledged.diagnoses.keys()]));
  const procedures = new ListWriter(new CodeUniverse([...draft.procedures, ...draft.acknowledged.procedures.keys()]));
  const shared = { diagnoses: sharedList(draft, 'diagnoses'), procedures: sharedList(draft, 'procedures') };
  const files = new Map<string, string>();
  files.set('scheme.yaml', headerText(draft, shared, diagnoses, procedures));
  for (const chapter of draft.chapters)
    files.set(`mdc/${chapter.mdc}.yaml`, chapterText(chapter, diagnoses, procedures));
  files.set('severity.yaml', severityText(draft, diagnoses));
  for (const kind of ['diagnoses', 'procedures'] as const) {
    if (shared[kind] !== undefined) continue;
    const word = kind === 'diagnoses' ? 'diagnosis' : 'procedure';
    files.set(`codes/${kind}.txt`, `# Valid ${word} codes, one a line.\n# ${PROVENANCE}\n${draft[kind].join('\n')}\n`);
  }
  files.set(
    'codes/valid-procedures.txt',
    `# Procedures that make an unrelated-procedure case and satisfy ppx(valid), as patterns over procedures.txt.\n# ${PROVENANCE}\n${procedures.patterns(draft.validProcedures)}\n`,
  );
  return files;
}

/** A file of the program's own lists, and the patterns of what it holds beyond the scheme's codes. */
interface SharedList {
  readonly file: string;
  readonly without: string;
}
type SharedLists = Readonly<Record<'diagnoses' | 'procedures', SharedList | undefined>>;

/** Undefined where none is named, or where the scheme has valid codes that it lacks. */
function sharedList(draft: SchemeDraft, kind: 'diagnoses' | 'procedures'): SharedList | undefined {
  const name = draft.sharedLists[kind];
  if (name === undefined) return undefined;
  const file = `../lists/${name}`;
  const codes = readCodeFile('.', file).split(/\s+/).filter(Boolean);
  const known = new Set(codes);
  const own = new Set(draft[kind]);
  if (draft[kind].some((code) => !known.has(code))) return undefined;
  const beyond = new Set(codes.filter((code) => !own.has(code)));
  return { file, without: new ListWriter(new CodeUniverse(codes)).patterns(beyond) };
}

function headerText(draft: SchemeDraft, shared: SharedLists, diagnoses: ListWriter, procedures: ListWriter): string {
  const yaml = new YamlText();
  yaml.entry(0, 'format', 'drgdip-scheme/1');
  yaml.entry(0, 'id', draft.id);
  yaml.entry(0, 'method', 'drg');
  yaml.section(0, 'title');
  yaml.entry(1, 'zh', draft.title.zh);
  yaml.entry(1, 'en', draft.title.en);
  const { provenance } = draft;
  yaml.section(0, 'provenance');
  yaml.entry(1, 'issuer', provenance.issuer);
  yaml.entry(1, 'document', provenance.document);
  if (provenance.published !== undefined) yaml.entry(1, 'published', provenance.published);
  if (provenance.in_force_from !== undefined) yaml.entry(1, 'in_force_from', provenance.in_force_from);
  yaml.entry(1, 'trust', provenance.trust);
  yaml.section(1, 'sources');
  for (const source of provenance.sources) yaml.item(2, source);
  yaml.comment(0, 'Defaults a run may switch; DECISIONS.md says why and how.');
  yaml.section(0, 'options');
  for (const [option, value] of Object.entries(draft.options)) yaml.entry(1, option, value);
  if (draft.refusedWhen !== undefined) {
    yaml.comment(0, 'Cases that missing: reference refuses, besides those without a sex.');
    yaml.entry(0, 'refused_when', draft.refusedWhen);
  }
  yaml.comment(0, 'Evaluation order of the chapters (MDC).');
  yaml.raw(0, `chapters: [${draft.chapters.map((chapter) => chapter.mdc).join(', ')}]`);
  yaml.section(0, 'codes');
  yaml.entry(1, 'diagnoses', shared.diagnoses?.file ?? 'codes/diagnoses.txt');
  yaml.entry(1, 'procedures', shared.procedures?.file ?? 'codes/procedures.txt');
  yaml.entry(1, 'valid_procedures', 'codes/valid-procedures.txt');
  const without = (['diagnoses', 'procedures'] as const).filter((kind) => (shared[kind]?.without ?? '') !== '');
  if (without.length > 0) yaml.section(1, 'without');
  for (const kind of without) yaml.block(2, kind, shared[kind]!.without);
  const acknowledged = (['diagnoses', 'procedures'] as const).filter((kind) => draft.acknowledged[kind].size > 0);
  if (acknowledged.length > 0) yaml.section(1, 'acknowledged');
  for (const kind of acknowledged) {
    yaml.section(2, kind);
    for (const [code, reason] of draft.acknowledged[kind]) yaml.entry(3, code, reason);
  }
  if (draft.lists.length > 0) yaml.section(0, 'lists');
  for (const list of draft.lists) {
    yaml.section(1, list.name);
    if (list.diagnoses !== undefined) yaml.block(2, 'diagnoses', diagnoses.state(list.name, '', list.diagnoses));
    if (list.procedures !== undefined) yaml.block(2, 'procedures', procedures.state(list.name, '', list.procedures));
  }
  return yaml.text();
}

function chapterText(chapter: DraftChapter, diagnoses: ListWriter, procedures: ListWriter): string {
  const yaml = new YamlText();
  yaml.comment(0, PROVENANCE);
  yaml.entry(0, 'mdc', chapter.mdc);
  yaml.entry(0, 'name', chapter.name);
  yaml.entry(0, 'when', chapter.when);
  if (chapter.regions.length > 0) {
    yaml.section(0, 'regions');
    for (const [index, region] of chapter.regions.entries()) {
      yaml.section(1, String(index + 1));
      yaml.entry(2, 'name', region.name);
      yaml.block(2, 'diagnoses', diagnoses.patterns(region.diagnoses));
    }
  }
  if (chapter.diagnoses.size > 0) yaml.block(0, 'diagnoses', chapterDiagnoses(chapter, diagnoses));
  if (chapter.leftOut.size > 0) {
    yaml.comment(0, 'Named by rules below, in no chapter; they enter this one under left_out_principals: taken.');
    yaml.block(0, 'left_out', diagnoses.patterns(chapter.leftOut));
  }
  yaml.section(0, 'rules');
  for (const [index, rule] of chapter.rules.entries())
    ruleText(yaml, chapter.mdc, rule, index + 1, diagnoses, procedures);
  return yaml.text();
}

function chapterDiagnoses(chapter: DraftChapter, diagnoses: ListWriter): string {
  const base = new Set<string>();
  if (chapter.regions.length > 0) {
    for (const region of chapter.regions) for (const code of region.diagnoses) base.add(code);
    return diagnoses.patternsOver('regions', base, chapter.diagnoses);
  }
  for (const rule of chapter.rules) {
    if (rule.kind !== 'medical') continue;
    for (const list of rule.diagnoses.values()) for (const code of list) base.add(code);
  }
  return diagnoses.patternsOver('medical', base, chapter.diagnoses);
}

function ruleText(
  yaml: YamlText,
  mdc: string,
  rule: DraftRule,
  order: number,
  diagnoses: ListWriter,
  procedures: ListWriter,
): void {
  yaml.section(1, rule.code);
  yaml.entry(2, 'order', String(order));
  yaml.entry(2, 'name', rule.name);
  yaml.entry(2, 'kind', rule.kind);
  yaml.entry(2, 'when', rule.when);
  for (const [kind, lists, writer] of [
    ['diagnoses', rule.diagnoses, diagnoses],
    ['procedures', rule.procedures, procedures],
  ] as const) {
    if (lists.size === 0) continue;
    yaml.section(2, kind);
    for (const [number, codes] of lists) {
      yaml.block(3, String(number), writer.state(`${rule.code}.${number}`, mdc, codes));
    }
  }
  if (rule.groups.length === 0) return;
  yaml.section(2, 'groups');
  for (const group of rule.groups) yaml.record(3, { code: group.code, name: group.name, when: group.when });
}

function severityText(draft: SchemeDraft, diagnoses: ListWriter): string {
  const yaml = new YamlText();
  yaml.comment(0, 'A code counts as MCC or CC unless the principal diagnosis is among the principals of its own list.');
  yaml.comment(0, 'List 0: nothing cancels it.');
  yaml.comment(0, PROVENANCE);
  yaml.section(0, 'exclusion_lists');
  for (const list of draft.severity) {
    yaml.section(1, String(list.number));
    if (list.principals.size > 0) yaml.block(2, 'principals', diagnoses.patterns(list.principals));
    if (list.mcc.size > 0) yaml.block(2, 'mcc', diagnoses.patterns(list.mcc));
    if (list.cc.size > 0) yaml.block(2, 'cc', diagnoses.patterns(list.cc));
  }
  return yaml.text();
}
