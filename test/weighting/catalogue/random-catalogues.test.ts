import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDip } from '../../../src/schemes/dip/check/check-dip.js';
import type { ExcludedProcedure } from '../../../src/schemes/dip/dip-document.js';
import { dipFiles } from '../../../src/schemes/dip/import/write-dip-folder.js';
import { catalogueDraft } from '../../../src/weighting/catalogue/catalogue-draft.js';
import type { CatalogueRules } from '../../../src/weighting/catalogue/catalogue-rules.js';
import { build, countedIn, listsOf, matchedTo, type PastCase, writtenAs } from './catalogue-cases.js';

/** Few codes, so that cells fill: extensions of codes, a code that is none, procedures of every class and without one. */
const DIAGNOSES = [
  'K35.800',
  'K35.800x001',
  'K35.800x002',
  'K35.900',
  'K80.200',
  'J18.900',
  'K35',
  'zz9',
  'A18.003+K23.0*',
  '',
];
const PROCEDURES = ['47.0901', '47.0100', '54.5101', '45.1600x001', '96.7201', '99.2501', '17.4200'];

const excluded: readonly Readonly<Record<string, ExcludedProcedure>>[] = [
  {},
  { '99.2501': { rule: 'conservative' }, '17.4200': { rule: 'not_main' } },
  {
    '99.2501': { rule: 'conservative' },
    '47.0100': { rule: 'main_only_for_scope', scope: [{ kind: 'range', from: 'K35', to: 'K36' }] },
  },
];

const oneCase: fc.Arbitrary<PastCase> = fc.record({
  dx: fc.constantFrom(...DIAGNOSES),
  px: fc.oneof(
    fc.constant([]),
    fc.constant(['47.0901']),
    fc.array(fc.constantFrom(...PROCEDURES.slice(0, 4)), { maxLength: 3 }),
    fc.array(fc.constantFrom(...PROCEDURES), { maxLength: 5 }),
  ),
  yuan: fc.integer({ min: 1, max: 300 }),
  year: fc.constantFrom(2023, 2024, 2025),
});

const rules: fc.Arbitrary<Partial<CatalogueRules>> = fc.record({
  principal: fc.constantFrom('category', 'subcategory', 'full'),
  threshold: fc.integer({ min: 1, max: 5 }),
  thresholdBy: fc.constantFrom('yearly_mean', 'last_year'),
  comprehensiveThreshold: fc.integer({ min: 1, max: 6 }),
  relatedShare: fc.constantFrom({ digits: 0, scale: 0 }, { digits: 1, scale: 1 }),
});

const options = fc.record({
  excluded_first: fc.constantFrom('conservative', 'next'),
  not_main_first: fc.constantFrom('conservative', 'next'),
  class_by: fc.constantFrom('first', 'highest'),
  unclassed_procedure: fc.constantFrom('procedure', 'surgical', 'conservative'),
});

const filled = ['2023', '2024', '2025'].flatMap((year) =>
  Array.from({ length: 6 }, (): PastCase => ({ dx: 'J18.900', yuan: 50, year: Number(year) })),
);

test('30 catalogues of random cases group their own history as it was counted, check without errors, and do not depend on the order of rows', () => {
  fc.assert(
    fc.property(
      fc.array(oneCase, { minLength: 30, maxLength: 250 }),
      rules,
      options,
      fc.constantFrom(...excluded),
      fc.integer({ min: 1, max: 1000 }),
      (drawn, ruleChanges, stated, excludedProcedures, turn) => {
        const cases = [...drawn, ...filled];
        const lists = { ...listsOf(excludedProcedures), options: stated };
        const built = build(cases, { rules: ruleChanges, lists });
        const { folder, document } = writtenAs(built);
        expect(matchedTo(built, cases, document)).toEqual(countedIn(built));
        expect(checkDip(document).filter(({ severity }) => severity === 'error')).toEqual([]);
        const need = built.threshold;
        for (const { tier, casesByYear } of built.entries) {
          if (tier !== 'core') continue;
          const sum = casesByYear.reduce((all, count) => all + count, 0);
          if (built.rules.thresholdBy === 'yearly_mean') expect(sum).toBeGreaterThanOrEqual(need * built.years.length);
          else expect(casesByYear.at(-1)).toBeGreaterThanOrEqual(need);
        }
        const shift = turn % cases.length;
        const turned = [...cases.slice(shift), ...cases.slice(0, shift)].reverse();
        const again = build(turned, { rules: ruleChanges, lists });
        expect(again.entries).toEqual(built.entries);
        expect(again.below).toEqual(built.below);
        expect(filesOf(again)).toEqual(filesOf(built));
        rmSync(dirname(folder), { recursive: true });
      },
    ),
    { numRuns: 30 },
  );
});

function filesOf(built: Parameters<typeof catalogueDraft>[0]): Map<string, string> {
  const provenance = { issuer: 't', document: 't', trust: 't', sources: ['t'] };
  const known = { diagnoses: new Set<string>(), procedures: new Set<string>() };
  return dipFiles(catalogueDraft(built, { id: 'made', title: { zh: '例', en: 'made' }, provenance }, known));
}
