import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unlistedCodes } from '../../src/grouping/explain/ignored-codes.js';
import { interpretCase } from '../../src/grouping/interpreter/interpret-case.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { loadScheme } from '../../src/schemes/load-scheme.js';
import { readPlainCases } from './sample-cases.js';

test('examples/cases-to-group.csv holds one case for each outcome of CHS-DRG 2.0', () => {
  const document = loadScheme('chs-drg-2.0');
  const records = readPlainCases(join(packageRoot(), 'examples', 'cases-to-group.csv'));
  const answers = records.map((record) => {
    const { mdc, adrg, group, status, reason } = interpretCase(document, record);
    return [record.case_id, mdc, adrg, group, status, reason].join(',');
  });
  expect(answers).toEqual([
    'E01,E,ES3,ES31,grouped,',
    'E02,E,ES3,ES33,grouped,',
    'E03,G,GE1,GE19,grouped,',
    'E04,O,OB1,OB19,grouped,',
    'E05,A,AA2,AA29,grouped,',
    'E06,P,PS1,PS15,grouped,',
    'E07,Z,ZZ1,ZZ11,grouped,',
    'E08,E,QY,EQY,unrelated_procedure,',
    'E09,,,0000,ungrouped,no_principal',
    'E10,,,0000,ungrouped,unknown_principal',
    'E11,,,0000,ungrouped,not_allowed_as_principal',
    'E12,,,0000,ungrouped,missing_sex',
    'E13,,,0000,ungrouped,sex_conflict',
    'E14,,,0000,ungrouped,missing_age_days',
    'E15,,,0000,ungrouped,in_no_group',
    'E16,E,ES3,ES33,grouped,',
  ]);
  const ignored = records.flatMap((record) =>
    unlistedCodes(document, record).map((code) => `${record.case_id} ${code.code}`),
  );
  expect(ignored).toEqual(['E10 K35.900', 'E16 XXX', 'E16 99.9999']);
});
