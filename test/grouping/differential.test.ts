import { describe, expect, test } from 'vitest';
import { compileScheme } from '../../src/schemes/compile-scheme.js';
import type { SchemeOptions } from '../../src/schemes/scheme-document.js';
import { compareEngines } from './compare-engines.js';
import { tinyScheme } from './tiny-scheme.js';

describe('both engines agree on the small scheme, which has every form of condition', () => {
  const compiled = compileScheme(tinyScheme);

  test.each<Partial<SchemeOptions>>([
    {},
    { unrelated_procedure: 'medical' },
    { code_match: 'category' },
    { missing: 'reference' },
    { unrelated_by: 'any', multiple_trauma: 'regions', first_procedure: 'valid' },
  ])('on 20,000 cases with %o', (options) => {
    const tally = compareEngines(tinyScheme, compiled, options, 20_000);
    expect(tally.differences).toEqual([]);
    expect(tally.groups.size).toBeGreaterThan(25);
  });
});
