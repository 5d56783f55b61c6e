import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { sharedReference } from '../shared-reference.js';
import { sampleCases } from './sample-cases.js';

const reference = sharedReference();

describe.skipIf(reference === undefined)('sample answers of CHS-DRG 2.0, literal interpreter', () => {
  const document = loadScheme('chs-drg-2.0');
  const { records, answers } = sampleCases(join(reference ?? '', 'chs-drg-2.0', 'sample'));

  test.each(['qy', 'medical'] as const)('all 4,000 with unrelated_procedure=%s', (unrelated_procedure) => {
    expect(records).toHaveLength(4_000);
    const wrong: string[] = [];
    records.forEach((record, index) => {
      const { mdc, adrg, group } = interpretCase(document, record, { unrelated_procedure });
      const given = `${mdc},${adrg},${group}`;
      if (given !== answers[unrelated_procedure][index]) {
        wrong.push(`${record.case_id}: ${given}, expected ${answers[unrelated_procedure][index]}`);
      }
    });
    expect(wrong).toEqual([]);
  });
});
