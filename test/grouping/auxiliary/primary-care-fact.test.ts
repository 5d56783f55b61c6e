import { describe, expect, it } from 'vitest';
import { codesAt, findColumn } from '../../../src/cases/case-table.js';
import { primaryCareFact } from '../../../src/grouping/auxiliary/primary-care-fact.js';
import { isPrimaryCareCase } from '../../../src/grouping/dip/primary-care-case.js';
import { groupCases } from '../../../src/grouping/group-cases.js';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { makeDemoRegion } from '../../../src/run/demo-region.js';
import { compileDip } from '../../../src/schemes/dip/compile/compile-dip.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { openAnyScheme } from '../../../src/schemes/open-any-scheme.js';
import { dipCase } from '../../schemes/dip/dip-case.js';
import { tinyDip } from '../../schemes/dip/tiny-dip.js';
import { dipTableOf } from '../dip/compiled-dip-answers.js';

const NOBODY = {
  case_id: '',
  sex: -1,
  age_years: -1,
  age_days: -1,
  birth_weight_g: -1,
  admission_weight_g: -1,
  los_days: -1,
  discharge_type: -1,
};

describe('the primary-care fact', () => {
  const document = loadDip('dip-3.0');
  const { year } = makeDemoRegion({ cases: 6_000, seed: 8, historyColumns: 'weighting' });

  it('says of 6,000 cases what a reading case by case says, and -1 of those in no group', async () => {
    const groups = await groupCases(openAnyScheme('dip-3.0'), year, inlineExecutor);
    const fact = primaryCareFact(document, year, groups);
    const [dx, px] = [findColumn(year, 'dx', 'codes'), findColumn(year, 'px', 'codes')];
    const counts = { [-1]: 0, 0: 0, 1: 0 } as Record<number, number>;
    for (let row = 0; row < year.caseCount; row++) {
      counts[fact[row]!]! += 1;
      if (groups.status[row] !== 0) {
        expect(fact[row]).toBe(-1);
        continue;
      }
      const entry = document.entries[groups.group[row]! - 1]!;
      const record = { ...NOBODY, dx: codesAt(dx, row), px: codesAt(px, row) };
      expect([row, fact[row]]).toEqual([row, isPrimaryCareCase(document, entry, record) ? 1 : 0]);
    }
    expect(counts[1]).toBeGreaterThan(200);
    expect(counts[0]).toBeGreaterThan(2_000);
  });

  it('leads as the rules of excluded procedures say, under every switch; without procedures none leads', async () => {
    const catalogue = loadDip(
      tinyDip({
        'scheme.yaml': (text) => text.replace('matching:', 'primary_care: primary-care.csv\nmatching:'),
        'primary-care.csv': () => 'sequence,dx,px\n1,K35,\n2,K35,47.0100\n3,K29,45.1600x001\n',
      }),
    );
    const records = [
      dipCase('K35.200'),
      dipCase('K35.200', '47.0100'),
      dipCase('K35.200', '99.2501|47.0100'),
      dipCase('K35.200', '17.4200|47.0100'),
      dipCase('K35.200', '45.1600x001|47.0100'),
      dipCase('K35.200', '88.7600'),
      dipCase('J18.900', '47.0100'),
    ];
    const table = dipTableOf(records);
    const { px: _, ...columns } = table.columns;
    for (const first of ['conservative', 'next'] as const) {
      const document = {
        ...catalogue,
        options: { ...catalogue.options, excluded_first: first, not_main_first: first },
        entries: catalogue.entries.map((entry) => ({ ...entry, primaryCare: 'part' as const })),
      };
      for (const [withProcedures, of] of [
        [true, table],
        [false, { ...table, columns }],
      ] as const) {
        const groups = await groupCases(compileDip(document), of, inlineExecutor);
        const fact = primaryCareFact(document, of, groups);
        const expected = records.map((record, row) => {
          if (groups.status[row] !== 0) return -1;
          const entry = document.entries[groups.group[row]! - 1]!;
          const asRead = withProcedures ? record : { ...record, px: [] };
          return isPrimaryCareCase(document, entry, asRead) ? 1 : 0;
        });
        expect([first, withProcedures, ...fact]).toEqual([first, withProcedures, ...expected]);
        expect(expected).toContain(1);
      }
    }
  });
});
