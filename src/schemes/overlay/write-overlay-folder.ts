import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareCodePoints } from '../../kernel/hash.js';
import { ListWriter } from '../import/state-lists.js';
import { YamlText } from '../import/yaml-text.js';
import { CodeUniverse } from '../patterns/code-universe.js';
import type { OverlayChapterDraft, OverlayDraft, OverlayRuleDraft } from './overlay-draft.js';
import { listsByName } from './overlay-lists.js';

/** Writes an overlay as a folder that loadScheme reads; changed lists as `$base` and what differs. */
export function writeOverlayFolder(draft: OverlayDraft, folder: string): void {
  for (const [file, text] of overlayFiles(draft)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** States lists of one kind against the base's list of the same name. */
interface ListDifferences {
  text(name: string, codes: ReadonlySet<string>): string;
}

function listDifferences(draft: OverlayDraft, kind: 'diagnoses' | 'procedures'): ListDifferences {
  const writer = new ListWriter(new CodeUniverse([...draft.base[kind], ...draft.added[kind]]));
  const baseLists = listsByName(draft.base, kind);
  return {
    text: (name, codes) => writer.patternsOver('base', baseLists.get(name) ?? new Set(), codes),
  };
}

/** Path within the folder → text. */
export function overlayFiles(draft: OverlayDraft): Map<string, string> {
  const diagnoses = listDifferences(draft, 'diagnoses');
  const procedures = listDifferences(draft, 'procedures');
  const files = new Map([['scheme.yaml', headerText(draft, diagnoses, procedures)]]);
  for (const chapter of draft.chapters) {
    files.set(`mdc/${chapter.mdc}.yaml`, chapterText(chapter, diagnoses, procedures));
  }
  const { principals, levels, neither } = draft.severity;
  if (principals.size + levels.size + neither.size > 0) files.set('severity.yaml', severityText(draft));
  return files;
}

function headerText(draft: OverlayDraft, diagnoses: ListDifferences, procedures: ListDifferences): string {
  const yaml = new YamlText();
  yaml.entry(0, 'format', 'drgdip-scheme/1');
  yaml.entry(0, 'id', draft.id);
  yaml.entry(0, 'method', 'drg');
  yaml.comment(0, 'What this folder does not state is as in the base, whose hash is checked on loading.');
  yaml.entry(0, 'base', draft.baseName);
  yaml.entry(0, 'base_hash', draft.base.hash);
  yaml.section(0, 'title');
  yaml.entry(1, 'zh', draft.title.zh);
  yaml.entry(1, 'en', draft.title.en);
  yaml.section(0, 'provenance');
  for (const key of ['issuer', 'document', 'published', 'in_force_from', 'trust'] as const) {
    const value = draft.provenance[key];
    if (value !== undefined) yaml.entry(1, key, value);
  }
  yaml.section(1, 'sources');
  for (const source of draft.provenance.sources) yaml.item(2, source);
  const options = Object.entries(draft.options);
  if (options.length > 0) yaml.section(0, 'options');
  for (const [option, value] of options) yaml.entry(1, option, value);
  const added = (['diagnoses', 'procedures'] as const).filter((kind) => draft.added[kind].length > 0);
  if (added.length > 0) {
    yaml.section(0, 'codes');
    yaml.section(1, 'added');
    for (const kind of added) yaml.block(2, kind, lines([...draft.added[kind]].sort(compareCodePoints)));
  }
  if (draft.lists.length > 0) yaml.section(0, 'lists');
  for (const list of draft.lists) {
    yaml.section(1, list.name);
    if (list.diagnoses !== undefined) yaml.block(2, 'diagnoses', diagnoses.text(list.name, list.diagnoses));
    if (list.procedures !== undefined) yaml.block(2, 'procedures', procedures.text(list.name, list.procedures));
  }
  return yaml.text();
}

const CODES_A_LINE = 10;

function lines(codes: readonly string[]): string {
  const parts: string[] = [];
  for (let at = 0; at < codes.length; at += CODES_A_LINE) parts.push(codes.slice(at, at + CODES_A_LINE).join(' '));
  return parts.join('\n');
}

function chapterText(chapter: OverlayChapterDraft, diagnoses: ListDifferences, procedures: ListDifferences): string {
  const yaml = new YamlText();
  yaml.entry(0, 'mdc', chapter.mdc);
  if (chapter.name !== undefined) yaml.entry(0, 'name', chapter.name);
  if (chapter.when !== undefined) yaml.entry(0, 'when', chapter.when);
  if (chapter.diagnoses !== undefined) {
    yaml.block(0, 'diagnoses', diagnoses.text(`${chapter.mdc}.mdc`, chapter.diagnoses));
  }
  if (chapter.remove.length > 0) yaml.raw(0, `remove: [${chapter.remove.join(', ')}]`);
  if (chapter.rules.length > 0) yaml.section(0, 'rules');
  for (const rule of chapter.rules) ruleText(yaml, rule, diagnoses, procedures);
  return yaml.text();
}

function ruleText(
  yaml: YamlText,
  rule: OverlayRuleDraft,
  diagnoses: ListDifferences,
  procedures: ListDifferences,
): void {
  yaml.section(1, rule.code);
  for (const key of ['place', 'name', 'kind', 'when'] as const) {
    const value = rule[key];
    if (value !== undefined) yaml.entry(2, key, value);
  }
  for (const [kind, lists, writer] of [
    ['diagnoses', rule.diagnoses, diagnoses],
    ['procedures', rule.procedures, procedures],
  ] as const) {
    if (lists.size > 0) yaml.section(2, kind);
    for (const [number, codes] of lists) yaml.block(3, String(number), writer.text(`${rule.code}.${number}`, codes));
  }
  if (rule.groups === undefined) return;
  yaml.section(2, 'groups');
  for (const group of rule.groups) yaml.record(3, { code: group.code, name: group.name, when: group.when });
}

function severityText(draft: OverlayDraft): string {
  const { principals, levels, neither } = draft.severity;
  const writer = new ListWriter(new CodeUniverse([...draft.base.diagnoses, ...draft.added.diagnoses]));
  const yaml = new YamlText();
  if (neither.size > 0) {
    yaml.comment(0, 'No longer MCC or CC.');
    yaml.block(0, 'neither', writer.patterns(neither));
  }
  const numbers = new Set([...principals.keys(), ...[...levels.values()].map(({ list }) => list)]);
  if (numbers.size > 0) yaml.section(0, 'exclusion_lists');
  for (const number of [...numbers].sort((a, b) => a - b)) {
    yaml.section(1, String(number));
    const list = principals.get(number);
    const before = draft.base.severity.exclusions.get(number) ?? new Set<string>();
    if (list !== undefined) yaml.block(2, 'principals', writer.patternsOver('base', before, list));
    for (const level of ['mcc', 'cc'] as const) {
      const codes = [...levels].filter(([, entry]) => entry.level === level && entry.list === number);
      if (codes.length > 0) yaml.block(2, level, writer.patterns(new Set(codes.map(([code]) => code))));
    }
  }
  return yaml.text();
}
