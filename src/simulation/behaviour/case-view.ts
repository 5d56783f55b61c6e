import { type CaseTable, findColumn, needColumn } from '../../cases/case-table.js';
import { patternExpression } from '../../kernel/match-patterns.js';
import { nearestNames } from '../../kernel/nearest-names.js';
import { levelClassOf } from '../aggregate-cells.js';
import type { BehaviourCases, BehaviourContext } from './behaviour-cases.js';
import { BEHAVIOUR_ERRORS } from './behaviour-errors.js';
import type { BehaviourWhere } from './behaviour-schema.js';

const STAGE = 'behaviour';

/** What every behaviour reads of a case. */
export interface CaseView {
  readonly hospital: (row: number) => string;
  readonly insurance: (row: number) => string;
  /** hospital × insurance as an integer, for strata. */
  readonly account: (row: number) => number;
  readonly charges: Float64Array;
  readonly recorded: Float64Array;
  readonly place: (row: number) => { readonly hospital: string; readonly insurance: string };
}

/** @throws column_missing for hospital_id, insurance, total_cost, pooled_fund */
export function viewCases(table: CaseTable): CaseView {
  const hospitals = needColumn(table, 'hospital_id', 'dictionary', STAGE);
  const insurances = needColumn(table, 'insurance', 'dictionary', STAGE);
  const hospital = (row: number): string => hospitals.values[hospitals.codes[row]!]!;
  const insurance = (row: number): string => insurances.values[insurances.codes[row]!]!;
  return {
    hospital,
    insurance,
    account: (row) => hospitals.codes[row]! * insurances.values.length + insurances.codes[row]!,
    charges: needColumn(table, 'total_cost', 'money', STAGE).values,
    recorded: needColumn(table, 'pooled_fund', 'money', STAGE).values,
    place: (row) => ({ hospital: hospital(row), insurance: insurance(row) }),
  };
}

/**
 * 1 for each case that a behaviour is about.
 * @throws behaviour_unknown_name for a group, hospital, insurance or community that no case has; column_missing
 */
export function casesWhere(
  { table, groups }: BehaviourCases,
  { groups: patterns, hospitals, insurance, levels, communities }: BehaviourWhere,
  { name, catalogue, register }: BehaviourContext,
): Uint8Array {
  const isIn = new Uint8Array(table.caseCount).fill(1);
  const restrict = (test: (row: number) => boolean): void => {
    for (let row = 0; row < table.caseCount; row++) if (isIn[row] === 1 && !test(row)) isIn[row] = 0;
  };
  if (patterns !== undefined) {
    const tests = patterns.map(patternExpression);
    tests.forEach((test, i) => {
      if (!catalogue.codes.some((code) => test.test(code)))
        throw unknownName(name, 'groups', patterns[i]!, catalogue.codes);
    });
    const chosen = catalogue.codes.map((code) => tests.some((test) => test.test(code)));
    restrict((row) => chosen[groups.group[row]!]!);
  }
  const named = [
    ['hospitals', 'hospital_id', hospitals],
    ['insurance', 'insurance', insurance],
    ['communities', 'community_id', communities],
  ] as const;
  for (const [part, columnName, names] of named) {
    if (names === undefined) continue;
    const { codes, values } = needColumn(table, columnName, 'dictionary', STAGE);
    for (const one of names) if (!values.includes(one)) throw unknownName(name, part, one, values);
    const chosen = values.map((value) => names.includes(value));
    restrict((row) => chosen[codes[row]!]!);
  }
  if (levels !== undefined) {
    const { codes, values } = needColumn(table, 'hospital_id', 'dictionary', STAGE);
    const chosen = values.map((id) => levels.some((level) => levelClassOf(register, id) === String(level)));
    restrict((row) => chosen[codes[row]!]!);
  }
  return isIn;
}

/** Days of discharge; column_missing where the file has none. */
export const dischargeDays = (table: CaseTable): Int32Array => needColumn(table, 'discharge_date', 'day', STAGE).values;

/** Where the insured of a case lives: region of insurance, else pooling region; empty where neither is known. */
export function livingPlace(table: CaseTable): (row: number) => string {
  const insured = findColumn(table, 'insured_region', 'dictionary');
  const region = findColumn(table, 'region', 'dictionary');
  return (row) =>
    (insured === undefined ? '' : insured.values[insured.codes[row]!]!) ||
    (region === undefined ? '' : region.values[region.codes[row]!]!);
}

function unknownName(behaviour: string, part: string, name: string, known: readonly string[]) {
  const nearest = nearestNames(
    name,
    known.filter((value) => value !== ''),
  ).join(', ');
  return BEHAVIOUR_ERRORS.behaviour_unknown_name({ behaviour, part, name, nearest });
}
