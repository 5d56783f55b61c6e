import { compareCodePoints } from '../kernel/compare-code-points.js';
import type { CaseTests, Policy } from '../policy/policy-schema.js';
import { rulesWithTests } from '../policy/rules-with-tests.js';
import { benefitColumns } from './benefit/benefit-columns.js';
import { originColumns } from './origin-pools.js';

/** Columns by the test that reads them. */
const COLUMNS_OF_TESTS: Readonly<Partial<Record<keyof CaseTests, readonly string[]>>> = {
  insurances: ['insurance'],
  departments: ['department'],
  payment_kinds: ['payment_kind'],
  discharge_types: ['discharge_type'],
  sexes: ['sex'],
  review_outcomes: ['review_outcome'],
  insured_regions: ['insured_region'],
  care_regions: ['care_region'],
  principals: ['dx'],
  diagnoses: ['dx'],
  procedures: ['px'],
  first_procedures: ['px'],
  procedure_classes: ['px'],
  readmission: ['case_id', 'patient_key', 'admit_date', 'discharge_date', 'hospital_id', 'dx'],
};

/** Names of formulas that are columns of the case. */
const FORMULA_COLUMNS = ['los_days', 'unreasonable_cost', 'new_tech_cost', 'separate_drug_cost'];

/** Whether a policy asks for facts on other stays, so that stays must be linked before pricing. */
export function asksForLinks(policy: Policy): boolean {
  return rulesWithTests(policy).some(({ when }) => when.readmission !== undefined);
}

/**
 * Columns of the case that the rules of a policy read, besides those that every run reads: what a reader must keep.
 * @returns canonical names in code-point order, each once
 */
export function pricingColumns(policy: Policy): readonly string[] {
  const columns = new Set<string>();
  const add = (names: readonly string[]) => {
    for (const name of names) columns.add(name);
  };
  for (const { when: tests } of rulesWithTests(policy)) {
    for (const [test, names] of Object.entries(COLUMNS_OF_TESTS)) {
      if (tests[test as keyof CaseTests] !== undefined) add(names);
    }
    add(Object.keys(tests.numbers ?? {}));
    for (const { parts, of } of tests.shares ?? []) add([...parts, ...of]);
  }
  const { outliers, case_cost: cost, special_cases: special = [], supplements = [] } = policy;
  add([...(cost?.without ?? []), ...(cost?.paid_separately ?? [])]);
  const formulas = [...special, ...outliers.bands].flatMap(({ pay }) => pay ?? []);
  for (const text of [...formulas, ...supplements.map(({ amount }) => amount)]) {
    add(FORMULA_COLUMNS.filter((name) => new RegExp(`\\b${name}\\b`).test(text)));
    if (text === 'review_amount') columns.add('review_amount');
  }
  if (special.some(({ per_diem: days }) => days !== undefined) || outliers.low_exempt_los_days !== undefined) {
    columns.add('los_days');
  }
  if (outliers.low_exempt_discharge_types.length > 0) columns.add('discharge_type');
  add(benefitColumns(policy));
  add(originColumns(policy));
  if (policy.clearing.region_split !== undefined) columns.add('insured_region');
  return [...columns].sort(compareCodePoints);
}
