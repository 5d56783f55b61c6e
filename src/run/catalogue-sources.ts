import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { normaliseCode } from '../cases/codes/normalise-code.js';
import { plainHeading } from '../cases/plain-heading.js';
import { readTextRows } from '../cases/read/read-text-rows.js';
import { type Policy, policySchema } from '../policy/policy-schema.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import type { DipDocument } from '../schemes/dip/dip-document.js';
import { loadDip } from '../schemes/dip/load-dip.js';
import { listSchemes } from '../schemes/list-schemes.js';
import { loadAnyScheme } from '../schemes/load-any-scheme.js';
import { type CalibratedUnit, scoreUnit } from '../weighting/calibrated-unit.js';
import { CATALOGUE_ERRORS } from '../weighting/catalogue/catalogue-errors.js';
import {
  classesOfScheme,
  type ProcedureClasses,
  readProcedureClasses,
} from '../weighting/catalogue/procedure-classes.js';
import { unitOfPolicy } from '../weighting/weights-of-history.js';
import { OPTION_ERRORS } from './run-errors.js';
import { timelineWith } from './simulate-run.js';

/** What a catalogue takes of a policy: trimming, the date of the year, years, decimals and conversion. */
export interface CataloguePolicy {
  readonly policy: Pick<Policy, 'year_by' | 'weights' | 'rounding'>;
  readonly unit: CalibratedUnit;
  readonly factors: readonly number[] | undefined;
}

export interface CataloguePolicyOptions {
  readonly policy?: string | undefined;
  readonly scoreBase?: CalibratedUnit['base'] | undefined;
  readonly decimals?: number | undefined;
  readonly factors?: readonly number[] | undefined;
  readonly maxCv?: number | undefined;
}

/** The policy's words with what the command line says over them; without a policy the defaults of one. */
export function cataloguePolicy(options: CataloguePolicyOptions): CataloguePolicy {
  const stated = options.policy === undefined ? undefined : timelineWith(options.policy, []).segments.at(-1)!.policy;
  const { shape } = policySchema;
  const policy = stated ?? {
    year_by: shape.year_by.parse(undefined),
    weights: shape.weights.parse(undefined),
    rounding: shape.rounding.parse(undefined),
  };
  const plain = scoreUnit(options.decimals ?? policy.rounding.points, options.scoreBase);
  const isStated = stated?.method === 'dip' && options.scoreBase === undefined;
  const unit = isStated ? { ...unitOfPolicy(stated), decimals: plain.decimals } : plain;
  const { years } = policy.weights;
  return {
    policy: {
      year_by: policy.year_by,
      rounding: policy.rounding,
      weights: options.maxCv === undefined ? policy.weights : { ...policy.weights, max_cv: options.maxCv },
    },
    unit,
    factors: options.factors ?? (stated === undefined || years === 'pooled' ? undefined : years),
  };
}

/** The policy whose case coefficients are auxiliary types. @throws option_value where it has none */
export function auxiliaryPolicy(policy: string | undefined): PolicyTimeline | undefined {
  if (policy === undefined) return undefined;
  const timeline = timelineWith(policy, []);
  const rules = timeline.segments.at(-1)!.policy.case_coefficients?.rules ?? [];
  if (rules.length > 0) return timeline;
  throw OPTION_ERRORS.option_value({ option: '--auxiliary', value: policy, expected: 'case_coefficients' });
}

/** Treatment classes from a file, or from a scheme by name or folder. @throws catalogue_classes_… */
export function procedureClassesOf(source: string): ProcedureClasses {
  if (statSync(source, { throwIfNoEntry: false })?.isFile() === true)
    return readProcedureClasses(readTextRows(readFileSync(source), basename(source)), basename(source));
  const isScheme = listSchemes().includes(source) || existsSync(join(source, 'scheme.yaml'));
  if (!isScheme) throw CATALOGUE_ERRORS.catalogue_classes_missing({ source });
  return classesOfScheme(loadAnyScheme(source));
}

/** Names by code from tables `code,name` (编码, 名称); the first of a code counts. @throws option_value */
export function codeNames(files: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const file of files) {
    const { headings, rows } = readTextRows(readFileSync(file), basename(file));
    const plain = headings.map(plainHeading);
    const codeAt = plain.findIndex(
      (heading) => heading.endsWith('编码') || heading.endsWith('代码') || heading === 'CODE',
    );
    const nameAt = plain.findIndex((heading) => heading.endsWith('名称') || heading === 'NAME');
    if (codeAt < 0 || nameAt < 0)
      throw OPTION_ERRORS.option_value({ option: '--names', value: file, expected: 'code, name' });
    for (const cells of rows) {
      const code = normaliseCode(cells[codeAt] ?? '');
      if (code !== '' && !names.has(code)) names.set(code, cells[nameAt] ?? '');
    }
  }
  return names;
}

/** The DIP scheme whose lists are used, and last year's catalogue; each where it is named. */
export function dipScheme(idOrFolder: string | undefined): DipDocument | undefined {
  return idOrFolder === undefined ? undefined : loadDip(idOrFolder);
}
