import { basename } from 'node:path';
import { schemeFolder } from '../list-schemes.js';
import { readYamlFile } from '../load/yaml-file.js';
import { overlayBase } from '../overlay/overlay-base.js';
import type { DipDocument, DipEntry } from './dip-document.js';
import { DIP_ERRORS, refuseWrongRows } from './dip-errors.js';
import { DIP_DEFAULTS } from './dip-switches.js';
import { DipConditions } from './load/dip-conditions.js';
import { dipFileSchema } from './load/dip-file-schema.js';
import { dipHash } from './load/dip-hash.js';
import { type DipParts, readFolderParts } from './load/folder-parts.js';
import { numberEntries } from './load/number-entries.js';
import { resolveSteps } from './load/resolve-steps.js';
import { RowProblems } from './load/row-problems.js';
import { primaryCareOf } from './primary-care.js';
import { schemeMethod } from './scheme-method.js';

/**
 * Reads a DIP catalogue and checks it; one with a `base` over that.
 * @param idOrFolder  name of a shipped scheme or path to a folder that holds scheme.yaml
 * @throws scheme_… and dip_… naming file, line and remedy; dip_wrong lists every wrong row (doubled codes and numbers,
 *   scores of zero or less, cells that are no pattern)
 */
export function loadDip(idOrFolder: string): DipDocument {
  return loadParts(schemeFolder(idOrFolder)).document();
}

/** The same, and by the code of each entry the file and line it was read from. @throws as loadDip */
export function loadDipWithPlaces(idOrFolder: string): {
  readonly document: DipDocument;
  readonly places: ReadonlyMap<string, string>;
} {
  const { parts, document } = loadParts(schemeFolder(idOrFolder));
  return { document: document(), places: new Map(parts.entries.map(({ code, place }) => [code, place])) };
}

function loadParts(folder: string): { readonly parts: DipParts; readonly document: () => DipDocument } {
  if (schemeMethod(folder) !== 'dip')
    throw DIP_ERRORS.dip_other_method({ id: basename(folder), found: 'DRG', expected: 'DIP' });
  const header = readYamlFile(folder, 'scheme.yaml', dipFileSchema);
  const base = overlayBase(folder);
  const parts = readFolderParts(folder, header, base === undefined ? undefined : loadParts(schemeFolder(base)).parts);
  return {
    parts,
    document: () => {
      const problems = new RowProblems();
      const entries = numberEntries(parts.entries, problems);
      refuseUnknownFallback(parts, header.place(['options']), problems);
      refuseWrongRows([...parts.findings, ...problems.all]);
      const conditions = new DipConditions(parts.diagnosisLists.keys(), parts.procedureLists.keys());
      const content: Omit<DipDocument, 'hash'> = {
        id: parts.id,
        method: 'dip',
        title: parts.title,
        provenance: parts.provenance,
        options: { ...DIP_DEFAULTS, ...parts.options },
        diagnoses: parts.diagnoses,
        procedures: parts.procedures,
        excludedDiagnoses: parts.excludedDiagnoses,
        excludedProcedures: parts.excludedProcedures,
        procedureClasses: parts.classes,
        sections: parts.sections,
        steps: resolveSteps(parts, header),
        entries: entries.map(({ when, place, ...entry }): DipEntry => {
          const condition = conditions.indexOf(when, place);
          const whole = { ...entry, ...(condition === undefined ? {} : { condition }) };
          const primaryCare = primaryCareOf(whole, parts.primaryCare);
          return { ...whole, ...(primaryCare === undefined ? {} : { primaryCare }) };
        }),
        conditions: conditions.all,
        diagnosisLists: parts.diagnosisLists,
        procedureLists: parts.procedureLists,
        primaryCare: parts.primaryCare,
        loadFindings: parts.findings,
        acknowledged: parts.acknowledged,
      };
      return { ...content, hash: dipHash(content) };
    },
  };
}

/** A scheme that sends cases to fallback groups must have one. */
function refuseUnknownFallback(parts: DipParts, place: string, problems: RowProblems): void {
  const { unmatched, no_principal, excluded_principal } = parts.options;
  if (![unmatched, no_principal, excluded_principal].includes('fallback')) return;
  if (parts.entries.some(({ tier }) => tier === 'fallback')) return;
  problems.error(
    'dip_fallback_missing',
    place,
    '选项要求未匹配的病例进入兜底组，但目录中没有 core 为 fallback 的病种。请补上兜底组，或把选项改为 ungrouped。',
    'the options send cases to fallback groups, but no entry has core "fallback". Add such entries, or set the options to ungrouped.',
  );
}
