import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { loadScheme } from '../../../src/schemes/load-scheme.js';
import type { SchemeDocument } from '../../../src/schemes/scheme-document.js';
import { clearByHand } from './hand-clearing.js';
import { readHandPolicy } from './hand-policy.js';
import { type HandCase, type HandPrice, priceByHand } from './hand-prices.js';
import type { HandSide } from './hand-tables.js';
import { type HandHistoryCase, type HandWeights, weighByHand } from './hand-weights.js';
import { readCsv } from './plain-numbers.js';

/** Everything worked out by hand from the files of input/ alone; only the groups come from the literal interpreter. */
export interface HandWork {
  readonly history: readonly HandHistoryCase[];
  readonly weights: HandWeights;
  readonly cases: readonly HandCase[];
  /** case_id of the rows that are no case. */
  readonly rejected: readonly string[];
  readonly register: readonly Readonly<Record<string, string>>[];
  readonly prices: { readonly baseline: readonly HandPrice[]; readonly reform: readonly HandPrice[] };
  readonly sides: { readonly baseline: HandSide; readonly reform: HandSide };
}

export function workByHand(folder: string): HandWork {
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const scheme = loadScheme('chs-drg-2.0');
  const baseline = readHandPolicy(text('policy.yaml'));
  const reform = readHandPolicy(text('policy.yaml'), text('reform.yaml'));
  const history = readCsv(text('history.csv')).map((row) => ({ row, ...answer(scheme, row) }));
  const groups = scheme.chapters
    .flatMap(({ rules }) => rules)
    .filter(({ kind }) => kind !== 'unrelated' && kind !== 'fallback')
    .flatMap((rule) => rule.groups.map(({ code }) => code))
    .sort();
  const weights = weighByHand(history, groups, baseline);
  const rows = readCsv(text('year.csv'));
  const isCase = (row: Record<string, string>): boolean =>
    /^[\d.]*$/.test(row.total_cost!) && row.admit_date! <= row.discharge_date!;
  const cases = rows.filter(isCase).map((row) => ({ row, ...answer(scheme, row) }));
  const register = readCsv(text('register.csv'));
  const shared = {
    weights: new Map(weights.rows.map(({ group, weight }) => [group, weight])),
    levels: new Map(register.map((row) => [row.hospital_id!, row.level_class!])),
  };
  const priced = (policy: typeof baseline): HandPrice[] => cases.map((one) => priceByHand(one, { ...shared, policy }));
  const prices = { baseline: priced(baseline), reform: priced(reform) };
  return {
    history,
    weights,
    cases,
    rejected: rows.filter((row) => !isCase(row)).map((row) => row.case_id!),
    register,
    prices,
    sides: {
      baseline: { policy: baseline, accounts: clearByHand(prices.baseline, baseline) },
      reform: { policy: reform, accounts: clearByHand(prices.reform, reform) },
    },
  };
}

/** weights-worksheet.csv: quartiles, fences, trimmed bills, sums and weights of the groups that have past cases. */
export function worksheetByHand(folder: string): string {
  const rows = workByHand(folder).weights.rows.filter(({ cases }) => cases > 0);
  const lines = rows.map(({ worksheet }) => Object.values(worksheet).join(','));
  return `${[Object.keys(rows[0]!.worksheet).join(','), ...lines].join('\n')}\n`;
}

function answer(scheme: SchemeDocument, row: Readonly<Record<string, string>>): { group: string; status: string } {
  const number = (name: string): number => (row[name] === undefined || row[name] === '' ? -1 : Number(row[name]));
  const codes = (name: string): string[] => (row[name] === '' ? [] : row[name]!.split('|'));
  const { group, status } = interpretCase(scheme, {
    case_id: row.case_id!,
    sex: number('sex'),
    age_years: number('age_years'),
    age_days: number('age_days'),
    birth_weight_g: number('birth_weight_g'),
    admission_weight_g: -1,
    los_days: number('los_days'),
    discharge_type: number('discharge_type'),
    dx: codes('dx'),
    px: codes('px'),
  });
  return { group, status };
}
