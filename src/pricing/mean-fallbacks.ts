import { insuranceOfPool } from '../policy/pool-key.js';
import { classifyCase, gatherCaseFacts, periodOfCase } from './case-facts.js';
import { asksForLevelMeans, groupMeansOf, type MeanCell } from './group-means.js';
import type { PricingInput } from './pricing-input.js';
import { cutPeriods } from './pricing-periods.js';

export interface MeanUse {
  /** Groups × level × insurance that cases ask for, each counted once. */
  readonly cells: number;
  /** The cases that ask. */
  readonly cases: number;
}

/** How many means that cases are measured by came from their own cell of group-means.csv, and from each wider one. */
export type MeanFallbacks = Readonly<Record<MeanCell, MeanUse>>;

/**
 * Counts where last year's means came from, over the cases that groups pay in periods whose basis is level_mean;
 * undefined where no period has it.
 * @throws what preparePricing throws of the same input
 */
export function meanFallbacksOf(input: PricingInput): MeanFallbacks | undefined {
  const periods = cutPeriods(input);
  if (!asksForLevelMeans(periods)) return undefined;
  const { facts, classes } = gatherCaseFacts(input, periods);
  const casesOfSlot = new Float64Array(classes.length * facts.groupCount);
  for (let row = 0; row < input.table.caseCount; row++) {
    const slot = classifyCase(facts, row, periodOfCase(facts, row));
    if (slot >= 0) casesOfSlot[slot]! += 1;
  }
  const means = groupMeansOf(input, periods);
  const counted = new Set<string>();
  const use = (): { cells: number; cases: number } => ({ cells: 0, cases: 0 });
  const fallbacks = {
    ...{ exact: use(), without_insurance: use(), without_level: use(), without_either: use(), none: use() },
  };
  casesOfSlot.forEach((cases, slot) => {
    const { outliers, year } = periods[classes[Math.floor(slot / facts.groupCount)]!.period]!.policy;
    if (cases === 0 || outliers.basis !== 'level_mean') return;
    const payClass = classes[Math.floor(slot / facts.groupCount)]!;
    const group = input.catalogue.codes[slot % facts.groupCount]!;
    const { cell } = means.find(group, payClass, year - 1, outliers.thin_cases ?? 1);
    fallbacks[cell].cases += cases;
    // Hospitals of one level share their means; so do stretches of the year, unless one passes over what another takes.
    const key = JSON.stringify([cell, group, payClass.levelClass, insuranceOfPool(payClass.insurance)]);
    if (counted.has(key)) return;
    counted.add(key);
    fallbacks[cell].cells += 1;
  });
  return fallbacks;
}
