import { describe, expect, test } from 'vitest';
import { caseRecordAt } from '../../../src/grouping/interpreter/case-record-at.js';
import { interpretCase } from '../../../src/grouping/interpreter/interpret-case.js';
import { generateYear } from '../../../src/simulation/region/generate-year.js';
import { prepareRegion } from '../../../src/simulation/region/prepare-region.js';
import { tinyScheme } from '../../grouping/tiny-scheme.js';

describe('a region under a scheme of twenty groups', () => {
  const model = prepareRegion(tinyScheme);

  test('groups by age, technique, count, region, weight and severity are all reached', () => {
    const codes = model.groups.map((group) => group.code);
    for (const code of ['EB10', 'EB1G', 'EB1C', 'EB29', 'ZZ19', 'PS19', 'OB11', 'ES33', 'AH19'])
      expect(codes).toContain(code);
    expect(model.unreachable).toEqual([]);
  });

  test('cases fall where they were drawn, 98 of 100 at least', () => {
    const { table, drawnGroup } = generateYear(model, { cases: 2_000, seed: 3, year: 2026 });
    let same = 0;
    for (let row = 0; row < table.caseCount; row++) {
      const group = interpretCase(tinyScheme, caseRecordAt(table, row)).group;
      if (group === model.recipes.groupCodes[drawnGroup[row]!]) same++;
    }
    expect(same).toBeGreaterThanOrEqual(1_960);
  });

  test('zero, fractions and too many cases are refused', () => {
    for (const cases of [0, 1.5, -1, 1e9, Number.NaN])
      expect(() => generateYear(model, { cases, seed: 1, year: 2026 })).toThrow(RangeError);
  });
});
