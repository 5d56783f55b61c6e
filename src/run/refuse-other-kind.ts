import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { guessProfile } from '../cases/guess-profile.js';
import { readTableSheets } from '../cases/read/read-table-sheets.js';
import type { Text } from '../kernel/errors.js';
import { findHeadings } from '../weighting/import/find-headings.js';
import { RUN_INPUT_ERRORS } from './run-errors.js';

const SCHEME_FILE = 'scheme.yaml';
/** A table of weights is small; a larger file is not read whole to be told what else it may be. */
const MOST_BYTES = 20_000_000;
/** One of these makes it a file of cases, whatever else it has. */
const OF_CASES = ['case_id', 'dx', 'total_cost'];

const SCHEME: Text = { zh: '分组方案', en: 'a grouping scheme' };
const POLICY: Text = { zh: '政策', en: 'a policy' };
const REFORM: Text = { zh: '改革方案', en: 'a reform' };
const PROFILE: Text = { zh: '导入映射（profile）', en: 'an import profile' };
const WEIGHTS: Text = { zh: '权重表', en: 'a table of weights' };
const PUBLISHED: Text = {
  zh: '各地公布的权重（分值、点数）表',
  en: 'a table of weights (scores, points) as cities publish them',
};

/**
 * Refuses a folder or a YAML file that another command checks: neither holds cases nor a table beside them.
 * @throws file_of_other_kind
 */
export function refuseRules(path: string): void {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder && existsSync(join(path, SCHEME_FILE))) throw other(path, SCHEME, `drgdip scheme check ${path}`);
  if (isFolder || !/\.ya?ml$/i.test(path) || !existsSync(path)) return;
  const keys = new Set([...readFileSync(path, 'utf8').matchAll(/^\uFEFF?([a-z_]+):/gm)].map(([, key]) => key));
  if (basename(path) === SCHEME_FILE) throw other(path, SCHEME, `drgdip scheme check ${dirname(path)}`);
  if (keys.has('patches')) throw other(path, REFORM, `drgdip policy check POLICY --reform ${path}`);
  if (keys.has('columns')) throw other(path, PROFILE, `drgdip check --in CASES --profile ${path}`);
  throw other(path, POLICY, `drgdip policy check ${path}`);
}

/**
 * Refuses a table of weights, ours or as cities publish it, known by its headings.
 * @param headings  of its first line, as files of cases have them
 * @throws file_of_other_kind, and the errors of reading a table
 */
export async function refuseWeights(path: string, headings: readonly string[]): Promise<void> {
  const { profile } = guessProfile(headings);
  const names = new Set(headings.map((heading) => heading.trim().toLowerCase()));
  if (OF_CASES.some((column) => column in profile.columns || names.has(column))) return;
  if (/\.(?:nd)?jsonl?$|\.parquet$/i.test(path) || statSync(path).size > MOST_BYTES) return;
  const { sheets } = await readTableSheets(path);
  const found = findHeadings(sheets, undefined, new Map(), new Set());
  if (found === undefined) return;
  if (found.headings.includes('group') && found.headings.includes('weight')) {
    throw other(path, WEIGHTS, `drgdip weights --check --weights ${path} --policy POLICY`);
  }
  throw other(path, PUBLISHED, `drgdip weights import --in ${path} --out weights.csv`);
}

const other = (path: string, kind: Text, command: string): Error =>
  RUN_INPUT_ERRORS.file_of_other_kind({ kind_zh: kind.zh, kind_en: kind.en, command }, { path });
