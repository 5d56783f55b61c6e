import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseRecord } from '../../src/grouping/group-columns.js';

/** Sample cases of a scheme's reference folder with their answers, as `mdc,adrg,group`. */
export interface SampleCases {
  readonly records: readonly CaseRecord[];
  /** With unrelated procedures switched on (qy) and off (medical). */
  readonly answers: Readonly<Record<'qy' | 'medical', readonly string[]>>;
}

export function sampleCases(folder: string): SampleCases {
  const records = readPlainCases(join(folder, 'cases.csv'));
  const answersIn = (file: string) => {
    const answers = readPlainCsv(join(folder, file));
    if (answers.some((answer, index) => answer.case_id !== records[index]?.case_id)) {
      throw new Error(`${file} and cases.csv list different cases`);
    }
    return answers.map(({ mdc, adrg, group }) => `${mdc},${adrg},${group}`);
  };
  return { records, answers: { qy: answersIn('answers.csv'), medical: answersIn('answers-medical.csv') } };
}

/** Cases of a plain CSV without quotes, in canonical columns; an empty cell is missing. */
export function readPlainCases(path: string): CaseRecord[] {
  const numberOf = (text: string | undefined) => (text === undefined || text === '' ? -1 : Number(text));
  const codesOf = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split('|'));
  return readPlainCsv(path).map((row) => ({
    case_id: row.case_id!,
    sex: numberOf(row.sex),
    age_years: numberOf(row.age_years),
    age_days: numberOf(row.age_days),
    birth_weight_g: numberOf(row.birth_weight_g),
    admission_weight_g: numberOf(row.admission_weight_g),
    los_days: numberOf(row.los_days),
    discharge_type: numberOf(row.discharge_type),
    dx: codesOf(row.dx),
    px: codesOf(row.px),
  }));
}

export function readPlainCsv(path: string): Record<string, string>[] {
  const [heading, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const names = heading!.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
}
