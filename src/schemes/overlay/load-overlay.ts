import type { Finding } from '../../kernel/finding.js';
import { inherited } from '../acknowledgement.js';
import { outsideChapterFindings } from '../load/outside-chapter.js';
import { ConditionReader } from '../load/read-condition.js';
import { schemeHash } from '../load/scheme-hash.js';
import { readYamlFile, type YamlFile } from '../load/yaml-file.js';
import type { SchemeDocument } from '../scheme-document.js';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import { applyChapters } from './apply-chapters.js';
import { applySeverity } from './apply-severity.js';
import { type OverlayFile, overlayFileSchema } from './overlay-file-schema.js';
import { listsByName, OverlayLists } from './overlay-lists.js';

/**
 * Reads an overlay folder over its base, already loaded: the local scheme as one document, which both engines take as
 * any other. What the overlay does not name stays as in the base.
 * @throws scheme_… naming file, line and remedy; scheme_base_changed where the base is not the one it was written for
 */
export function loadOverlay(folder: string, base: SchemeDocument): SchemeDocument {
  const header = readYamlFile(folder, 'scheme.yaml', overlayFileSchema);
  const pinned = pinnedFindings(header, base);
  const lists = {
    diagnoses: openLists(header, base, 'diagnoses'),
    procedures: openLists(header, base, 'procedures'),
  };
  const named = declareSharedLists(header, base, lists);
  const conditions = new ConditionReader([...named.diagnoses, ...named.procedures]);
  const chapters = applyChapters(folder, base, { lists, named, conditions });
  const severity = applySeverity(folder, base, lists.diagnoses);
  const namedLists = new Map<string, ReadonlySet<string>>();
  for (const name of named.diagnoses) namedLists.set(name, lists.diagnoses.codes(name, ''));
  for (const name of named.procedures) {
    namedLists.set(name, new Set([...(namedLists.get(name) ?? []), ...lists.procedures.codes(name, '')]));
  }
  const { content } = header;
  const validProcedures = lists.procedures.codes('valid', header.place(['codes']));
  const options = Object.entries(content.options ?? {}).filter(([, value]) => value !== undefined);
  const document: Omit<SchemeDocument, 'hash'> = {
    id: content.id,
    method: content.method,
    title: content.title,
    provenance: Object.fromEntries(
      Object.entries(content.provenance).filter(([, value]) => value !== undefined),
    ) as unknown as SchemeDocument['provenance'],
    options: { ...base.options, ...Object.fromEntries(options) },
    diagnoses: lists.diagnoses.all,
    procedures: lists.procedures.all,
    validProcedures,
    chapters,
    severity,
    namedLists,
    loadFindings: [
      ...pinned,
      ...lists.diagnoses.findings,
      ...lists.procedures.findings,
      ...(base.loadFindings ?? []).filter((finding) => finding.severity !== 'warning'),
      ...outsideChapterFindings(chapters, ({ mdc }) => `mdc/${mdc}.yaml`),
    ],
    acknowledged: [...inherited(base.acknowledged), ...(content.acknowledged ?? [])],
    ...(base.refusal === undefined ? {} : { refusal: base.refusal }),
  };
  return { ...document, hash: schemeHash(document) };
}

function pinnedFindings(header: YamlFile<OverlayFile>, base: SchemeDocument): Finding[] {
  const pinned = header.content.base_hash;
  if (pinned !== undefined && pinned !== base.hash) {
    throw SCHEME_ERRORS.scheme_base_changed(
      { base: base.id, pinned: pinned.slice(0, 12), found: base.hash },
      { path: header.place(['base_hash']) },
    );
  }
  if (pinned !== undefined) return [];
  return [
    {
      code: 'base_not_pinned',
      severity: 'warning',
      path: header.place(['base']),
      zh: `没有写明基础方案的哈希：${base.id} 改动后本方案会随之改变而无人知晓。请加上 base_hash: ${base.hash}`,
      en: `the base's hash is not stated: a change of ${base.id} would change this scheme unnoticed. Add base_hash: ${base.hash}`,
    },
  ];
}

function openLists(
  header: YamlFile<OverlayFile>,
  base: SchemeDocument,
  kind: 'diagnoses' | 'procedures',
): OverlayLists {
  const added = header.content.codes?.added?.[kind]?.split(/\s+/).filter(Boolean) ?? [];
  const lists = new OverlayLists(kind, listsByName(base, kind), [...base[kind], ...added]);
  const valid = header.content.codes?.valid_procedures;
  if (kind === 'procedures' && valid !== undefined)
    lists.add('valid', valid, header.place(['codes', 'valid_procedures']));
  return lists;
}

function declareSharedLists(
  header: YamlFile<OverlayFile>,
  base: SchemeDocument,
  lists: { readonly diagnoses: OverlayLists; readonly procedures: OverlayLists },
): { readonly diagnoses: Set<string>; readonly procedures: Set<string> } {
  const named = { diagnoses: new Set<string>(), procedures: new Set<string>() };
  for (const [name, list] of base.namedLists) {
    for (const kind of ['diagnoses', 'procedures'] as const) {
      if (list.size === 0 || base[kind].some((code) => list.has(code))) named[kind].add(name);
    }
  }
  for (const [name, list] of Object.entries(header.content.lists ?? {})) {
    for (const kind of ['diagnoses', 'procedures'] as const) {
      const text = list[kind];
      if (text === undefined) continue;
      lists[kind].add(name, text, header.place(['lists', name, kind]));
      named[kind].add(name);
    }
  }
  return named;
}
