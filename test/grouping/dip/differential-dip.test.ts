import { describe, expect, test } from 'vitest';
import { compileDip } from '../../../src/schemes/dip/compile/compile-dip.js';
import type { DipOptions } from '../../../src/schemes/dip/dip-document.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { CITY_ORDERS, cityCatalogue } from './city-catalogue.js';
import { compareMatchers, DIP_CASES, DIP_SEED } from './compare-matchers.js';

const SWITCHES: readonly Partial<DipOptions>[] = [
  {},
  { excluded_first: 'next', not_main_first: 'conservative' },
  { not_main_first: 'next', conservative_entries: 'any_case', code_match: 'exact' },
  { main_procedure: 'any', excluded_first: 'next', not_main_first: 'next' },
  { class_by: 'first', comprehensive: 'off', unclassed_procedure: 'surgical' },
  { unmatched: 'fallback', no_principal: 'fallback', excluded_principal: 'fallback' },
  { unmatched: 'ungrouped', no_principal: 'ungrouped', code_match: 'exact', excluded_principal: 'fallback' },
];
const national = loadDip('dip-3.0');
const timeout = Math.max(120_000, DIP_CASES);

describe('compiled and literal DIP matcher give the same answer', () => {
  const compiled = compileDip(national);
  const groups = new Set<string>();
  const outcomes = new Set<string>();
  const each = Math.ceil(DIP_CASES / 2 / SWITCHES.length);

  test.each(SWITCHES.map((options, place) => ({ options, place })))(
    `${each} cases of dip-3.0 with $options`,
    { timeout },
    ({ options, place }) => {
      const tally = compareMatchers(national, compiled, options, each, DIP_SEED + place);
      expect(tally.differences).toEqual([]);
      expect(tally.cases).toBe(each);
      for (const group of tally.groups) groups.add(group);
      for (const outcome of tally.outcomes.keys()) outcomes.add(outcome);
    },
  );

  test('these reach three in five of its entries (a million cases 96 in 100), and every outcome it has', () => {
    expect(groups.size).toBeGreaterThan((DIP_CASES >= 1_000_000 ? 0.96 : 0.6) * national.entries.length);
    expect([...outcomes].sort()).toEqual([
      'grouped',
      'in_no_group',
      'missing_age_days',
      'missing_birth_weight_g',
      'no_principal',
      'not_allowed_as_principal',
      'unknown_principal',
    ]);
  });
});

describe('and so they do on catalogues as cities make them, 10,000 entries each', () => {
  const each = Math.ceil(DIP_CASES / 2 / CITY_ORDERS.length);
  const outcomes = new Set<string>();
  test.each(CITY_ORDERS)(`${each} cases in the order "%s", under every set of switches`, { timeout }, (order) => {
    const city = cityCatalogue(national, 10_000, order);
    const compiled = compileDip(city);
    const groups = new Set<string>();
    for (const [place, options] of SWITCHES.entries()) {
      const tally = compareMatchers(city, compiled, options, Math.ceil(each / SWITCHES.length), DIP_SEED + 100 + place);
      expect(tally.differences).toEqual([]);
      for (const group of tally.groups) groups.add(group);
      for (const outcome of tally.outcomes.keys()) outcomes.add(outcome);
    }
    expect(groups.size).toBeGreaterThan(Math.min(each / 4, 3_500));
  });

  test('with a missing number among the outcomes', () => {
    const expected = ['grouped', 'in_no_group', 'missing_age_years', 'no_principal', 'not_allowed_as_principal'];
    expect([...outcomes]).toEqual(expect.arrayContaining([...expected, 'unknown_principal']));
  });
});
