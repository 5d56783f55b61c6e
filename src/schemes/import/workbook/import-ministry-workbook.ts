import type { SchemeDocument } from '../../scheme-document.js';
import { writeSchemeFolder } from '../write-scheme-folder.js';
import { compareWithScheme } from './compare-with-scheme.js';
import { headOf, sharedValidCodes } from './draft-head.js';
import { type ImportOutcome, installScheme, refuseExistingTarget } from './install-scheme.js';
import { ministryDraft } from './ministry-draft.js';
import { readMinistryTables } from './ministry-tables.js';
import { readWorkbook } from './read-workbook.js';
import { WorkbookFindings } from './workbook-findings.js';

/**
 * Reads the ministry's configuration workbook of version 3.0 (sheets MDC, ADRG, DRG, 集合, CC, 排除表 and their rule
 * language) and writes a scheme folder: `drgdip scheme import --kind workbook-3.0`. Valid codes are those of the
 * program's lists, which the workbook does not hold.
 * @param compared  a scheme to compare with: what differs is told, such as exclusion rows that one of the two lacks
 * @returns every finding, those of `scheme check` on the folder included; no folder where one is an error
 * @throws workbook_unreadable, workbook_sheet_missing, scheme_target_exists
 */
export async function importMinistryWorkbook(
  file: string,
  targetFolder: string,
  compared?: SchemeDocument,
): Promise<ImportOutcome> {
  refuseExistingTarget(targetFolder);
  const { sheets, sha256 } = await readWorkbook(file);
  const findings = new WorkbookFindings();
  const valid = sharedValidCodes();
  const known = { diagnoses: new Set(valid.diagnoses), procedures: new Set(valid.procedures) };
  const tables = readMinistryTables(sheets, known, findings, file);
  const draft = ministryDraft(tables, headOf(file, sha256, targetFolder), valid, findings);
  if (compared !== undefined) compareWithScheme(draft, tables, compared, findings);
  return installScheme(targetFolder, findings.all, (folder) => writeSchemeFolder(draft, folder));
}
