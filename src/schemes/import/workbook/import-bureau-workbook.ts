import { relative, resolve } from 'node:path';
import { listSchemes } from '../../list-schemes.js';
import { loadScheme } from '../../load-scheme.js';
import { writeOverlayFolder } from '../../overlay/write-overlay-folder.js';
import { writeSchemeFolder } from '../write-scheme-folder.js';
import { bureauDraft } from './bureau-draft.js';
import { bureauOverlay } from './bureau-overlay.js';
import { readBureauTables } from './bureau-tables.js';
import { headOf, sharedValidCodes } from './draft-head.js';
import { type ImportOutcome, installScheme, refuseExistingTarget } from './install-scheme.js';
import { readWorkbook } from './read-workbook.js';
import { WorkbookFindings } from './workbook-findings.js';

/**
 * Reads the kind of workbook that bureaus circulate (sheets of MDC, ADRG, DRG, codes, CC and MCC, exclusions, known by
 * their Chinese headings) and writes a scheme folder: `drgdip scheme import --kind workbook`.
 * @param base  name or folder of a scheme: the folder then holds an overlay, what the workbook changes in it
 * @returns every finding, those of `scheme check` on the folder included; no folder where one is an error
 * @throws workbook_unreadable, scheme_target_exists, scheme_not_found
 */
export async function importBureauWorkbook(file: string, targetFolder: string, base?: string): Promise<ImportOutcome> {
  refuseExistingTarget(targetFolder);
  const document = base === undefined ? undefined : loadScheme(base);
  const { sheets, sha256 } = await readWorkbook(file);
  const findings = new WorkbookFindings();
  const head = headOf(file, sha256, targetFolder);
  const valid = sharedValidCodes();
  if (base === undefined || document === undefined) {
    const known = { diagnoses: new Set(valid.diagnoses), procedures: new Set(valid.procedures) };
    const draft = bureauDraft(readBureauTables(sheets, known, findings), head, valid, findings);
    return installScheme(targetFolder, findings.all, (folder) => writeSchemeFolder(draft, folder));
  }
  const known = { diagnoses: new Set(document.diagnoses), procedures: new Set(document.procedures) };
  const tables = readBureauTables(sheets, known, findings);
  const draft = bureauOverlay(tables, head, { name: baseName(base, targetFolder), document }, findings);
  return installScheme(targetFolder, findings.all, (folder) => writeOverlayFolder(draft, folder));
}

/** As the overlay names it: a shipped scheme by its name, a folder by its path from the overlay's. */
function baseName(base: string, targetFolder: string): string {
  if (listSchemes().includes(base)) return base;
  return relative(resolve(targetFolder), resolve(base)).replaceAll('\\', '/');
}
