import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ruleName } from '../check/finding-text.js';
import type { ConditionScope } from '../load/read-condition.js';
import { readYamlFile, type YamlFile } from '../load/yaml-file.js';
import type { AdrgRule, Chapter, SchemeDocument } from '../scheme-document.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import { applyRule } from './apply-rule.js';
import type { OverlayContext } from './overlay-context.js';
import { type OverlayChapter, overlayChapterSchema } from './overlay-file-schema.js';

/**
 * The base's chapters with an overlay's changes. ADRGs placed `first` come in chapters of their own before all others:
 * they have the letter and the list of the chapter they belong to, and only their own conditions decide.
 * @throws scheme_… for a chapter the base lacks, a doubled code, an unknown place, list or name
 */
export function applyChapters(folder: string, base: SchemeDocument, context: OverlayContext): Chapter[] {
  const files = new Map<string, YamlFile<OverlayChapter>>();
  for (const name of chapterFiles(folder)) {
    const file = readYamlFile(folder, `mdc/${name}`, overlayChapterSchema);
    const { mdc } = file.content;
    if (`${mdc}.yaml` !== name) {
      throw SCHEME_ERRORS.scheme_code_outside_parent(
        { code: mdc, parent: basename(name, '.yaml') },
        { path: file.place(['mdc']) },
      );
    }
    if (!base.chapters.some((chapter) => chapter.mdc === mdc)) {
      const known = base.chapters.map((chapter) => chapter.mdc).join(', ');
      throw SCHEME_ERRORS.scheme_overlay_unknown({ code: mdc, base: base.id, known }, { path: file.place(['mdc']) });
    }
    declareLists(file, context);
    files.set(mdc, file);
  }
  const first: Chapter[] = [];
  const chapters: Chapter[] = [];
  const done = new Set<string>();
  for (const chapter of base.chapters) {
    const file = files.get(chapter.mdc);
    const isLeading = base.chapters.filter(({ mdc }) => mdc === chapter.mdc).at(-1) !== chapter;
    if (file === undefined || isLeading || done.has(chapter.mdc)) {
      chapters.push(chapter);
      continue;
    }
    done.add(chapter.mdc);
    const changed = applyChapter(file, chapter, base, context);
    chapters.push(changed.chapter);
    if (changed.first.length > 0) first.push(leadingChapter(changed.chapter, changed.first));
  }
  const all = [...first, ...chapters];
  refuseDoubledGroups(all, files);
  return all;
}

function chapterFiles(folder: string): string[] {
  const path = join(folder, 'mdc');
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.yaml')) : [];
}

function declareLists(file: YamlFile<OverlayChapter>, { lists }: OverlayContext): void {
  const { mdc, diagnoses, rules = {} } = file.content;
  if (diagnoses !== undefined) lists.diagnoses.add(`${mdc}.mdc`, diagnoses, file.place(['diagnoses']));
  for (const [code, rule] of Object.entries(rules)) {
    for (const kind of ['diagnoses', 'procedures'] as const) {
      for (const [number, text] of Object.entries(rule[kind] ?? {})) {
        lists[kind].add(`${code}.${number}`, text, file.place(['rules', code, kind, number]));
      }
    }
  }
}

function leadingChapter(chapter: Chapter, rules: readonly AdrgRule[]): Chapter {
  return { ...chapter, when: { kind: 'name', name: 'always' }, whenText: 'always', rules };
}

function applyChapter(
  file: YamlFile<OverlayChapter>,
  chapter: Chapter,
  base: SchemeDocument,
  context: OverlayContext,
): { readonly chapter: Chapter; readonly first: AdrgRule[] } {
  const { mdc, name, when, diagnoses, rules = {}, remove = [] } = file.content;
  const scope: ConditionScope = {
    diagnosisLists: new Set(),
    procedureLists: new Set(),
    namedDiagnoses: context.named.diagnoses,
    namedProcedures: context.named.procedures,
    mayUseSeverity: false,
  };
  const ordered: { readonly code: string; readonly rule: AdrgRule }[] = chapter.rules.map((rule) => ({
    code: ruleName(rule),
    rule,
  }));
  const indexOf = (code: string, place: string) => {
    const index = ordered.findIndex((entry) => entry.code === code);
    if (index >= 0) return index;
    const known = ordered.map((entry) => entry.code).join(', ');
    throw SCHEME_ERRORS.scheme_overlay_unknown({ code, base: base.id, known }, { path: place });
  };
  for (const [index, code] of remove.entries()) {
    const place = file.place(['remove', index]);
    if (rules[code] !== undefined) {
      throw SCHEME_ERRORS.scheme_doubled_code({ code, other: file.place(['rules', code]) }, { path: place });
    }
    ordered.splice(indexOf(code, place), 1);
  }
  const first: AdrgRule[] = [];
  /** The rule after which the next one `after` the same code is put, so that the file's order is kept. */
  const lastAfter = new Map<string, string>();
  let atStart = 0;
  for (const [code, change] of Object.entries(rules)) {
    const at = ordered.findIndex((entry) => entry.code === code);
    const rule = applyRule(file, code, at < 0 ? undefined : ordered[at]!.rule, scope, context);
    if (change.place === undefined) {
      ordered[at] = { code, rule };
      continue;
    }
    if (at >= 0) ordered.splice(at, 1);
    if (at >= 0 && at < atStart) atStart--;
    const [word, other] = change.place.split(' ') as [string, string | undefined];
    const place = file.place(['rules', code, 'place']);
    if (word === 'first') first.push(rule);
    else if (word === 'chapter_start') ordered.splice(atStart++, 0, { code, rule });
    else if (word === 'before') ordered.splice(indexOf(other!, place), 0, { code, rule });
    else {
      ordered.splice(indexOf(lastAfter.get(other!) ?? other!, place) + 1, 0, { code, rule });
      lastAfter.set(other!, code);
    }
  }
  return {
    first,
    chapter: {
      ...chapter,
      name: name ?? chapter.name,
      ...(when === undefined
        ? {}
        : { when: context.conditions.read(when, scope, file.place(['when'])), whenText: when }),
      diagnoses:
        diagnoses === undefined
          ? chapter.diagnoses
          : context.lists.diagnoses.codes(`${mdc}.mdc`, file.place(['diagnoses'])),
      rules: ordered.map((entry) => entry.rule),
    },
  };
}

function refuseDoubledGroups(chapters: readonly Chapter[], files: ReadonlyMap<string, YamlFile<OverlayChapter>>): void {
  const seen = new Map<string, string>();
  for (const chapter of chapters) {
    for (const rule of chapter.rules) {
      const code = ruleName(rule);
      for (const [index, group] of rule.groups.entries()) {
        const file = files.get(chapter.mdc);
        const place = file?.place(['rules', code, 'groups', index]) ?? `mdc/${chapter.mdc}.yaml ${code}`;
        const other = seen.get(group.code);
        if (other !== undefined) throw SCHEME_ERRORS.scheme_doubled_code({ code: group.code, other }, { path: place });
        seen.set(group.code, place);
      }
    }
  }
}
