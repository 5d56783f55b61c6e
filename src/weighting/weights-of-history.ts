import { type CaseTable, needColumn } from '../cases/case-table.js';
import type { GroupCatalogue, GroupColumns } from '../grouping/group-columns.js';
import { decimalOf } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { fenOf } from '../kernel/money.js';
import type { Policy } from '../policy/policy-schema.js';
import { adjustWeights } from './adjust-weights.js';
import { adjustmentFactors, type WeightAdjustments } from './adjustment-factors.js';
import { calibrateWeights } from './calibrate-weights.js';
import { type CalibratedUnit, pointsUnit, scoreUnit, weightUnit } from './calibrated-unit.js';
import { COST_PARTS, calibrationInput, costPartsOf } from './calibration-input.js';
import { hospitalCostCoefficients } from './hospital-cost-coefficients.js';
import { hashWeightTable } from './weight-file.js';
import { weightFinding } from './weight-findings.js';
import type { WeightTable } from './weight-table.js';
import { WEIGHT_POLICY_ERRORS } from './weighting-errors.js';

/** What a person asks for beside the policy's own words. */
export interface WeightChoices {
  readonly unit?: CalibratedUnit | undefined;
  /** `hospital`: cost coefficients of hospitals (成本系数) beside the weights. */
  readonly coefficients?: 'hospital' | undefined;
  readonly adjustments?: WeightAdjustments | undefined;
}

/**
 * The unit of a policy: by its method weights, points or scores, at its decimals, converted as `weights.conversion`
 * says. Weights × 1, points × 100, scores × 1,000 unless it names a multiplier; a fixed quota is not multiplied.
 * @throws weight_conversion_incomplete where the conversion names no group or no quota
 */
export function unitOfPolicy(policy: Policy): CalibratedUnit {
  const { rounding, method, weights } = policy;
  const plain =
    method === 'drg-points'
      ? pointsUnit(rounding.points)
      : method === 'dip'
        ? scoreUnit(rounding.points)
        : weightUnit(rounding.weight);
  const { conversion } = weights;
  if (conversion === undefined) return plain;
  const base = baseOf(conversion);
  const multiplier = conversion.multiplier ?? (conversion.divisor === 'quota' ? 1 : undefined);
  return {
    ...plain,
    base,
    unstable: conversion.unstable,
    ...(multiplier === undefined ? {} : { multiplier: decimalOf(multiplier) }),
  };
}

function baseOf({ divisor, group, quota }: NonNullable<Policy['weights']['conversion']>): CalibratedUnit['base'] {
  if (divisor === 'overall_mean') return 'overall_mean';
  if (divisor === 'group' && group !== undefined) return { group };
  if (divisor === 'quota' && quota !== undefined) return { quotaFen: fenOf(decimalOf(quota)) };
  throw WEIGHT_POLICY_ERRORS.weight_conversion_incomplete({ divisor, missing: divisor });
}

/** Whether a component of the hospital coefficient is the group's own for the hospital (成本系数), as the weights have it. */
export function asksCostCoefficients({ hospital_coefficient: { components } }: Policy): boolean {
  return components?.some(({ table }) => table === 'hospital') ?? false;
}

/** Columns of the history that these weights read beside total_cost, los_days, payment_kind and the policy's date. */
export function weightColumns(policy: Policy, choices: WeightChoices = {}): string[] {
  const needsParts =
    (choices.unit ?? unitOfPolicy(policy)).unit === 'score' ||
    policy.weights.structure !== undefined ||
    choices.adjustments?.structure !== undefined;
  return [
    ...(needsParts ? COST_PARTS.map((part) => `cost_${part}`) : []),
    ...(choices.coefficients === 'hospital' || asksCostCoefficients(policy) ? ['hospital_id'] : []),
  ];
}

/**
 * The weights of a policy's scheme from past cases: calibrated in the policy's unit, then adjusted by the structure of
 * costs and by groups with the total kept, with cost coefficients of hospitals beside them where asked or where the
 * policy pays by them.
 * @throws what calibrateWeights, adjustmentFactors and adjustWeights throw; column_missing without hospital_id
 */
export function weightsOfHistory(
  history: CaseTable,
  groups: GroupColumns,
  catalogue: GroupCatalogue,
  policy: Policy,
  choices: WeightChoices = {},
): { table: WeightTable; findings: Finding[] } {
  const unit = choices.unit ?? unitOfPolicy(policy);
  const plain = { ...calibrationInput(history, groups, catalogue, policy), unit };
  const input = { ...plain, parts: costPartsOf(history) };
  let table = calibrateWeights(unit.unit === 'score' ? input : plain);
  const findings: Finding[] = [];
  const { structure, adjustments } = policy.weights;
  for (const one of [{ structure, adjustments }, choices.adjustments]) {
    if (one === undefined || (one.structure === undefined && one.adjustments === undefined)) continue;
    const { factors, words, withoutParts, groupsWithoutParts } = adjustmentFactors(table, one, input);
    table = adjustWeights(table, factors, words).table;
    const details = { cases: withoutParts, groups: groupsWithoutParts.slice(0, 10).join(', ') };
    if (withoutParts > 0) findings.push(weightFinding('weight_structure_gaps', 'weights.structure', details));
  }
  if (choices.coefficients === 'hospital' || asksCostCoefficients(policy)) {
    const hospitals = needColumn(history, 'hospital_id', 'dictionary', 'weights');
    const changed = { ...table, variants: hospitalCostCoefficients(input, hospitals, policy.rounding.points) };
    table = { ...changed, hash: hashWeightTable(changed) };
  }
  return { table, findings };
}
