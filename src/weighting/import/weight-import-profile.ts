import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readProfileYaml } from '../../cases/profiles/read-profile-yaml.js';
import { defineErrors, InputError } from '../../kernel/errors.js';
import { parseVariantColumn } from '../weight-columns.js';
import { GROUP_PAYMENTS, WEIGHT_CLASSES, WEIGHT_UNITS } from '../weight-table.js';

const texts = z.record(z.string(), z.string());

const ROW_COLUMNS = ['group', 'name', 'weight', 'mean_cost', 'los_days', 'cases', 'cv', 'class', 'note'];
const isColumn = (name: string): boolean => {
  const found = parseVariantColumn(name);
  return ROW_COLUMNS.includes(name) || (found !== undefined && found !== 'invalid');
};

/** What a published table does not say by itself: a small YAML file beside it. */
export const WEIGHT_IMPORT_PROFILE = z.strictObject({
  /** Column of a weight file ← heading of the table, where the heading is not understood or is meant otherwise. */
  columns: z.record(z.string().refine(isColumn, { error: 'unknown_column' }), z.string().min(1)).default({}),
  /** Name of a hospital in a heading → its hospital_id. */
  hospitals: texts.default({}),
  /** Only rows with these texts, by heading, e.g. the year. */
  where: texts.default({}),
  /** Headings that are not wanted. */
  ignore: z.array(z.string()).default([]),
  sheet: z.string().optional(),
  unit: z.enum(WEIGHT_UNITS).optional(),
  /** Numbers with more decimals are rounded to so many, half-up; without it they are refused beyond 8. */
  decimals: z
    .string()
    .regex(/^[0-8]$/)
    .optional(),
  /** A weight that stands where there is none. Groups with it get no weight. */
  placeholder_weight: z.string().optional(),
  /** Words of the table → classes and payments, beside those that are known. */
  classes: z.record(z.string(), z.enum(WEIGHT_CLASSES)).default({}),
  payments: z.record(z.string(), z.enum([...GROUP_PAYMENTS, 'weight'])).default({}),
});
export type WeightImportProfile = z.output<typeof WEIGHT_IMPORT_PROFILE>;

const ERRORS = defineErrors(InputError, {
  weight_profile_unreadable: {
    zh: '无法读取导入配置（{problem}）。请核对路径与 YAML 写法。',
    en: 'the import profile cannot be read ({problem}). Check its path and its YAML.',
  },
  weight_profile_wrong: {
    zh: '权重表导入配置的“{key}”有误（{problem}）。可用的键：columns、hospitals、where、ignore、sheet、unit、decimals、placeholder_weight、classes、payments。写法见 docs/weights.md。',
    en: 'the profile for weight tables is wrong at "{key}" ({problem}). Known keys are columns, hospitals, where, ignore, sheet, unit, decimals, placeholder_weight, classes, payments; docs/weights.md shows them.',
  },
});

/** @throws weight_profile_unreadable, weight_profile_wrong (naming the key) */
export function loadWeightImportProfile(path: string): WeightImportProfile {
  let document: unknown;
  try {
    document = readProfileYaml(readFileSync(path, 'utf8'));
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    throw ERRORS.weight_profile_unreadable({ problem }, { path, cause });
  }
  return parseWeightImportProfile(document ?? {}, path);
}

/** Checks a profile given as data. */
export function parseWeightImportProfile(document: unknown, path: string): WeightImportProfile {
  const result = WEIGHT_IMPORT_PROFILE.safeParse(document);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw ERRORS.weight_profile_wrong(
    { key: issue.path.map(String).join('.') || 'profile', problem: issue.message },
    { path },
  );
}
