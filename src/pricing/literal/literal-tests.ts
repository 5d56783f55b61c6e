import type { Decimal } from '../../kernel/decimal.js';
import { type Rational, rationalOf } from '../../kernel/formula/rational.js';
import type { CaseTests } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import { plainGrade } from '../../weighting/weight-key.js';
import type { WeightTable } from '../../weighting/weight-table.js';
import type { PricingInput } from '../pricing-input.js';
import { amountOfColumn, codesOf, integerOf, type LiteralCase, registeredFor, wordOf } from './literal-case.js';
import { isFitting, isInRange, sumOf, whole } from './literal-numbers.js';
import { isReadmission } from './literal-readmission.js';

/** A case as the tests of a rule see it; undefined is missing, and fails every test on it. */
export interface LiteralAsked {
  readonly input: PricingInput;
  readonly record: LiteralCase;
  readonly table: WeightTable;
  readonly levelClass: 3 | 2 | 1;
  /** The case's group, where it is in one. */
  readonly group: string | undefined;
  /** Base weight, points or score. */
  readonly weight: Decimal | undefined;
  /** After `case_cost`. */
  readonly cost: bigint;
  readonly standard: bigint | undefined;
  readonly mean: bigint | undefined;
}

type Test = (tests: CaseTests, asked: LiteralAsked) => boolean;

/** Whether all tests that are written hold. */
export function testsHoldLiterally(tests: CaseTests, asked: LiteralAsked): boolean {
  return [
    ...[groupTests, hospitalTests, textTests, codeTests, numberTests],
    ...[costTests, shareTests, readmissionTest],
  ].every((test: Test) => test(tests, asked));
}

const oneFits = (patterns: readonly string[], text: string): boolean => patterns.some((one) => isFitting(one, text));

const groupTests: Test = (tests, { group, table, weight }) => {
  const { groups, not_groups: notGroups, group_classes: classes, units } = tests;
  if (groups === undefined && notGroups === undefined && classes === undefined && units === undefined) return true;
  if (group === undefined) return false;
  if (groups !== undefined && !oneFits(groups, group)) return false;
  if (notGroups !== undefined && oneFits(notGroups, group)) return false;
  const row = table.rows.find((candidate) => candidate.group === group);
  const own: readonly string[] = row === undefined ? [] : [row.status, ...(row.classes ?? [])];
  if (classes !== undefined && !classes.some((one) => own.includes(one))) return false;
  return units === undefined || isInRange(units, weight === undefined ? undefined : rationalOf(weight), whole(1));
};

const hospitalTests: Test = (tests, { input, record, levelClass }) => {
  const register = registeredFor(input, record.hospital, record.row);
  if (tests.levels !== undefined && !tests.levels.some((level) => Number(level) === levelClass)) return false;
  if (tests.hospitals !== undefined && !tests.hospitals.includes(record.hospital)) return false;
  if (tests.hospital_kinds !== undefined && !tests.hospital_kinds.some((kind) => kind === register?.kind)) return false;
  return (
    tests.grades === undefined ||
    (register !== undefined && tests.grades.some((grade) => plainGrade(grade) === plainGrade(register.level)))
  );
};

const textTests: Test = (tests, { input: { table }, record: { row } }) => {
  const holds = (patterns: readonly string[] | undefined, column: string) =>
    patterns === undefined || oneFits(patterns, wordOf(table, column, row));
  return (
    (tests.insurances === undefined || oneFits(tests.insurances, insuranceOfPool(wordOf(table, 'insurance', row)))) &&
    holds(tests.departments, 'department') &&
    holds(tests.payment_kinds, 'payment_kind') &&
    holds(tests.review_outcomes, 'review_outcome') &&
    holds(tests.insured_regions, 'insured_region') &&
    holds(tests.care_regions, 'care_region')
  );
};

const codeTests: Test = (tests, { input: { table }, record: { row } }) => {
  const diagnoses = codesOf(table, 'dx', row);
  const procedures = codesOf(table, 'px', row);
  const holds = (patterns: readonly string[] | undefined, codes: readonly string[]) =>
    patterns === undefined || codes.some((code) => oneFits(patterns, code));
  if (!holds(tests.principals, diagnoses.slice(0, 1)) || !holds(tests.diagnoses, diagnoses)) return false;
  if (!holds(tests.procedures, procedures) || !holds(tests.first_procedures, procedures.slice(0, 1))) return false;
  const { procedure_classes: wanted } = tests;
  if (wanted === undefined) return true;
  return wanted.classes.filter((patterns) => holds(patterns, procedures)).length >= wanted.count;
};

const numberTests: Test = (tests, { input, record: { row, dischargeType } }) => {
  const { numbers = {}, facts = {}, discharge_types: types, sexes } = tests;
  const sex = integerOf(input.table, 'sex', row);
  if (types !== undefined && (dischargeType === undefined || !types.includes(dischargeType))) return false;
  if (sexes !== undefined && (sex === undefined || !sexes.includes(sex))) return false;
  const known = (value: number | undefined) => (value === undefined || value < 0 ? undefined : whole(value));
  return (
    Object.entries(numbers).every(([name, range]) =>
      isInRange(range, known(integerOf(input.table, name, row)), whole(1)),
    ) && Object.entries(facts).every(([name, range]) => isInRange(range, known(input.facts![name]![row]), whole(1)))
  );
};

const costTests: Test = (tests, { cost, standard, mean }) => {
  const fen = (value: bigint | undefined) => (value === undefined ? undefined : whole(value));
  if (tests.cost !== undefined && !isInRange(tests.cost, whole(cost), whole(100))) return false;
  if (tests.cost_to_standard !== undefined && !isInRange(tests.cost_to_standard, whole(cost), fen(standard)))
    return false;
  return tests.cost_to_mean === undefined || isInRange(tests.cost_to_mean, whole(cost), fen(mean));
};

const shareTests: Test = (tests, { input, record }) =>
  (tests.shares ?? []).every((share) => {
    const amounts = (names: readonly string[]): Rational | undefined => {
      const values = names.map((name) => amountOfColumn(input.table, name, record.row));
      if (values.some((value) => value === undefined)) return undefined;
      return sumOf(values.map((value) => whole(value!)));
    };
    const of = amounts(share.of);
    return of !== undefined && of.numerator !== 0n && isInRange(share, amounts(share.parts), of);
  });

const readmissionTest: Test = (tests, { input, record }) =>
  tests.readmission === undefined || isReadmission(input, record.row, tests.readmission);
