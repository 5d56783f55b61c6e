import { basename } from 'node:path';
import type { Finding } from '../kernel/finding.js';
import { ruleName } from './check/finding-text.js';
import { DIP_ERRORS } from './dip/dip-errors.js';
import { schemeMethod } from './dip/scheme-method.js';
import { schemeFolder } from './list-schemes.js';
import { CodeLists, readCodeFile } from './load/code-lists.js';
import { declareChapterLists, readChapter } from './load/load-chapter.js';
import { loadSeverity } from './load/load-severity.js';
import { type ListPlace, outsideChapterFindings } from './load/outside-chapter.js';
import { ConditionReader } from './load/read-condition.js';
import { chapterFileSchema, type SchemeFile, schemeFileSchema } from './load/scheme-file-schema.js';
import { schemeHash } from './load/scheme-hash.js';
import { declareSharedLists } from './load/shared-lists.js';
import { readYamlFile, type YamlFile } from './load/yaml-file.js';
import { loadOverlay } from './overlay/load-overlay.js';
import { overlayBase } from './overlay/overlay-base.js';
import type { SchemeDocument } from './scheme-document.js';
import { SCHEME_ERRORS } from './scheme-errors.js';

/**
 * Reads a scheme folder, expands its patterns and checks it; an overlay over its base.
 * @param idOrFolder  name of a shipped scheme ("chs-drg-2.0") or path to a folder that holds scheme.yaml
 * @throws scheme_… naming file, line and remedy: a wrong scheme never groups a case
 */
export function loadScheme(idOrFolder: string): SchemeDocument {
  const folder = schemeFolder(idOrFolder);
  if (schemeMethod(folder) === 'dip')
    throw DIP_ERRORS.dip_other_method({ id: basename(folder), found: 'DIP', expected: 'DRG' });
  const base = overlayBase(folder);
  if (base !== undefined) return loadOverlay(folder, loadScheme(base));
  const header = readYamlFile(folder, 'scheme.yaml', schemeFileSchema);
  const scheme = header.content;
  const lists = openLists(folder, header);

  const files = chapterOrder(header).map((mdc) => readYamlFile(folder, `mdc/${mdc}.yaml`, chapterFileSchema));
  const named = declareNamedLists(header, lists);
  if (scheme.shared_lists !== undefined) {
    declareSharedLists(folder, scheme.shared_lists, header.place(['shared_lists']), lists);
  }
  for (const file of files) declareChapterLists(file, lists);

  const conditions = new ConditionReader([...named.diagnoses, ...named.procedures]);
  const codesSeen = new Map<string, string>();
  const chapters = files.map((file, index) =>
    readChapter(file, scheme.chapters[index]!, { lists, conditions, named, codesSeen }),
  );
  const severity = loadSeverity(folder, lists.diagnoses);
  const namedLists = new Map<string, ReadonlySet<string>>();
  for (const name of named.diagnoses) namedLists.set(name, lists.diagnoses.codes(name, folder));
  for (const name of named.procedures) {
    namedLists.set(name, new Set([...(namedLists.get(name) ?? []), ...lists.procedures.codes(name, folder)]));
  }
  const validProcedures = lists.procedures.codes('valid', folder);
  const listPlace: ListPlace = ({ mdc }, rule, list) =>
    files[scheme.chapters.indexOf(mdc)]!.place(['rules', ruleName(rule), 'diagnoses', String(list)]);
  const loadFindings = [
    ...lists.diagnoses.findings,
    ...lists.procedures.findings,
    ...acknowledgedFindings(header),
    ...outsideChapterFindings(chapters, listPlace),
  ];

  const content: Omit<SchemeDocument, 'hash'> = {
    id: scheme.id,
    method: scheme.method,
    title: scheme.title,
    provenance: provenanceOf(scheme),
    options: optionsOf(scheme),
    diagnoses: lists.diagnoses.universe.codes,
    procedures: lists.procedures.universe.codes,
    validProcedures,
    chapters,
    severity,
    namedLists,
    loadFindings,
    acknowledged: scheme.acknowledged ?? [],
    ...refusalOf(header, conditions, named),
  };
  return { ...content, hash: schemeHash(content) };
}

interface Lists {
  readonly diagnoses: CodeLists;
  readonly procedures: CodeLists;
}

function openLists(folder: string, header: YamlFile<SchemeFile>): Lists {
  const { codes } = header.content;
  const without = codes.without ?? {};
  const acknowledged = codes.acknowledged ?? {};
  const open = (file: string, kind: 'diagnoses' | 'procedures'): CodeLists => {
    const all = readCodeFile(folder, file).split(/\s+/).filter(Boolean);
    const own = Object.keys(acknowledged[kind] ?? {});
    const excluded = without[kind];
    if (excluded === undefined) return new CodeLists(kind, [...all, ...own]);
    const place = header.place(['codes', 'without', kind]);
    const shared = new CodeLists(kind, all);
    shared.add('without', excluded, place);
    const left = shared.codes('without', place);
    return new CodeLists(kind, [...all.filter((code) => !left.has(code)), ...own], left);
  };
  const diagnoses = open(codes.diagnoses, 'diagnoses');
  const procedures = open(codes.procedures, 'procedures');
  procedures.add(
    'valid',
    readCodeFile(folder, codes.valid_procedures),
    `${basename(folder)}/${codes.valid_procedures}`,
  );
  return { diagnoses, procedures };
}

function chapterOrder(header: YamlFile<SchemeFile>): readonly string[] {
  const { chapters } = header.content;
  for (const [index, mdc] of chapters.entries()) {
    const first = chapters.indexOf(mdc);
    if (first === index) continue;
    throw SCHEME_ERRORS.scheme_doubled_code(
      { code: mdc, other: header.place(['chapters', first]) },
      { path: header.place(['chapters', index]) },
    );
  }
  return chapters;
}

export interface NamedLists {
  readonly diagnoses: ReadonlySet<string>;
  readonly procedures: ReadonlySet<string>;
}

function declareNamedLists(header: YamlFile<SchemeFile>, lists: Lists): NamedLists {
  const diagnoses = new Set<string>();
  const procedures = new Set<string>();
  for (const [name, list] of Object.entries(header.content.lists ?? {})) {
    const place = header.place(['lists', name]);
    if (list.diagnoses !== undefined) lists.diagnoses.add(name, list.diagnoses, place);
    if (list.diagnoses !== undefined) diagnoses.add(name);
    if (list.procedures !== undefined) lists.procedures.add(name, list.procedures, place);
    if (list.procedures !== undefined) procedures.add(name);
  }
  return { diagnoses, procedures };
}

/** A switch that the file leaves out is absent, not undefined. */
function optionsOf(scheme: SchemeFile): SchemeDocument['options'] {
  const stated = Object.entries(scheme.options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(stated) as unknown as SchemeDocument['options'];
}

function refusalOf(
  header: YamlFile<SchemeFile>,
  conditions: ConditionReader,
  named: NamedLists,
): Pick<SchemeDocument, 'refusal'> {
  const whenText = header.content.refused_when;
  if (whenText === undefined) return {};
  const scope = {
    diagnosisLists: new Set<number>(),
    procedureLists: new Set<number>(),
    namedDiagnoses: named.diagnoses,
    namedProcedures: named.procedures,
    mayUseSeverity: false,
  };
  return { refusal: { when: conditions.read(whenText, scope, header.place(['refused_when'])), whenText } };
}

function provenanceOf(scheme: SchemeFile): SchemeDocument['provenance'] {
  const { published, in_force_from, ...rest } = scheme.provenance;
  return {
    ...rest,
    ...(published === undefined ? {} : { published }),
    ...(in_force_from === undefined ? {} : { in_force_from }),
  };
}

function acknowledgedFindings(header: YamlFile<SchemeFile>): Finding[] {
  const acknowledged = header.content.codes.acknowledged ?? {};
  return (['diagnoses', 'procedures'] as const).flatMap((kind) =>
    Object.entries(acknowledged[kind] ?? {}).map(([code, reason]) => ({
      code: 'code_acknowledged',
      severity: 'note' as const,
      path: header.place(['codes', 'acknowledged', kind, code]),
      zh: `编码 ${code} 不在有效编码表中，方案已说明：${reason}`,
      en: `code ${code} is not in the list of valid codes; the scheme acknowledges it: ${reason}`,
    })),
  );
}
