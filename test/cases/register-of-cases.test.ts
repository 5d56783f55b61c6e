import { expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { registerOfCases } from '../../src/cases/register-of-cases.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const levelsOf = async (rows: readonly string[], heading = 'case_id,dx,hospital_id,hospital_level') => {
  const { table } = await readCases([writeSample(folder, `${[heading, ...rows].join('\n')}\n`)]);
  return [...registerOfCases(table)].map(([id, { level, levelClass }]) => [id, level, levelClass]);
};

test('without a register a hospital has the level that all its cases write', async () => {
  expect(await levelsOf(['A,I10,H1,三级甲等', 'B,I10,H2,2', 'C,I10,H1,三级甲等', 'D,I10,H3,未定级'])).toEqual([
    ['H1', '三级甲等', 3],
    ['H2', '2', 2],
    ['H3', '未定级', 1],
  ]);
});

test('one case without a level, with another or with an unknown one leaves its hospital out: its own column pays it', async () => {
  const rows = ['A,I10,H1,三级', 'B,I10,H1,', 'C,I10,H2,三级', 'D,I10,H2,二级', 'E,I10,H3,甲', 'F,I10,,三级'];
  expect(await levelsOf(rows)).toEqual([]);
  expect(await levelsOf(['A,I10,H1'], 'case_id,dx,hospital_id')).toEqual([]);
});
