import { z } from 'zod';
import { caseTests } from './case-tests.js';
import { formula, itemName, levelClass } from './common.js';

/**
 * One named component of the hospital coefficient (差异系数 的一项). Exactly one origin:
 * by_level, by_grade, by_hospital: stated here; register: a number column of register.csv; table: the coefficient of
 * the group for this hospital, grade or level in the weight table (成本系数; absent there: `missing`);
 * formula: over register numbers and `level_coefficient`, a plain number.
 */
const component = z.strictObject({
  name: itemName,
  /** Share of the component in the sum; terms of a plain sum have 1. */
  weight: z.number().default(1),
  by_level: z.record(levelClass, z.number()).optional(),
  by_grade: z.record(z.string(), z.number()).optional(),
  by_hospital: z.record(z.string(), z.number()).optional(),
  register: z.string().min(1).optional(),
  table: z.enum(['hospital', 'grade', 'level']).optional(),
  formula: formula.optional(),
  /** What a hospital or group without the value takes; absent: the run is refused and names them. */
  missing: z.number().optional(),
});

export const hospitalCoefficient = z
  .strictObject({
    /** By settlement level class 3, 2, 1 (等级系数). */
    by_level: z.record(levelClass, z.number().positive()).prefault({ 3: 1, 2: 1, 1: 1 }),
    /** Takes the place of the level's coefficient for named hospitals. */
    by_hospital: z.record(z.string(), z.number().positive()).default({}),
    /** By the level as written (三甲 …); takes the place of by_level, and gives way to by_hospital. */
    by_grade: z.record(z.string(), z.number().positive()).optional(),
    /** Named weighted sum; takes the place of all above: Σ weight × value, floored, capped, rounded. */
    components: z.array(component).min(1).optional(),
    floor: z.number().nonnegative().optional(),
    cap: z.number().positive().optional(),
    /** Decimals to which the sum is rounded, half up, before it is used; absent: exact. */
    decimals: z.int().min(0).max(6).optional(),
    /** The group's own coefficient for the hospital, grade or level in the weight table (系统系数). */
    group_coefficients: z.enum(['ignore', 'replace', 'multiply']).optional(),
  })
  .prefault({});

/** A factor on the standard of single cases: policy coefficients (政策系数), auxiliary catalogues (辅助目录). */
const caseCoefficientRule = z.strictObject({
  name: itemName,
  when: caseTests,
  factor: z.number().nonnegative(),
  /** replace: the factor stands in place of the hospital coefficient (同病同价). */
  hospital_coefficient: z.enum(['keep', 'replace']).default('keep'),
});

export const caseCoefficients = z.strictObject({
  /** Of the rules that hold: the highest alone, the first in the list, their product, or 1 + Σ (factor − 1). */
  combine: z.enum(['highest', 'first', 'product', 'sum']).default('highest'),
  floor: z.number().nonnegative().optional(),
  cap: z.number().positive().optional(),
  /** At most 31: the set that holds for a case is kept as bits. */
  rules: z.array(caseCoefficientRule).min(1).max(31),
});
export type CaseCoefficientRule = z.infer<typeof caseCoefficientRule>;
