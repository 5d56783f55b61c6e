import { existsSync, readFileSync } from 'node:fs';
import type { CaseTable } from '../cases/case-table.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { readCases } from '../cases/read/read-cases.js';
import type { ReadResult, RejectedRow } from '../cases/read/read-result.js';
import { readRegister } from '../cases/read-register.js';
import type { NettedRow } from '../cases/refunds/refund-row.js';
import type { HospitalRegister } from '../cases/register.js';
import type { Text } from '../kernel/errors.js';
import { sha256 } from '../kernel/hash.js';
import { refusePipe } from '../kernel/refuse-pipe.js';
import type { Reform } from '../policy/policy-schema.js';
import type { AnyCompiledScheme } from '../schemes/any-scheme.js';
import { BYTES, GROUPING_COLUMNS } from './group-stages.js';
import { stage } from './progress.js';
import type { RunContext } from './run-context.js';
import type { StatementOutput } from './write-statements.js';

/** Where a region's data and rules are: options of price, settle and simulate, as paths. */
export interface RegionRunOptions {
  readonly files: readonly string[];
  /** Path of a policy file, or a name under weights/. */
  readonly policy: string;
  readonly out: string;
  readonly history?: readonly string[] | undefined;
  readonly weights?: string | undefined;
  readonly register?: string | undefined;
  /** Paths of reforms, or reforms themselves. */
  readonly reforms?: readonly (string | Reform)[] | undefined;
  readonly profile?: ImportProfile | undefined;
  readonly seed?: number | undefined;
  /** Statements beside the tables; absent: what the run writes unasked. */
  readonly statements?: StatementOutput | undefined;
}

/** A region's year in memory, whether read from files or generated. */
export interface Region {
  readonly year: CaseTable;
  /** Past cases that make the weights; absent where a weight table is given. */
  readonly history: CaseTable | undefined;
  readonly register: HospitalRegister;
  readonly inputs: readonly RegionInput[];
  readonly rejected: readonly RejectedRow[];
  /** Both sides of refunds that were netted. */
  readonly netted?: readonly NettedRow[];
  readonly summaries: { readonly year?: ReadResult['summary']; readonly history?: ReadResult['summary'] };
  readonly seed: number | undefined;
}

/** One input of a run, by its role, for the manifest. No path: only the file's own name. */
export interface RegionInput {
  readonly role: 'cases' | 'history' | 'register' | 'weights' | 'generated';
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

/** Without these a year cannot be priced and cleared; the history only makes weights. */
const YEAR_NEEDS = ['case_id', 'dx', 'hospital_id', 'insurance', 'total_cost', 'pooled_fund'];
export const HISTORY_NEEDS = ['case_id', 'dx', 'total_cost'];

/** Files that the options name, for guarding them against being written over. */
export function inputPaths(options: RegionRunOptions): (string | undefined)[] {
  const reforms = (options.reforms ?? []).filter((reform) => typeof reform === 'string');
  return [...options.files, ...(options.history ?? []), options.weights, options.register, options.policy, ...reforms];
}

/**
 * Reads the year, the history and the register that the options name.
 * @throws errors of reading cases and register
 */
export async function readRegion(
  options: RegionRunOptions,
  scheme: AnyCompiledScheme,
  year: number,
  context: RunContext,
): Promise<Region> {
  const read = async (
    files: readonly string[],
    name: string,
    { zh, en }: Text,
    required: readonly string[],
  ): Promise<ReadResult> => {
    return await stage(context, name, { zh, en }, BYTES, (advance) =>
      readCases(files, {
        columns: REGION_COLUMNS,
        required,
        knownCodes: { diagnoses: scheme.diagnoses, procedures: scheme.procedures },
        progress: advance,
        ...(options.profile === undefined ? {} : { profile: options.profile }),
      }),
    );
  };
  const cases = await read(options.files, 'read', { zh: '读取当年病例', en: "reading the year's cases" }, YEAR_NEEDS);
  const history =
    options.history === undefined || options.weights !== undefined
      ? undefined
      : await read(options.history, 'read_history', { zh: '读取历史病例', en: 'reading past cases' }, HISTORY_NEEDS);
  const register = options.register === undefined ? new Map() : readRegister(options.register, year);
  const inputs: RegionInput[] = [
    ...cases.summary.files.map((file) => ({ role: 'cases' as const, name: file.name, sha256: file.sha256 })),
    ...(history?.summary.files ?? []).map((file) => ({
      role: 'history' as const,
      name: file.name,
      sha256: file.sha256,
    })),
    ...inputFile('register', options.register),
    ...inputFile('weights', options.weights),
  ];
  return {
    year: cases.table,
    history: history?.table,
    register,
    inputs,
    rejected: [...cases.rejected, ...cases.unmatched, ...(history?.rejected ?? [])],
    netted: [...cases.netted, ...(history?.netted ?? [])],
    summaries: { year: cases.summary, ...(history === undefined ? {} : { history: history.summary }) },
    seed: options.seed,
  };
}

function inputFile(role: RegionInput['role'], path: string | undefined): RegionInput[] {
  if (path === undefined || !existsSync(path)) return [];
  refusePipe(path);
  return [{ role, name: path.split(/[\\/]/).at(-1)!, sha256: sha256(readFileSync(path)) }];
}
