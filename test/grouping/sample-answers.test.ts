import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import type { SchemeOptions } from '../../src/schemes/scheme-document.js';
import { sharedReference } from '../shared-reference.js';
import { differences, olderSample } from './reference-samples.js';
import { sampleCases } from './sample-cases.js';

const reference = sharedReference();
const NONE = { literal: [], compiled: [] };

describe.skipIf(reference === undefined)('sample answers of the reference, both engines, QY on and off', () => {
  test.each([
    ['chs-drg-2.0', 4_000],
    ['chs-drg-3.0', 8_000],
  ] as const)('%s as shipped: all %i', (id, count) => {
    const { records, answers } = sampleCases(join(reference!, id, 'sample'));
    expect(records).toHaveLength(count);
    const document = loadScheme(id);
    for (const unrelated_procedure of ['qy', 'medical'] as const) {
      const expected = answers[unrelated_procedure];
      expect(differences(document, { records, expected }, { unrelated_procedure }), unrelated_procedure).toEqual(NONE);
    }
  });

  describe('chs-drg-1.1 as shipped', () => {
    const document = loadScheme('chs-drg-1.1');
    const samples = [
      ['cases.csv', 'answers', 200],
      ['sample-2000.csv', 'sample-2000-answers', 2_000],
    ] as const;
    const treatments: readonly (readonly [string, Partial<SchemeOptions>])[] = [
      ['.csv', { unrelated_procedure: 'medical' }],
      ['-qy-variant.csv', { unrelated_procedure: 'qy' }],
    ];

    test.each(samples)(
      'all of %s, read with missing: reference as their grouper reads blanks',
      (cases, answers, count) => {
        for (const [ending, options] of treatments) {
          const sample = olderSample(join(reference!, 'chs-drg-1.1', 'sample'), cases, `${answers}${ending}`);
          expect(sample.records).toHaveLength(count);
          expect(differences(document, sample, { ...options, missing: 'reference' }), ending).toEqual(NONE);
        }
      },
    );

    test('by default a blank is missing and no 0, which alone makes the differences', () => {
      const sample = olderSample(
        join(reference!, 'chs-drg-1.1', 'sample'),
        'sample-2000.csv',
        'sample-2000-answers.csv',
      );
      const { literal, compiled } = differences(document, sample, {});
      expect(compiled).toEqual(literal);
      // Refused there for a blank sex, or for age 0 (blank or not) without a weight; here nothing asks for what is blank.
      expect(literal.filter((line) => line.endsWith(', expected ,,0000'))).toHaveLength(27);
      // A blank age there is 0 and leads into MDC P.
      expect(literal.filter((line) => !line.endsWith(', expected ,,0000'))).toEqual([
        'T00998: ,,0000 missing_age_years, expected P,PR1,PR15',
      ]);
    });
  });
});
