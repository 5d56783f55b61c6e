import { basename, extname } from 'node:path';
import { compareCodePoints } from '../../../kernel/hash.js';
import { readCodeFile } from '../../load/code-lists.js';
import type { Provenance } from '../../scheme-document.js';
import type { DraftChapter, DraftList, DraftSeverity, SchemeDraft } from '../scheme-draft.js';
import { firstFew, type WorkbookFindings } from './workbook-findings.js';

/** What a workbook does not say of itself. */
export interface DraftHead {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly provenance: Provenance;
}

/** The valid codes of a scheme; those of the program's own lists are referred to. */
export interface ValidCodes {
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  readonly sharedLists: SchemeDraft['sharedLists'];
}

/** The program's lists of valid codes: a workbook of groups does not hold the codes that no group names. */
export function sharedValidCodes(): ValidCodes {
  const words = (file: string) => readCodeFile('.', `../lists/${file}`).split(/\s+/).filter(Boolean);
  return {
    diagnoses: words('diagnoses.txt'),
    procedures: words('procedures.txt'),
    sharedLists: { diagnoses: 'diagnoses.txt', procedures: 'procedures.txt' },
  };
}

/** Id and provenance of a scheme read from a workbook: named after its folder, traceable to the file's bytes. */
export function headOf(file: string, sha256: string, targetFolder: string): DraftHead {
  const name = basename(file, extname(file));
  const id = basename(targetFolder)
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  return {
    id: id === '' ? 'imported-scheme' : id,
    title: { zh: name, en: name },
    provenance: {
      issuer: 'not stated in the workbook',
      document: basename(file),
      trust: 'imported from the workbook as it stands; findings of the import tell what was read by a stated rule',
      sources: [`${basename(file)}, SHA-256 ${sha256}`],
    },
  };
}

interface DraftParts {
  readonly head: DraftHead;
  readonly valid: ValidCodes;
  readonly validProcedures: ReadonlySet<string>;
  readonly lists: readonly DraftList[];
  readonly chapters: readonly DraftChapter[];
  readonly severity: readonly DraftSeverity[];
}

const ACKNOWLEDGED = 'named by the workbook, absent from the list of valid codes';

/** Puts the parts of a draft together; codes outside the valid lists are acknowledged and reported. */
export function draftCodes(parts: DraftParts, findings: WorkbookFindings): SchemeDraft {
  const used = { diagnoses: new Set<string>(), procedures: new Set<string>(parts.validProcedures) };
  const add = (target: Set<string>, codes: Iterable<string> = []) => {
    for (const code of codes) target.add(code);
  };
  for (const chapter of parts.chapters) {
    add(used.diagnoses, chapter.diagnoses);
    for (const rule of chapter.rules) {
      for (const list of rule.diagnoses.values()) add(used.diagnoses, list);
      for (const list of rule.procedures.values()) add(used.procedures, list);
    }
  }
  for (const list of parts.lists) {
    add(used.diagnoses, list.diagnoses);
    add(used.procedures, list.procedures);
  }
  for (const list of parts.severity)
    for (const codes of [list.principals, list.mcc, list.cc]) add(used.diagnoses, codes);
  const outside = (kind: 'diagnoses' | 'procedures') => {
    const known = new Set(parts.valid[kind]);
    const codes = [...used[kind]].filter((code) => !known.has(code)).sort(compareCodePoints);
    if (codes.length > 0) {
      const [zh, en] = kind === 'diagnoses' ? ['诊断', 'diagnosis'] : ['手术操作', 'procedure'];
      findings.warning(
        'code_outside_valid',
        'codes',
        `工作簿使用的 ${codes.length} 个${zh}编码不在有效编码表中，已在 codes.acknowledged 中列明：${firstFew(codes)}`,
        `${codes.length} ${en} codes that the workbook names are not in the list of valid codes; they are stated in codes.acknowledged: ${firstFew(codes)}`,
      );
    }
    return new Map(codes.map((code) => [code, ACKNOWLEDGED]));
  };
  return {
    ...parts.head,
    options: { unrelated_procedure: 'qy', code_match: 'exact', missing: 'strict' },
    diagnoses: parts.valid.diagnoses,
    procedures: parts.valid.procedures,
    validProcedures: parts.validProcedures,
    acknowledged: { diagnoses: outside('diagnoses'), procedures: outside('procedures') },
    lists: parts.lists,
    sharedLists: parts.valid.sharedLists,
    chapters: parts.chapters,
    severity: parts.severity,
  };
}
