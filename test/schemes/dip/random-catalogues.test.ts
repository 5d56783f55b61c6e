import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchDip } from '../../../src/grouping/dip/interpreter/match-dip.js';
import { equalRankFindings } from '../../../src/schemes/dip/check/equal-rank.js';
import { unreachableEntries } from '../../../src/schemes/dip/check/unreachable-entries.js';
import type {
  DiagnosisPattern,
  DipDocument,
  DipEntry,
  DipKind,
  DipPreference,
  DipTier,
} from '../../../src/schemes/dip/dip-document.js';
import { DIP_DEFAULTS, DIP_SWITCHES } from '../../../src/schemes/dip/dip-switches.js';
import { parseDiagnoses } from '../../../src/schemes/dip/load/parse-patterns.js';
import { MATCHING_PRESETS } from '../../../src/schemes/dip/matching-presets.js';
import { dipCase } from './dip-case.js';

const DIAGNOSES = ['A01.000', 'A01.100', 'A02.000', 'B01.000'];
const PROCEDURES = ['01.0100', '01.0200', '02.0100', '03.0100'];
const patterns = fc
  .subarray(['A01', 'A01.0', 'A01.000', 'A02', 'A01-A02', 'B01', 'A00-B99', '*'], { minLength: 1, maxLength: 2 })
  .map((texts) => parseDiagnoses(texts.join('|')) as readonly DiagnosisPattern[]);
const part = fc.subarray(PROCEDURES, { minLength: 1, maxLength: 3 });
const uses = fc.constantFrom('main', 'anywhere', 'without', 'class', 'any_case');

const entry = fc
  .record({
    section: fc.constantFrom('one', 'one', 'two'),
    kind: fc.constantFrom<DipKind>('conservative', 'surgical', 'diagnostic'),
    tier: fc.constantFrom<DipTier>('core', 'core', 'basic', 'comprehensive', 'fallback'),
    diagnoses: patterns,
    procedureUse: uses,
    main: part,
    related: fc.array(part, { maxLength: 2 }),
    condition: fc.option(fc.constantFrom(0, 1), { nil: undefined, freq: 3 }),
    meanCostFen: fc.option(fc.constantFrom(100, 200), { nil: undefined }),
    score: fc.option(
      fc.constantFrom(1, 2).map((digits) => ({ digits, scale: 0 })),
      { nil: undefined },
    ),
  })
  .map(({ condition, meanCostFen, score, ...rest }): Omit<DipEntry, 'code' | 'sequence'> => {
    const hasParts = rest.procedureUse === 'main' || rest.procedureUse === 'anywhere';
    return {
      ...rest,
      name: '',
      main: hasParts ? rest.main : [],
      related: hasParts ? rest.related : [],
      ...(condition === undefined ? {} : { condition }),
      ...(meanCostFen === undefined ? {} : { meanCostFen }),
      ...(score === undefined ? {} : { score }),
    };
  });

const named = (name: string) => ({ kind: 'name' as const, name });
const sdx = { kind: 'call' as const, name: 'sdx', args: [named('second')] };

const catalogue = fc
  .record({
    entries: fc.array(entry, { minLength: 2, maxLength: 8 }),
    preferences: fc.oneof(
      fc.constantFrom(...Object.values(MATCHING_PRESETS).map((preset) => preset.preferences)),
      fc.shuffledSubarray<DipPreference>(['higher_score', 'tier_order', 'longer_diagnosis', 'more_related_parts']),
    ),
    recorded: fc.boolean(),
    options: fc.record({
      excluded_first: fc.constantFrom(...DIP_SWITCHES.excluded_first),
      not_main_first: fc.constantFrom(...DIP_SWITCHES.not_main_first),
      conservative_entries: fc.constantFrom(...DIP_SWITCHES.conservative_entries),
      main_procedure: fc.constantFrom(...DIP_SWITCHES.main_procedure),
      unmatched: fc.constantFrom(...DIP_SWITCHES.unmatched),
    }),
    excludedDiagnosis: fc.option(fc.constantFrom(...DIAGNOSES), { nil: undefined }),
  })
  .map(
    ({ entries, preferences, recorded, options, excludedDiagnosis }): DipDocument => ({
      id: 'random',
      method: 'dip',
      title: { zh: '', en: '' },
      provenance: { issuer: '', document: '', trust: '', sources: [] },
      hash: '',
      options: { ...DIP_DEFAULTS, ...options },
      diagnoses: DIAGNOSES,
      procedures: PROCEDURES,
      excludedDiagnoses: new Set(excludedDiagnosis === undefined ? [] : [excludedDiagnosis]),
      excludedProcedures: new Map([
        ['03.0100', { rule: 'not_main' }],
        ['02.0100', { rule: 'main_only_for_scope', scope: [{ kind: 'prefix', text: 'A01' }] }],
      ]),
      procedureClasses: new Map([
        ['01.0100', 'surgical'],
        ['01.0200', 'diagnostic'],
      ]),
      sections: [
        { id: 'one', mdc: 'A', title: { zh: '', en: '' }, procedures: recorded ? 'recorded' : 'remaining' },
        { id: 'two', mdc: 'B', title: { zh: '', en: '' }, procedures: 'remaining' },
      ],
      steps: ['one', 'two'].map((section) => ({
        sections: [section],
        preferences: [...preferences.filter((key) => key !== 'lower_sequence'), 'lower_sequence' as const],
        kindOrder: MATCHING_PRESETS.by_type!.kindOrder,
      })),
      entries: entries.map((one, index) => ({ ...one, code: `E${index}`, sequence: index + 1 })),
      conditions: [
        { text: 'sdx(second)', when: sdx },
        { text: 'not sdx(second)', when: { kind: 'unary', operator: 'not', operand: sdx } },
      ],
      diagnosisLists: new Map([['second', [{ kind: 'prefix', text: 'B' }]]]),
      procedureLists: new Map(),
      primaryCare: [],
      loadFindings: [],
    }),
  );

const record = fc
  .tuple(
    fc.array(fc.constantFrom(...DIAGNOSES), { maxLength: 2 }),
    fc.array(fc.constantFrom(...PROCEDURES), { maxLength: 3 }),
    fc.constantFrom(Number.NaN, 120, 150, 190),
  )
  .map(([dx, px, cost]) => dipCase(dx.join('|'), px.join('|'), { total_cost_fen: cost }));

it('no case of 60,000 on 600 random catalogues reaches an entry that scheme check calls unreachable', () => {
  let called = 0;
  fc.assert(
    fc.property(catalogue, fc.array(record, { minLength: 100, maxLength: 100 }), (document, records) => {
      const unreachable = new Set(unreachableEntries(document).map(({ path }) => path.split(' ')[1]));
      called += unreachable.size;
      for (const one of records) expect(unreachable.has(matchDip(document, one).group)).toBe(false);
    }),
    { numRuns: 600, seed: 17 },
  );
  // The property is not empty: it was asked of many entries.
  expect(called).toBeGreaterThan(100);
});

it('the answer does not depend on the order of entries, and always keeps to the contract', () => {
  fc.assert(
    fc.property(catalogue, record, (document, one) => {
      const answer = matchDip(document, one);
      expect(matchDip({ ...document, entries: [...document.entries].reverse() }, one)).toEqual(answer);
      const winner = document.entries.find(({ code }) => code === answer.group);
      expect(answer.status === 'grouped').toBe(winner !== undefined && winner.tier !== 'fallback');
      expect(answer.reason === '').toBe(answer.status === 'grouped');
      expect(answer.adrg).toBe('');
    }),
    { numRuns: 2000, seed: 18 },
  );
});

it('entries without an equal-rank finding are never told apart by their numbers alone', () => {
  fc.assert(
    fc.property(catalogue, fc.array(record, { minLength: 30, maxLength: 30 }), (document, records) => {
      const tied = new Set(equalRankFindings(document).map(({ path }) => path.split(' ')[1]));
      const free = document.entries.filter(({ code }) => !tied.has(code));
      // Renumbered backwards, entries that never tie keep their answers.
      const kept = { ...document, entries: free };
      const backwards = { ...document, entries: free.map((one, index) => ({ ...one, sequence: free.length - index })) };
      for (const one of records) {
        // Two means equally near to the cost tie too: that is a matter of the case, not of the catalogue.
        if (one.total_cost_fen === 150) continue;
        if (Number.isNaN(one.total_cost_fen) && document.steps[0]!.preferences.includes('nearest_mean_cost')) continue;
        expect(matchDip(backwards, one).group).toBe(matchDip(kept, one).group);
      }
    }),
    { numRuns: 600, seed: 19 },
  );
});
