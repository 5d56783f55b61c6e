import { type CaseTable, needColumn } from '../../cases/case-table.js';
import { recordOn } from '../../cases/register.js';
import { maskOfPatterns } from '../../kernel/match-patterns.js';
import { sharedUint8, sharedUint32 } from '../../kernel/shared-arrays.js';
import { readmissions } from '../../links/readmissions.js';
import type { CaseTests } from '../../policy/policy-schema.js';
import { insuranceOfPool } from '../../policy/pool-key.js';
import { plainGrade } from '../../weighting/weight-key.js';
import type { WeightRow } from '../../weighting/weight-table.js';
import { PRICING_ERRORS } from '../pricing-errors.js';
import type { PricingInput } from '../pricing-input.js';
import type { PricingPeriod } from '../pricing-periods.js';
import type { CompiledTests } from './compiled-tests.js';
import { edgeRange, wholeRange } from './edge-range.js';

const STAGE = 'pricing';
const ALL_LEVELS = 0b1111;

/** Tests on texts of the case and the column that each reads. */
const TEXT_TESTS = [
  ['insurances', 'insurance'],
  ['departments', 'department'],
  ['payment_kinds', 'payment_kind'],
  ['review_outcomes', 'review_outcome'],
  ['insured_regions', 'insured_region'],
  ['care_regions', 'care_region'],
] as const;

const LIST_TESTS = [
  ['principals', 'dx', 1],
  ['diagnoses', 'dx', 0],
  ['procedures', 'px', 0],
  ['first_procedures', 'px', 1],
] as const;

/**
 * Compiles the tests of one rule for one period of the year.
 * @param path  of the rule in the policy, for messages
 * @throws column_missing for a column that a test reads; facts_missing; links_missing and the codes of readmissions
 */
export function compileTests(
  tests: CaseTests,
  input: PricingInput,
  period: PricingPeriod,
  path: string,
): CompiledTests {
  const { table } = input;
  const texts = TEXT_TESTS.flatMap(([name, column]) => {
    const wanted = tests[name];
    if (wanted === undefined) return [];
    const { codes, values } = needColumn(table, column, 'dictionary', STAGE);
    // A pool of people of one origin is of its insurance all the same.
    const words = column === 'insurance' ? values.map(insuranceOfPool) : values;
    return [{ codes, mask: maskOfPatterns(words, wanted) }];
  });
  const hospitals = hospitalMask(tests, input, period);
  if (hospitals !== undefined) {
    texts.push({ codes: needColumn(table, 'hospital_id', 'dictionary', STAGE).codes, mask: hospitals });
  }
  const lists = LIST_TESTS.flatMap(([name, column, isFirstOnly]) => {
    const wanted = tests[name];
    if (wanted === undefined) return [];
    const { offsets, codes, values } = needColumn(table, column, 'codes', STAGE);
    return [{ offsets, codes, mask: maskOfPatterns(values, wanted), isFirstOnly }] as const;
  });
  return {
    groups: groupMask(tests, input, period),
    levels:
      tests.levels === undefined ? ALL_LEVELS : tests.levels.reduce((bits, level) => bits | (1 << Number(level)), 0),
    texts,
    numbers: [...numberTests(tests, table), ...setTests(tests, table), ...factTests(tests, input, path)],
    lists,
    classes: classTest(tests, table),
    units: tests.units === undefined ? undefined : edgeRange(tests.units),
    cost: tests.cost === undefined ? undefined : edgeRange(tests.cost),
    costToStandard: tests.cost_to_standard === undefined ? undefined : edgeRange(tests.cost_to_standard),
    costToMean: tests.cost_to_mean === undefined ? undefined : edgeRange(tests.cost_to_mean),
    shares: (tests.shares ?? []).map((share) => ({
      parts: share.parts.map((name) => needColumn(table, name, 'money', STAGE).values),
      of: share.of.map((name) => needColumn(table, name, 'money', STAGE).values),
      range: edgeRange(share),
    })),
    rows: readmissionRows(tests, input, path),
    needsStandard: tests.cost_to_standard === undefined ? 0 : 1,
  };
}

/**
 * The tests on the group itself: code and class; undefined where there are none. A case without a group (entry 0) fails
 * every one of them, and a test on units too.
 */
function groupMask(tests: CaseTests, input: PricingInput, period: PricingPeriod): Uint8Array | undefined {
  const { groups, not_groups: notGroups, group_classes: classes, units } = tests;
  if ((groups ?? notGroups ?? classes ?? units) === undefined) return undefined;
  const { codes } = input.catalogue;
  const wanted = groups === undefined ? undefined : maskOfPatterns(codes, groups);
  const unwanted = notGroups === undefined ? undefined : maskOfPatterns(codes, notGroups);
  const rows = new Map(period.weights.rows.map((row) => [row.group, row]));
  const mask = sharedUint8(codes.length);
  codes.forEach((code, g) => {
    const row = rows.get(code);
    const isWanted = wanted === undefined || wanted[g] === 1;
    const isLeft = unwanted === undefined || unwanted[g] === 0;
    const isOfClass =
      classes === undefined || (row !== undefined && classesOf(row).some((one) => classes.includes(one)));
    mask[g] = g > 0 && isWanted && isLeft && isOfClass ? 1 : 0;
  });
  return mask;
}

const classesOf = (row: WeightRow): readonly string[] => [row.status, ...(row.classes ?? [])];

/** Id, level as written and kind of the hospital, by code of hospital_id; the last two from the register in force. */
function hospitalMask(tests: CaseTests, input: PricingInput, { from }: PricingPeriod): Uint8Array | undefined {
  const { hospitals, grades, hospital_kinds: kinds } = tests;
  if ((hospitals ?? grades ?? kinds) === undefined) return undefined;
  const { values } = needColumn(input.table, 'hospital_id', 'dictionary', STAGE);
  const mask = sharedUint8(values.length);
  const wantedGrades = grades === undefined ? undefined : new Set(grades.map(plainGrade));
  values.forEach((id, code) => {
    const record = recordOn(input.register, id, from);
    const isNamed = hospitals === undefined || hospitals.includes(id);
    const hasGrade = wantedGrades === undefined || (record !== undefined && wantedGrades.has(plainGrade(record.level)));
    const hasKind = kinds === undefined || (record !== undefined && kinds.includes(record.kind));
    mask[code] = id !== '' && isNamed && hasGrade && hasKind ? 1 : 0;
  });
  return mask;
}

function numberTests(tests: CaseTests, table: CaseTable): CompiledTests['numbers'] {
  return Object.entries(tests.numbers ?? {}).map(([name, range]) => ({
    values: needColumn(table, name, 'integer', STAGE).values,
    ...wholeRange(range),
  }));
}

/** Sets of whole numbers, cut into runs is not worth it: each set is small, so each becomes a mask through a dictionary of its own. */
function setTests(tests: CaseTests, table: CaseTable): CompiledTests['numbers'] {
  const made: CompiledTests['numbers'][number][] = [];
  for (const [wanted, column] of [
    [tests.discharge_types, 'discharge_type'],
    [tests.sexes, 'sex'],
  ] as const) {
    if (wanted === undefined) continue;
    const { values } = needColumn(table, column, 'integer', STAGE);
    const isIn = sharedUint8(table.caseCount);
    for (let row = 0; row < isIn.length; row++) isIn[row] = wanted.includes(values[row]!) ? 1 : 0;
    made.push({ values: isIn, least: 1, most: 1 });
  }
  return made;
}

function factTests(tests: CaseTests, input: PricingInput, path: string): CompiledTests['numbers'] {
  return Object.entries(tests.facts ?? {}).map(([name, range]) => {
    const values = input.facts?.[name];
    if (values === undefined) {
      const known = Object.keys(input.facts ?? {}).join(', ');
      throw PRICING_ERRORS.facts_missing({ name, known: known === '' ? '—' : known }, { path });
    }
    return { values, ...wholeRange(range) };
  });
}

function classTest(tests: CaseTests, table: CaseTable): CompiledTests['classes'] {
  const wanted = tests.procedure_classes;
  if (wanted === undefined) return undefined;
  const { offsets, codes, values } = needColumn(table, 'px', 'codes', STAGE);
  const bits = sharedUint32(values.length);
  wanted.classes.forEach((patterns, index) => {
    maskOfPatterns(values, patterns).forEach((isIn, code) => {
      if (isIn === 1) bits[code]! |= 1 << index;
    });
  });
  return { offsets, codes, bits, count: wanted.count };
}

function readmissionRows(tests: CaseTests, input: PricingInput, path: string): Uint8Array | undefined {
  const { readmission } = tests;
  if (readmission === undefined) return undefined;
  if (input.links === undefined) throw PRICING_ERRORS.links_missing({}, { path });
  return readmissions(input.links, input.table, readmission).isHit;
}
