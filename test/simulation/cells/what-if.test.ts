import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/kernel/errors.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { RandomStream } from '../../../src/kernel/random.js';
import type { PolicyTimeline } from '../../../src/policy/policy-timeline.js';
import type { PricingInput } from '../../../src/pricing/pricing-input.js';
import { priceCases } from '../../../src/pricing/steps.js';
import { buildCellIndex } from '../../../src/settlement/cell-index.js';
import { chooseWithinQuotas } from '../../../src/settlement/quota.js';
import { type CellSums as FullSums, sumCells } from '../../../src/settlement/sum-cells.js';
import { buildCells } from '../../../src/simulation/cells/build-cells.js';
import type { CaseCells } from '../../../src/simulation/cells/case-cells.js';
import { WHAT_IF_MEASURES, type WhatIfMeasure } from '../../../src/simulation/cells/cell-sums.js';
import { WhatIf, type WhatIfAnswer } from '../../../src/simulation/cells/sum-what-if.js';
import { generatedRegion } from '../../pricing/generated-region.js';
import { type SmallCase, smallInput, smallTimeline, smallWeights } from '../../pricing/small-region.js';

const SEED = 20261128;
const FULL_NAME: Partial<Record<WhatIfMeasure, string>> = { fund: 'fund_before_clearing' };

type Sums = Record<string, Record<string, number>>;

/** Sums of the full pass by hospital, insurance and group. */
async function fullPass(input: PricingInput): Promise<Sums> {
  const priced = { ...input, priced: await priceCases(input, inlineExecutor) };
  const quota = chooseWithinQuotas(priced);
  const index = buildCellIndex(priced);
  const { sums } = sumCells(priced, index, quota) as FullSums;
  const found: Sums = {};
  for (let cell = 0; cell < index.cellCount; cell++) {
    const key = [
      index.hospitals[index.hospital[cell]!],
      index.insurances[index.insurance[cell]!],
      index.groups[index.group[cell]!],
    ].join('|');
    found[key] ??= {};
    const row = found[key];
    for (const measure of WHAT_IF_MEASURES) {
      const name = (FULL_NAME[measure] ?? measure) as keyof typeof sums;
      row[measure] = (row[measure] ?? 0) + sums[name][cell]!;
    }
  }
  return found;
}

/** Every measure of the accounts, added up over the full pass's groups or taken from the answer. */
function byAccount(full: Sums): Sums {
  const found: Sums = {};
  for (const [key, row] of Object.entries(full)) {
    const account = key.split('|').slice(0, 2).join('|');
    found[account] ??= {};
    for (const [measure, value] of Object.entries(row)) {
      found[account][measure] = (found[account][measure] ?? 0) + value;
    }
  }
  return found;
}

function accountsOf({ accounts }: WhatIf, answer: WhatIfAnswer & { isCarried: true }): Sums {
  const found: Sums = {};
  for (let place = 0; place < accounts.cellCount; place++) {
    const key = `${accounts.hospitals[accounts.hospital[place]!]}|${accounts.insurances[accounts.insurance[place]!]}`;
    found[key] = Object.fromEntries(WHAT_IF_MEASURES.map((measure) => [measure, answer.sums[measure][place]!]));
  }
  return found;
}

function byKey(cells: CaseCells, answer: WhatIfAnswer & { isCarried: true }): Sums {
  const found: Sums = {};
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const key = [
      cells.hospitals[cells.hospital[cell]!],
      cells.insurances[cells.insurance[cell]!],
      cells.groups[cells.group[cell]!],
    ].join('|');
    found[key] ??= {};
    const row = found[key];
    for (const measure of WHAT_IF_MEASURES) row[measure] = (row[measure] ?? 0) + answer.sums[measure][cell]!;
  }
  return found;
}

/** The changed policy keeps the exemptions of the first stretch, since cells carry only those. */
function withExemptions(timeline: PolicyTimeline, own: PolicyTimeline): PolicyTimeline {
  return {
    ...timeline,
    segments: timeline.segments.map((segment, s) => ({
      ...segment,
      policy: {
        ...segment.policy,
        outliers: {
          ...segment.policy.outliers,
          low_exempt_discharge_types: (own.segments[s] ?? own.segments[0]!).policy.outliers.low_exempt_discharge_types,
        },
      },
    })),
  };
}

describe('live what-if cells', () => {
  it('equal the full pass to the fen in every hospital, insurance and group: 2,000 regions under a changed policy', async () => {
    let [carried, fromBudget] = [0, 0];
    await fc.assert(
      fc.asyncProperty(generatedRegion, generatedRegion, async (region, other) => {
        const input = smallInput(region);
        const changed: PricingInput = {
          ...input,
          timeline: withExemptions(other.timeline!, region.timeline!),
          weights: other.weights!,
        };
        const cells = buildCells(input, [changed.timeline]);
        const whatIf = new WhatIf(cells, changed);
        let full: Sums;
        try {
          full = await fullPass(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(EngineError);
          return;
        }
        const answer = whatIf.ask(changed.timeline);
        if (!answer.isCarried) return;
        carried += 1;
        if (changed.timeline.segments.some(({ policy }) => policy.rate.kind === 'budget')) fromBudget += 1;
        expect(byKey(cells, answer)).toEqual(full);
        expect(answer.boundFen).toBe(0);
        const together = whatIf.askAccounts(changed.timeline);
        if (!together.isCarried) throw new Error('carried by cell, not by account');
        expect(accountsOf(whatIf, together)).toEqual(byAccount(full));
      }),
      { numRuns: 4_200, seed: SEED },
    );
    expect(carried).toBeGreaterThan(2_000);
    expect(fromBudget).toBeGreaterThan(300);
  }, 180_000);

  it('stay exact over cells of hundreds of cases, and within the printed bound where rounding is left out', async () => {
    let bounded = 0;
    for (let round = 0; round < 150; round++) {
      const draw = new RandomStream(round, 7);
      const cases = Array.from({ length: 400 }, (): SmallCase => {
        const cost = draw.integer(6_000_000);
        return {
          hospital: ['H1', 'H2'][draw.integer(2)]!,
          group: ['A', 'B'][draw.integer(2)]!,
          cost,
          pooled: Math.round(cost * (draw.integer(200) === 0 ? 0 : 0.6 + draw.uniform() * 0.4)),
        };
      });
      const pays = [
        'standard + 0.7 * (cost - multiple * standard)',
        '0.9137 * cost',
        'standard + (cost - standard) / 3',
        'standard',
        'by_item',
      ];
      const policy = {
        rate: { kind: 'fixed', value: 5_000 + draw.integer(9_000) },
        hospital_coefficient: { by_level: { 3: 1, 2: 0.85, 1: 0.7 } },
        outliers: {
          bands: [
            { name: 'low', to: 0.4, pay: ['by_item', 'standard * ratio'][draw.integer(2)] },
            { name: 'high', from: 1.5 + draw.integer(20) / 10, pay: pays[draw.integer(5)] },
          ],
        },
      };
      const timeline = smallTimeline([{ policy }]);
      const input: PricingInput = {
        ...smallInput({ cases }),
        timeline,
        weights: smallWeights({ A: '1.2347', B: '2.5' }),
      };
      const cells = buildCells(input);
      const whatIf = new WhatIf(cells, input);
      const full = await fullPass(input);
      const exact = whatIf.ask(timeline);
      const near = whatIf.ask(timeline, 'bounded');
      if (!exact.isCarried || !near.isCarried) throw new Error('not carried');
      expect(byKey(cells, exact)).toEqual(full);
      const total = (sums: Float64Array) => sums.reduce((sum, value) => sum + value, 0);
      const off = Math.abs(total(near.sums.fund) - total(exact.sums.fund));
      expect(off).toBeLessThanOrEqual(near.boundFen);
      if (near.boundFen > 0) bounded += 1;
    }
    expect(bounded).toBeGreaterThan(50);
  });
});
