import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Text } from '../kernel/errors.js';
import type { Finding } from '../kernel/finding.js';
import { checkScheme } from '../schemes/check/check-scheme.js';
import { checkDip } from '../schemes/dip/check/check-dip.js';
import type { DipDocument } from '../schemes/dip/dip-document.js';
import { importDipTable } from '../schemes/dip/import/import-dip-table.js';
import { importDipWorkbook } from '../schemes/dip/import/import-dip-workbook.js';
import { loadDip, loadDipWithPlaces } from '../schemes/dip/load-dip.js';
import { importTables } from '../schemes/import/import-tables.js';
import { importBureauWorkbook } from '../schemes/import/workbook/import-bureau-workbook.js';
import { importMinistryWorkbook } from '../schemes/import/workbook/import-ministry-workbook.js';
import type { ImportOutcome } from '../schemes/import/workbook/install-scheme.js';
import { listSchemes } from '../schemes/list-schemes.js';
import { loadAnyScheme, methodOfScheme } from '../schemes/load-any-scheme.js';
import { loadScheme } from '../schemes/load-scheme.js';

export function schemeList(): { id: string; title: Text; hash: string }[] {
  return listSchemes().map((id) => {
    const { title, hash } = loadAnyScheme(id);
    return { id, title, hash };
  });
}

export function schemeCheck(scheme: string): Finding[] {
  if (methodOfScheme(scheme) !== 'dip') return checkScheme(loadScheme(scheme));
  const { document, places } = loadDipWithPlaces(scheme);
  return checkDip(document, places);
}

/** Reads a scheme given as tables and writes a scheme folder. @throws scheme_target_exists, scheme_table_missing … */
export async function schemeImport(folder: string, metaFile: string, out: string): Promise<void> {
  importTables(folder, out, parse(readFileSync(metaFile, 'utf8')));
}

/**
 * Reads a scheme given as a workbook and writes a scheme folder, or nothing where a finding is an error.
 * @throws workbook_unreadable, workbook_sheet_missing, scheme_target_exists, scheme_not_found
 */
export function workbookImport(
  kind: 'workbook' | 'workbook-3.0',
  file: string,
  out: string,
  base: string | undefined,
): Promise<ImportOutcome> {
  if (kind === 'workbook') return importBureauWorkbook(file, out, base);
  return importMinistryWorkbook(file, out, base === undefined ? undefined : loadScheme(base));
}

/**
 * Reads a DIP catalogue given as a table, or as several in a folder by a profile, and writes a scheme folder, or nothing
 * where a finding is an error.
 * @throws dip_profile, dip_column_missing, scheme_target_exists
 */
export function dipTableImport(
  source: string,
  out: string,
  profile: string | undefined,
): Promise<ImportOutcome<DipDocument>> {
  return importDipTable(source, out, profile);
}

/**
 * Reads the official DIP workbook and writes a scheme folder, or nothing where a finding is an error.
 * @param base  scheme for what the sheets do not say
 * @throws workbook_unreadable, workbook_sheet_missing, scheme_target_exists, scheme_not_found
 */
export function dipWorkbookImport(file: string, out: string, base: string): Promise<ImportOutcome<DipDocument>> {
  return importDipWorkbook(file, out, loadDip(base));
}
