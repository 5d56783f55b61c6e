import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findColumn } from '../cases/case-table.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { readCases } from '../cases/read/read-cases.js';
import type { ReadResult } from '../cases/read/read-result.js';
import { writeRejected } from '../cases/write/write-rejected.js';
import type { Decimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import type { ResultTable } from '../kernel/result-table.js';
import { checkDip } from '../schemes/dip/check/check-dip.js';
import { compileDip } from '../schemes/dip/compile/compile-dip.js';
import type { DipDocument } from '../schemes/dip/dip-document.js';
import { writeDipFolder } from '../schemes/dip/import/write-dip-folder.js';
import { loadDipWithPlaces } from '../schemes/dip/load-dip.js';
import { sharedValidCodes } from '../schemes/import/workbook/draft-head.js';
import { COST_PARTS } from '../weighting/calibration-input.js';
import { buildCatalogue } from '../weighting/catalogue/build-catalogue.js';
import type { BuiltCatalogue } from '../weighting/catalogue/built-catalogue.js';
import { type CatalogueHead, catalogueDraft } from '../weighting/catalogue/catalogue-draft.js';
import { CATALOGUE_CLOSING_ERRORS, CATALOGUE_ERRORS } from '../weighting/catalogue/catalogue-errors.js';
import { catalogueLists } from '../weighting/catalogue/catalogue-lists.js';
import type { CatalogueRules } from '../weighting/catalogue/catalogue-rules.js';
import { catalogueTables } from '../weighting/catalogue/catalogue-tables.js';
import { compareCatalogues } from '../weighting/catalogue/compare-catalogues.js';
import { hashWeightTable } from '../weighting/weight-file.js';
import { writeWeightTable } from '../weighting/write-weight-table.js';
import { catalogueAuxiliary } from './catalogue-auxiliary.js';
import {
  auxiliaryPolicy,
  type CataloguePolicyOptions,
  cataloguePolicy,
  codeNames,
  dipScheme,
  procedureClassesOf,
} from './catalogue-sources.js';
import { BYTES, groupStage } from './group-stages.js';
import { refuseFile, refuseFolder, refuseInputAsOutput, writeFileAside, writeFolderAside } from './output-folder.js';
import { regionNeeds } from './policy-facts.js';
import { stage } from './progress.js';
import { refuseSameOutput } from './refuse-same-output.js';
import type { RunContext } from './run-context.js';
import { writeCatalogueManifest, writeCatalogueReport } from './write-catalogue.js';

export interface CatalogueRunOptions extends CataloguePolicyOptions {
  readonly files: readonly string[];
  readonly out: string;
  readonly rules: CatalogueRules;
  /** DIP scheme whose lists are taken: what does not group, how procedures lead, treatment classes. */
  readonly scheme?: string | undefined;
  /** File or scheme of treatment classes. */
  readonly classes?: string | undefined;
  /** Tables `code,name`. */
  readonly names?: readonly string[] | undefined;
  /** Last year's catalogue, and the share from which a score counts as moved. */
  readonly against?: string | undefined;
  readonly moved: Decimal;
  /** Policy whose case coefficients are the auxiliary types to derive coefficients for. */
  readonly auxiliary?: string | undefined;
  readonly profile?: ImportProfile | undefined;
  readonly rejected?: string | undefined;
}

export interface CatalogueRunResult {
  /** Absent where an error among the findings forbade the catalogue. */
  readonly scheme: { readonly id: string; readonly hash: string } | undefined;
  readonly folder: string | undefined;
  readonly built: BuiltCatalogue;
  readonly tables: readonly ResultTable[];
  readonly findings: readonly Finding[];
  readonly rejected: number;
}

const COLUMNS = ['case_id', 'dx', 'px', 'total_cost', 'los_days', 'payment_kind', 'discharge_date', 'settlement_date'];
const PARTS = COST_PARTS.filter((part) => part === 'drug' || part === 'consumable').map((part) => `cost_${part}`);
const NEEDED = ['case_id', 'dx', 'total_cost'];

/**
 * Makes a DIP catalogue from past cases and writes it as a scheme folder, with its weight file and its report: scheme
 * files, `weights.csv`, `report/*.csv`, `report/catalogue.xlsx`, `report/report.json`. Before anything is put in place
 * the catalogue is read back, checked, and its own cases are grouped under it: each must be where it was counted.
 * @throws catalogue_not_closed, and the errors of reading, building and writing
 */
export async function runCatalogue(options: CatalogueRunOptions, context: RunContext): Promise<CatalogueRunResult> {
  refuseOutputs(options);
  const scheme = dipScheme(options.scheme);
  const classes = options.classes === undefined ? undefined : procedureClassesOf(options.classes);
  const before = dipScheme(options.against);
  const names = codeNames(options.names ?? []);
  const { policy, unit, factors } = cataloguePolicy(options);
  const valid = sharedValidCodes();
  const types = auxiliaryPolicy(options.auxiliary);
  const further = types === undefined ? [] : regionNeeds([types]).columns;
  const read = await readHistory(options, scheme ?? valid, further, context);
  const rejected = options.rejected;
  if (rejected !== undefined && read.rejected.length > 0)
    await writeFileAside(rejected, async (aside) => writeRejected(aside, read.rejected));
  const carried = findColumn(read.table, 'px', 'codes')?.values ?? [];
  const known = new Set([...valid.procedures, ...(scheme?.procedures ?? []), ...usedCodes(read.table, carried)]);
  const lists = catalogueLists(scheme, classes, known);
  const history = read.table;
  const built = await stage(
    context,
    'catalogue',
    { zh: '建立目录', en: 'making the catalogue' },
    history.caseCount,
    () => buildCatalogue({ history, lists, rules: options.rules, policy, unit, factors, names }),
  );
  refuseEmptyFile(built, read);
  const made = types === undefined ? undefined : await catalogueAuxiliary(types, history, built, context);
  const figures = { built, weights: policy.weights, auxiliary: made?.tables };
  const refused = { scheme: undefined, folder: undefined, built, rejected: read.summary.rejected };
  if (hasErrors(built.findings)) return { ...refused, tables: catalogueTables(figures), findings: built.findings };
  const draft = catalogueDraft(built, headOf(options.out, read, built), {
    diagnoses: new Set(valid.diagnoses),
    procedures: new Set(valid.procedures),
  });
  let result: CatalogueRunResult | undefined;
  await writeFolderAside(options.out, 'dip catalogue', async (aside) => {
    writeDipFolder(draft, aside);
    const { document, places } = loadDipWithPlaces(aside);
    const findings = [
      ...built.findings,
      ...(made?.findings ?? []),
      ...namedAs(checkDip(document, places), aside, options.out),
    ];
    await refuseOtherGroups(document, built, read, context);
    const changes = before === undefined ? undefined : compareCatalogues(before, document, options.moved);
    const tables = catalogueTables({ ...figures, changes });
    const table = { ...built.weights, schemeId: document.id, schemeHash: document.hash };
    writeWeightTable(join(aside, 'weights.csv'), { ...table, hash: hashWeightTable(table) });
    await writeCatalogueReport(join(aside, 'report'), tables, findings, context);
    writeCatalogueManifest(aside, read, document, before);
    const { id, hash } = document;
    result = { scheme: { id, hash }, folder: options.out, built, tables, findings, rejected: read.summary.rejected };
  });
  return result!;
}

const hasErrors = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'error');

function refuseOutputs(options: CatalogueRunOptions): void {
  refuseSameOutput([
    ['--out', options.out],
    ['--rejected', options.rejected],
  ]);
  const { policy, auxiliary, classes, against, scheme } = options;
  const inputs = [...options.files, policy, auxiliary, classes, against, scheme];
  const paths = inputs.filter((path) => path !== undefined && statSync(path, { throwIfNoEntry: false }) !== undefined);
  refuseFolder(options.out, 'dip catalogue');
  refuseInputAsOutput(options.out, [...paths, ...(options.names ?? [])]);
  if (options.rejected === undefined) return;
  refuseFile(options.rejected);
  refuseInputAsOutput(options.rejected, [...paths, ...(options.names ?? [])]);
}

async function readHistory(
  options: CatalogueRunOptions,
  codes: { readonly diagnoses: readonly string[]; readonly procedures: readonly string[] },
  further: readonly string[],
  context: RunContext,
): Promise<ReadResult> {
  return await stage(context, 'read', { zh: '读取病例', en: 'reading cases' }, BYTES, async (advance) =>
    readCases(options.files, {
      columns: [...new Set([...COLUMNS, ...PARTS, ...further])],
      required: NEEDED,
      ...(options.profile === undefined ? {} : { profile: options.profile }),
      knownCodes: { diagnoses: codes.diagnoses, procedures: codes.procedures },
      progress: advance,
    }),
  );
}

/** Codes of a dictionary that some row uses: scheme codes stand in it whether used or not. */
function usedCodes(table: ReadResult['table'], values: readonly string[]): string[] {
  const column = findColumn(table, 'px', 'codes');
  if (column === undefined) return [];
  const isUsed = new Uint8Array(values.length);
  for (const code of column.codes) isUsed[code] = 1;
  return values.filter((_, code) => isUsed[code] === 1);
}

/** A file is a year: one without a counted case would shift the factors of the others. */
function refuseEmptyFile({ part }: BuiltCatalogue, { summary, placeOf }: ReadResult): void {
  const left = new Set(summary.files.map(({ name }) => name));
  for (let row = 0; row < part.length && left.size > 0; row++) if (part[row] !== 0) left.delete(placeOf(row).file);
  const [file] = left;
  if (file !== undefined) throw CATALOGUE_ERRORS.catalogue_file_without_cases({ file });
}

function headOf(out: string, read: ReadResult, built: BuiltCatalogue): CatalogueHead {
  const id = basename(out)
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
  const years = built.years.join(', ');
  return {
    id: id === '' ? 'dip-catalogue' : id,
    title: { zh: `由 ${years} 年病例建立的病种目录`, en: `Catalogue made from the cases of ${years}` },
    provenance: {
      issuer: 'drgdip catalogue',
      document: built.weights.rule,
      trust: 'made from past cases by the rules stated here; not a published catalogue',
      sources: read.summary.files.map(({ name, sha256: hash }) => `${name}, SHA-256 ${hash}`),
    },
  };
}

/** Findings of a check, with the folder's own name instead of the one it is written under. */
function namedAs(findings: readonly Finding[], aside: string, out: string): Finding[] {
  const named = (text: string) => text.replaceAll(basename(aside), basename(out));
  return findings.map((finding) => ({
    ...finding,
    path: named(finding.path),
    ...(finding.place === undefined ? {} : { place: named(finding.place) }),
  }));
}

/** Groups the counted cases under the catalogue as written: each must be in the entry it was counted in. */
async function refuseOtherGroups(
  document: DipDocument,
  { groups, part, entries }: BuiltCatalogue,
  { table }: ReadResult,
  context: RunContext,
): Promise<void> {
  const found = await groupStage(compileDip(document), table, {}, context);
  let cases = 0;
  let first = -1;
  for (let row = 0; row < part.length; row++) {
    if (part[row] === 0 || found.group[row] === groups.group[row]) continue;
    if (cases === 0) first = row;
    cases += 1;
  }
  if (cases === 0) return;
  const codeOf = (group: number) => entries[group - 1]?.code ?? '0000';
  throw CATALOGUE_CLOSING_ERRORS.catalogue_not_closed({
    cases,
    row: table.sourceRow[first]!,
    counted: codeOf(groups.group[first]!),
    found: codeOf(found.group[first]!),
  });
}
