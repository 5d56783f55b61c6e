import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { CaseTable } from '../cases/case-table.js';
import { GROUPING_COLUMNS } from '../cases/columns.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { hashFile } from '../cases/read/hash-file.js';
import { readCases } from '../cases/read/read-cases.js';
import type { ReadResult, RejectedRow } from '../cases/read/read-result.js';
import { sniffFile } from '../cases/read/sniff-file.js';
import { readRegisterFile } from '../cases/read-register-file.js';
import type { NettedRow } from '../cases/refunds/refund-row.js';
import type { HospitalRegister } from '../cases/register.js';
import { registerOfCases } from '../cases/register-of-cases.js';
import type { InputRow } from '../cases/tables/input-table.js';
import { readInputTable } from '../cases/tables/read-input-table.js';
import type { Text } from '../kernel/errors.js';
import { sha256 } from '../kernel/hash.js';
import { refusePipe } from '../kernel/refuse-pipe.js';
import type { Reform } from '../policy/policy-schema.js';
import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import { type LedgerEntry, ledgerOfRows } from '../settlement/ledger-entry.js';
import { type GivenGroups, readCellYear } from './cell-lines/read-cell-year.js';
import { BYTES } from './group-stages.js';
import { stage } from './progress.js';
import { type RejectionCause, refuseNoCase, rejectionCauses } from './rejection-causes.js';
import type { RunContext } from './run-context.js';
import type { StageUse } from './stage-use.js';
import type { StageKeeping } from './stages/keep-stages.js';
import type { StatementOutput } from './write-statements.js';

/** Where a region's data and rules are: options of price, settle and simulate, as paths. */
/** A region's year that may be worked without writing a folder: the tables are the answer. */
export interface UnwrittenOptions extends Omit<RegionRunOptions, 'out'> {
  /** Absent: nothing is written. */
  readonly out?: string | undefined;
}

export interface RegionRunOptions {
  readonly files: readonly string[];
  /** Path of a policy file, or a name under weights/. */
  readonly policy: string;
  /** In place of the year that policy and `against` are written for. */
  readonly policyYear?: number | undefined;
  readonly out: string;
  readonly history?: readonly string[] | undefined;
  readonly weights?: string | undefined;
  readonly register?: string | undefined;
  /** Path of the ledger of advances and deductions; absent: clearing knows of none. */
  readonly ledger?: string | undefined;
  /** population.csv: insured people, where communities count their heads by it. */
  readonly population?: string | undefined;
  /** outpatient.csv: visits, where communities or benefits count them. */
  readonly outpatient?: string | undefined;
  /** group-means.csv: last year's mean costs, where a policy measures cost deviation by them. */
  readonly groupMeans?: string | undefined;
  /** simulate: another policy in the place of reforms, and its weights; absent: they come from the history. */
  readonly against?: string | undefined;
  readonly againstWeights?: string | undefined;
  /** Paths of reforms, or reforms themselves. */
  readonly reforms?: readonly (string | Reform)[] | undefined;
  readonly profile?: ImportProfile | undefined;
  readonly seed?: number | undefined;
  /** Statements beside the tables; absent: what the run writes unasked. */
  readonly statements?: StatementOutput | undefined;
  /** Where finished stages are kept for a run that is killed; absent: nowhere. */
  readonly stages?: StageKeeping | undefined;
}

/** A region's year in memory, whether read from files or generated. */
export interface Region {
  readonly year: CaseTable;
  /** The year's groups where its cases came as cells, which hold no diagnoses to group. */
  readonly given?: GivenGroups | undefined;
  /** Past cases that make the weights; absent where they are not needed. */
  readonly history: CaseTable | undefined;
  readonly register: HospitalRegister;
  /** Money between fund and hospitals that no case shows; absent where no ledger was given. */
  readonly ledger?: readonly LedgerEntry[] | undefined;
  /** Rows of population.csv and of outpatient.csv; absent: none was given. */
  readonly population?: readonly InputRow[] | undefined;
  readonly visits?: readonly InputRow[] | undefined;
  /** Rows of group-means.csv; absent: the means come from the history where a policy asks for them. */
  readonly groupMeans?: readonly InputRow[] | undefined;
  readonly inputs: readonly RegionInput[];
  readonly rejected: readonly RejectedRow[];
  /** Both sides of refunds that were netted. */
  readonly netted?: readonly NettedRow[];
  readonly summaries: { readonly year?: ReadResult['summary']; readonly history?: ReadResult['summary'] };
  /** Why rows of the year and of the history were rejected, where they were read from files. */
  readonly causes?: { readonly year: readonly RejectionCause[]; readonly history: readonly RejectionCause[] };
  readonly seed: number | undefined;
  /** How the tables of cases came: read, or taken from an earlier run that kept them. */
  readonly stages?: readonly StageUse[] | undefined;
}

/** One input of a run, by its role, for the manifest. No path: only the file's own name. */
export interface RegionInput {
  readonly role:
    | 'cases'
    | 'history'
    | 'register'
    | 'ledger'
    | 'population'
    | 'outpatient'
    | 'weights'
    | 'group-means'
    | 'auxiliary'
    | 'generated';
  readonly name: string;
  readonly sha256: string;
}

/** What grouping, weighting, pricing and clearing may look at; nothing else is held in memory. */
export const REGION_COLUMNS = [
  ...GROUPING_COLUMNS,
  'hospital_id',
  'hospital_level',
  'department',
  'insurance',
  'discharge_date',
  'settlement_date',
  'total_cost',
  'pooled_fund',
  'hospital_cost',
  'payment_kind',
];

/** What the policies of a run need of its files beside what every run reads. */
export interface RegionNeeds {
  readonly columns: readonly string[];
  /** What the weights read of past cases besides. */
  readonly historyColumns: readonly string[];
  /** Cost deviation is measured by last year's means. */
  readonly levelMeans: boolean;
  /** Files that the policies name. */
  readonly inputs: readonly RegionInput[];
}
const NO_NEEDS: RegionNeeds = { columns: [], historyColumns: [], levelMeans: false, inputs: [] };

/** Without these a year cannot be priced and cleared; the history only makes weights. */
const YEAR_NEEDS = ['case_id', 'dx', 'hospital_id', 'insurance', 'total_cost', 'pooled_fund'];
export const HISTORY_NEEDS = ['case_id', 'dx', 'total_cost'];

/** Files that the options name, for guarding them against being written over. */
export function inputPaths(options: Omit<RegionRunOptions, 'out'>): (string | undefined)[] {
  const reforms = (options.reforms ?? []).filter((reform) => typeof reform === 'string');
  const { files, history = [], weights, register, ledger, groupMeans, policy, against, againstWeights } = options;
  const tables = [weights, againstWeights, register, ledger, groupMeans, options.population, options.outpatient];
  return [...files, ...history, ...tables, policy, against, ...reforms];
}

/**
 * Reads the year, the history, the register and the means that the options name.
 * @param needs  what the policies of the run read beside the usual
 * @throws errors of reading cases, register and means
 */
export async function readRegion(
  options: Omit<RegionRunOptions, 'out'>,
  scheme: AnyCompiledScheme,
  year: number,
  context: RunContext,
  needs: RegionNeeds = NO_NEEDS,
): Promise<Region> {
  const read = async (
    files: readonly string[],
    name: string,
    { zh, en }: Text,
    required: readonly string[],
    further: readonly string[] = [],
  ): Promise<ReadCasesOnce> => {
    const columns = [...new Set([...REGION_COLUMNS, ...needs.columns, ...further])];
    const make = (): Promise<ReadCasesOnce> =>
      stage(context, name, { zh, en }, BYTES, async (advance) => {
        const { table, rejected, netted, unmatched, summary } = await readCases(files, {
          columns,
          required,
          knownCodes: { diagnoses: scheme.diagnoses, procedures: scheme.procedures },
          progress: advance,
          ...(options.profile === undefined ? {} : { profile: options.profile }),
        });
        return { table, rejected, netted, unmatched, summary };
      });
    const { store } = context;
    if (store === undefined) return await make();
    const hashes = await hashFiles(files);
    const from = hashes && [hashes, [...columns].sort(), required, scheme.hash, options.profile ?? null];
    // A file that changed between hashing and reading is not kept under the hash that it no longer has.
    const casesOf = ({ table, summary }: ReadCasesOnce): number =>
      summary.files.every(({ sha256: read }) => hashes?.some(([, hash]) => hash === read)) ? table.caseCount : -1;
    const { value, use } = await store.kept(name, from, casesOf, make);
    const key = store.keyOf(value);
    if (key !== undefined && casesOf(value) >= 0) store.name(value.table, key);
    uses.push({ stage: name, use });
    return value;
  };
  const uses: StageUse[] = [];
  const needsMeans = needs.levelMeans && options.groupMeans === undefined;
  const hasWeights =
    options.weights !== undefined && (options.against === undefined || options.againstWeights !== undefined);
  // What is small is read first: nobody waits for millions of cases to hear of a name that is not there.
  for (const path of options.history ?? []) await sniffFile(path);
  const given = options.register === undefined ? undefined : await readRegisterFile(options.register, year);
  const ledger =
    options.ledger === undefined ? undefined : ledgerOfRows(await readInputTable(options.ledger, 'ledger'));
  const { groupMeans, population, outpatient } = options;
  const people = population === undefined ? undefined : await readInputTable(population, 'population');
  const visits = outpatient === undefined ? undefined : await readInputTable(outpatient, 'outpatient');
  const means = groupMeans === undefined ? undefined : await readInputTable(groupMeans, 'group-means');
  const fromCells = await readCellYear(options.files, scheme);
  const cases =
    fromCells === undefined
      ? await read(options.files, 'read', { zh: '读取当年病例', en: "reading the year's cases" }, YEAR_NEEDS)
      : { ...fromCells, rejected: [], netted: [], unmatched: [] };
  refuseEmpty(cases, options.files);
  const history =
    options.history === undefined || (hasWeights && !needsMeans)
      ? undefined
      : await read(
          options.history,
          'read_history',
          { zh: '读取历史病例', en: 'reading past cases' },
          HISTORY_NEEDS,
          needs.historyColumns,
        );
  if (history !== undefined) refuseEmpty(history, options.history ?? []);
  const inputs: RegionInput[] = [
    ...cases.summary.files.map((file) => ({ role: 'cases' as const, name: file.name, sha256: file.sha256 })),
    ...(history?.summary.files ?? []).map((file) => ({
      role: 'history' as const,
      name: file.name,
      sha256: file.sha256,
    })),
    ...inputFile('register', options.register),
    ...inputFile('ledger', options.ledger),
    ...inputFile('population', population),
    ...inputFile('outpatient', outpatient),
    ...inputFile('weights', options.weights),
    ...inputFile('weights', options.againstWeights),
    ...inputFile('group-means', options.groupMeans),
    ...needs.inputs,
  ];
  return {
    year: cases.table,
    ...(fromCells === undefined ? {} : { given: fromCells.given }),
    history: history?.table,
    register: given ?? registerOfCases(cases.table),
    ...(ledger === undefined ? {} : { ledger }),
    ...(people === undefined ? {} : { population: people }),
    ...(visits === undefined ? {} : { visits }),
    ...(means === undefined ? {} : { groupMeans: means }),
    inputs,
    rejected: [...cases.rejected, ...cases.unmatched, ...(history?.rejected ?? [])],
    netted: [...cases.netted, ...(history?.netted ?? [])],
    summaries: { year: cases.summary, ...(history === undefined ? {} : { history: history.summary }) },
    causes: { year: rejectionCauses(cases.rejected), history: rejectionCauses(history?.rejected ?? []) },
    seed: options.seed,
    ...(uses.length === 0 ? {} : { stages: uses }),
  };
}

/** A year without a case pays nobody, and a history without one weighs nothing. @throws no_case_left */
function refuseEmpty({ table, summary, rejected }: ReadCasesOnce, files: readonly string[]): void {
  refuseNoCase(table.caseCount, { summary, rejected, rejectedCount: summary.rejected }, files);
}

/** What a region holds of a reading. */
type ReadCasesOnce = Pick<ReadResult, 'table' | 'rejected' | 'netted' | 'unmatched' | 'summary'>;

/** Names and hashes of files; undefined where one is no plain file: reading it will tell why. */
async function hashFiles(files: readonly string[]): Promise<(readonly [name: string, hash: string])[] | undefined> {
  const hashes: (readonly [string, string])[] = [];
  for (const path of files) {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
    hashes.push([basename(path), await hashFile(path)]);
  }
  return hashes;
}

function inputFile(role: RegionInput['role'], path: string | undefined): RegionInput[] {
  if (path === undefined || !existsSync(path)) return [];
  refusePipe(path);
  return [{ role, name: path.split(/[\\/]/).at(-1)!, sha256: sha256(readFileSync(path)) }];
}
