import { z } from 'zod';
import { columnSchema } from '../../cases/columns.js';
import { insurance, itemName, levelClass, patterns, range } from './common.js';

/**
 * What `group_classes` may name: how a group came to its weight, and what a city calls it. Weighting knows these words
 * and stands after the policy, hence a list of its own here; a test holds the two equal.
 */
export const GROUP_CLASSES: readonly string[] = [
  'stable',
  'unstable',
  'fallback',
  'empty',
  'imported',
  'uncovered',
  'incentive',
  'complex',
  'basic',
  'primary_care',
];

/** Values of a closed column; a value that no case can have is refused where a rule names it. */
const valuesOf = (column: string): readonly string[] => columnSchema(column)?.values ?? [];
const codesOf = (column: string) => z.literal(valuesOf(column).map(Number));

export const dischargeType = codesOf('discharge_type');
/** An empty text: the case says nothing of how it is paid. */
const paymentKind = z.enum([...valuesOf('payment_kind'), '']);

/** Whole numbers of a case that tests may read, by canonical column. */
export const CASE_NUMBERS = [
  'los_days',
  'age_years',
  'age_days',
  'icu_days',
  'ventilation_hours',
  'birth_weight_g',
  'admission_weight_g',
  'stay_number',
] as const;

/** Amounts of a case that tests and formulas may read, by canonical column. */
export const CASE_AMOUNTS = [
  'total_cost',
  'cost_service',
  'cost_nursing',
  'cost_diagnostic',
  'cost_treatment',
  'cost_drug',
  'cost_consumable',
  'cost_other',
  'self_funded',
  'first_paid',
  'new_tech_cost',
  'separate_drug_cost',
  'unreasonable_cost',
  'tcm_cost',
  'tcm_treatment_cost',
  'tcm_drug_cost',
] as const;
const amount = z.enum(CASE_AMOUNTS);

/** Σ parts / Σ whole of a case, tested exactly by cross-multiplication; a missing amount fails the test. */
const shareTest = z.strictObject({
  name: itemName,
  parts: z.array(amount).min(1),
  of: z.array(amount).min(1),
  ...range.shape,
});

/**
 * An earlier or later stay of the same patient (src/links). `first` holds for the earlier stay of a pair, `second` for
 * the later. Days from discharge to admission, the edge included.
 */
const readmissionTest = z.strictObject({
  within_days: z.int().nonnegative(),
  counts: z.enum(['first', 'second']).default('second'),
  group: z.enum(['same', 'any']).default('same'),
  principal: z.enum(['any', 'same_category']).default('any'),
  hospital: z.enum(['same', 'any']).default('same'),
});

/**
 * Which cases a rule is about: every test that is written must hold (and). Lists hold where one of them fits. A value
 * that is missing in the case fails its test, never passes it. No test reads another case; facts on other stays come
 * as columns from the linking pass.
 */
export const caseTests = z.strictObject({
  /** Group codes or patterns. */
  groups: patterns.optional(),
  not_groups: patterns.optional(),
  /** Class of the group in the weight table, e.g. stable, unstable, primary_care. */
  group_classes: z.array(z.enum(GROUP_CLASSES)).min(1).optional(),
  /** Base weight, points or score of the group before any coefficient. */
  units: range.optional(),
  levels: z.array(levelClass).min(1).optional(),
  /** Level as the register writes it: 三甲, 三乙 … */
  grades: z.array(z.string().min(1)).min(1).optional(),
  hospitals: z.array(z.string().min(1)).min(1).optional(),
  hospital_kinds: z.array(z.string().min(1)).min(1).optional(),
  insurances: z.array(insurance).min(1).optional(),
  departments: patterns.optional(),
  payment_kinds: z.array(paymentKind).min(1).optional(),
  discharge_types: z.array(dischargeType).min(1).optional(),
  sexes: z.array(codesOf('sex')).min(1).optional(),
  review_outcomes: z.array(z.string().min(1)).min(1).optional(),
  insured_regions: patterns.optional(),
  care_regions: patterns.optional(),
  /** Principal diagnosis; any diagnosis; any procedure; first procedure. */
  principals: patterns.optional(),
  diagnoses: patterns.optional(),
  procedures: patterns.optional(),
  first_procedures: patterns.optional(),
  /** At least `count` of the classes are met, each by one of its procedures. */
  procedure_classes: z.strictObject({ classes: z.array(patterns).min(1), count: z.int().positive() }).optional(),
  /** Columns of whole numbers. */
  numbers: z.partialRecord(z.enum(CASE_NUMBERS), range).optional(),
  /** Facts of auxiliary passes by name, e.g. charlson, severity_class. */
  facts: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), range).optional(),
  /** Cost (after `case_cost`) over the standard, over the group's mean. */
  cost_to_standard: range.optional(),
  cost_to_mean: range.optional(),
  cost: range.optional(),
  shares: z.array(shareTest).min(1).optional(),
  readmission: readmissionTest.optional(),
});
export type CaseTests = z.infer<typeof caseTests>;
