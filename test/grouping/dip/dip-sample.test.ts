import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileDip } from '../../../src/schemes/dip/compile/compile-dip.js';
import { loadDip } from '../../../src/schemes/dip/load-dip.js';
import { sharedReference } from '../../shared-reference.js';
import { readPlainCases, readPlainCsv } from '../sample-cases.js';
import { compiledDipAnswers, dipTableOf } from './compiled-dip-answers.js';

const reference = sharedReference();

describe.skipIf(reference === undefined)('8,000 reference cases of DIP 3.0', () => {
  const folder = join(reference ?? '', 'dip-3.0', 'sample');

  test('the compiled matcher gives all 8,000 answers, 240 of them excluded principals', () => {
    const records = readPlainCases(join(folder, 'cases.csv'));
    const answers = readPlainCsv(join(folder, 'answers.csv'));
    const compiled = compileDip(loadDip('dip-3.0'));
    const answerAt = compiledDipAnswers(compiled, dipTableOf(records, compiled));
    const given = records.map(({ case_id }, row) => `${case_id} ${answerAt(row).group} ${answerAt(row).reason}`);
    expect(given).toHaveLength(8_000);
    const expected = answers.map(({ case_id, group, reason }) => `${case_id} ${group} ${reason}`);
    expect(given.filter((answer, row) => answer !== expected[row])).toEqual([]);
    expect(given.filter((answer) => answer.endsWith('not_allowed_as_principal'))).toHaveLength(240);
  });
});
