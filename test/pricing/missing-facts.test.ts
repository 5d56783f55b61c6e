import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { computeBenefits } from '../../src/pricing/benefit/compute-benefits.js';
import type { PricingInput } from '../../src/pricing/pricing-input.js';
import { priceCases } from '../../src/pricing/steps.js';
import { yearInput } from './benefit-years.js';
import { type PolicyDocument, type SmallCase, smallInput } from './small-region.js';

const price = (input: PricingInput) => priceCases(input, inlineExecutor);
const special = (when: object): PolicyDocument => ({ special_cases: [{ name: 'odd', when, pay: 'by_item' }] });
const without = (input: PricingInput, name: 'facts' | 'links'): PricingInput =>
  Object.fromEntries(Object.entries(input).filter(([key]) => key !== name)) as unknown as PricingInput;
const asked = (when: object, cases: readonly SmallCase[] = [{ cost: 1 }]) =>
  smallInput({ cases, policy: special(when) });

describe('a rule that asks what nobody worked out', () => {
  test('on a fact of the group is refused with its name, its place and the facts that there are', async () => {
    const when = { facts: { adl: { to: 60 } } };
    const path = 'special_cases.odd.when';
    await expect(price(without(asked(when), 'facts'))).rejects.toMatchObject({
      ...{ code: 'facts_missing', path },
      details: { name: 'adl', known: '—' },
    });
    const others = [{ cost: 1, facts: { bmi: 1, weight: 2 } }];
    await expect(price(asked(when, others))).rejects.toMatchObject({
      ...{ code: 'facts_missing', path },
      details: { name: 'adl', known: 'bmi, weight' },
    });
    await expect(price(asked(when, [{ cost: 1, facts: { adl: 60 } }]))).resolves.toBeDefined();
  });

  test('on readmission is refused where stays were not linked', async () => {
    const when = {
      readmission: { within_days: 15, counts: 'second', group: 'same', principal: 'any', hospital: 'any' },
    };
    await expect(price(without(asked(when), 'links'))).rejects.toMatchObject({
      ...{ code: 'links_missing', path: 'special_cases.odd.when' },
    });
  });
});

describe('a stay that no ladder of benefits is about', () => {
  const ladders = [{ name: 'third', who: { levels: ['3'] }, deductible: 0, bands: [{ name: 'all', ratio: 0.5 }] }];
  const refusal = (stays: Parameters<typeof yearInput>[0], more: object = {}) =>
    computeBenefits(yearInput(stays, { ladders, ...more }), inlineExecutor).then(
      () => 'none',
      ({ code, details }) => [code, details],
    );

  test('is refused with how many there are, the row of the first and what is known of it', async () => {
    const stays = [{ total: 1 }, { total: 1, hospital: 'H2' }, { total: 1, hospital: 'H3' }];
    expect(await refusal(stays)).toEqual(['benefit_ladder_missing', { count: 2, row: 2, facts: 'resident, 2' }]);
  });

  test('of a hospital of no known level is told by its insurance alone', async () => {
    expect(await refusal([{ total: 1, hospital: 'X', level: '' }])).toEqual([
      'benefit_ladder_missing',
      { count: 1, row: 1, facts: 'resident' },
    ]);
  });
});
