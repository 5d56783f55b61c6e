import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { hashFile } from '../../../cases/read/hash-file.js';
import { headOf, sharedValidCodes } from '../../import/workbook/draft-head.js';
import { type ImportOutcome, installWith, refuseExistingTarget } from '../../import/workbook/install-scheme.js';
import { WorkbookFindings } from '../../import/workbook/workbook-findings.js';
import type { Provenance } from '../../scheme-document.js';
import { checkDip } from '../check/check-dip.js';
import type { DipDocument, DipKind, DipOptions, DipTier } from '../dip-document.js';
import { DIP_ERRORS } from '../dip-errors.js';
import { type ReadEntry, readEntryRow } from '../load/entry-row.js';
import { numberEntries } from '../load/number-entries.js';
import { RowProblems } from '../load/row-problems.js';
import { loadDip } from '../load-dip.js';
import type { DipDraft } from './dip-draft.js';
import { type DipProfile, readDipProfile, type TableProfile } from './dip-profile.js';
import { headingsOf, missingColumns, type PlacedRow, readProfileRows } from './read-profile-rows.js';
import { readSourceTable } from './source-table.js';
import { writeDipFolder } from './write-dip-folder.js';

/** Section of each tier: the letters are ours, a profile names the city's own. */
const SECTIONS: Readonly<Record<DipTier, { readonly mdc: string; readonly zh: string; readonly en: string }>> = {
  core: { mdc: 'HX', zh: '核心病种', en: 'core entries' },
  basic: { mdc: 'JC', zh: '基础病种', en: 'basic entries' },
  comprehensive: { mdc: 'ZH', zh: '综合病种', en: 'comprehensive groups' },
  fallback: { mdc: 'DD', zh: '兜底病种', en: 'fallback groups' },
};

/**
 * Reads a city's catalogue from a table (CSV, TSV, XLSX, XLS), or from several of a folder that a profile names, and
 * writes a scheme folder: `drgdip scheme import --kind dip`.
 * @param source       file, or folder where the profile names files
 * @param profileFile  YAML of headings and meanings (docs/dip.md); without it headings are known names
 * @returns every finding with the row of the source; no folder where one is an error
 * @throws dip_profile, dip_column_missing, scheme_target_exists, and errors of the files as a whole
 */
export async function importDipTable(
  source: string,
  targetFolder: string,
  profileFile?: string,
): Promise<ImportOutcome<DipDocument>> {
  refuseExistingTarget(targetFolder);
  const profile = profileFile === undefined ? {} : readDipProfile(profileFile);
  const findings = new WorkbookFindings();
  const valid = sharedValidCodes();
  const known = { diagnoses: new Set(valid.diagnoses), procedures: new Set(valid.procedures) };
  const rows: PlacedRow[] = [];
  for (const table of profile.tables ?? [{}]) {
    const path = tablePath(source, table.file);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
      throw DIP_ERRORS.dip_profile({ key: 'tables.file', problem: `"${path}" is a folder; name a file of it` });
    const code = headingsOf('code', table);
    const diagnosis = table.split === undefined ? [headingsOf('dx', table)] : [];
    const read = await readSourceTable(path, table.sheet, [code, ...diagnosis], known, findings);
    if (read === undefined)
      throw DIP_ERRORS.dip_column_missing(
        { column: [code, ...diagnosis].map(([first]) => first).join(', '), headings: '-' },
        { path },
      );
    refuseMissing(missingColumns(read, table), read.headings, path);
    const earlier = new Map(rows.map((row) => [row.row.code, row]));
    const own = readProfileRows(read, table as TableProfile, earlier);
    for (const [index, row] of rows.entries()) rows[index] = earlier.get(row.row.code) ?? row;
    rows.push(...own);
  }
  const classes = classesOf(profile, profileFile);
  const problems = checkRows(rows, valid.procedures, classes);
  const head = headOf(source, await hashOf(source, profile), targetFolder);
  const draft = draftOf(head, profile, rows, classes);
  const places = new Map(rows.map(({ row, place }) => [row.code.trim(), place]));
  const check = (document: DipDocument) => checkDip(document, places);
  return installWith({ load: loadDip, check }, targetFolder, [...findings.all, ...problems.all], (folder) =>
    writeDipFolder(draft, folder),
  );
}

function refuseMissing(missing: readonly string[], headings: readonly string[], path: string): void {
  if (missing.length === 0) return;
  throw DIP_ERRORS.dip_column_missing({ column: missing.join(', '), headings: headings.join(', ') }, { path });
}

async function hashOf(source: string, profile: DipProfile): Promise<string> {
  const file = profile.tables?.[0]?.file;
  return hashFile(tablePath(source, file));
}

/** The file of a table: the source itself, or one of its folder; a profile may name the only file that is imported. */
function tablePath(source: string, file: string | undefined): string {
  if (file === undefined) return source;
  if (statSync(source, { throwIfNoEntry: false })?.isFile() !== true) return join(source, file);
  if (basename(source) === file) return source;
  const problem = `"${source}" is one file; give the folder that holds "${file}"`;
  throw DIP_ERRORS.dip_profile({ key: 'tables.file', problem });
}

/** Every problem of every row, with its place in the source. */
function checkRows(
  rows: readonly PlacedRow[],
  procedures: readonly string[],
  classes: ReadonlyMap<DipKind, readonly string[]>,
): RowProblems {
  const problems = new RowProblems();
  const byCode = new Map<string, DipKind>();
  for (const [kind, codes] of classes) for (const code of codes) byCode.set(code, kind);
  const codes = { procedures, classes: byCode };
  const entries: ReadEntry[] = rows.flatMap(({ row, place }) => readEntryRow(row, place, '', codes, problems) ?? []);
  numberEntries(entries, problems);
  return problems;
}

function classesOf(profile: DipProfile, profileFile: string | undefined): Map<DipKind, readonly string[]> {
  const classes = new Map<DipKind, readonly string[]>();
  for (const [kind, file] of Object.entries(profile.classes ?? {}) as [DipKind, string][]) {
    const path = resolve(dirname(profileFile!), file);
    const text = readFileSync(path, 'utf8').replace(/#[^\n]*/g, '');
    classes.set(kind, text.split(/\s+/).filter(Boolean));
  }
  return classes;
}

function draftOf(
  head: { readonly id: string; readonly title: DipDraft['title']; readonly provenance: Provenance },
  profile: DipProfile,
  rows: readonly PlacedRow[],
  classes: ReadonlyMap<DipKind, readonly string[]>,
): DipDraft {
  const tierOf = ({ row }: PlacedRow) => (row.core === '' ? 'core' : row.core) as DipTier;
  const sections = (Object.keys(SECTIONS) as DipTier[]).flatMap((tier) => {
    const own = rows.filter((row) => tierOf(row) === tier).map(({ row }) => row);
    const { mdc, zh, en } = SECTIONS[tier];
    const section = {
      id: tier,
      mdc: profile.sections?.[tier] ?? mdc,
      title: { zh, en },
      procedures: 'remaining',
    } as const;
    return own.length === 0 ? [] : [{ ...section, rows: own }];
  });
  const together = sections.map(({ id }) => id).filter((id) => id !== 'fallback');
  const hasFallback = sections.some(({ id }) => id === 'fallback');
  const stated = Object.entries(profile.options ?? {}).filter(([, value]) => value !== undefined);
  return {
    id: head.id,
    title: profile.title ?? head.title,
    provenance: { ...head.provenance, ...withoutUndefined(profile.provenance ?? {}) },
    options: {
      ...(hasFallback ? { unmatched: 'fallback' } : {}),
      ...Object.fromEntries(stated),
    } as Partial<DipOptions>,
    acknowledged: { diagnoses: new Map(), procedures: new Map() },
    excludedDiagnoses: [],
    excludedProcedures: { conservative: [], not_main: [], scopes: [] },
    lists: new Map(),
    classes,
    matching: profile.matching ?? 'by_type',
    kindOrder: profile.kind_order,
    sections,
    steps: [
      ...(together.length > 0 ? [{ sections: together }] : []),
      ...(hasFallback
        ? [{ sections: ['fallback'], matching: ['longer_diagnosis' as const, 'lower_sequence' as const] }]
        : []),
    ],
    primaryCare: [],
  };
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
