import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

async function drgdip(...args: string[]): Promise<string> {
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await (await createProgram('zh')).parseAsync(['node', 'drgdip', ...args, '--quiet', '--workers', '0']);
    return printed;
  } finally {
    write.mockRestore();
  }
}

test('an HTML table in GBK named .xls, by the words of the README: a guessed profile, groups, a register of two columns, margins', async () => {
  const cases = at('病例.xls');
  copyFileSync(join(packageRoot(), 'examples', 'other-formats', 'cases.xls'), cases);
  expect(await drgdip('profile', '--in', cases, '--out', at('profile.yaml'))).toMatch(
    /dx .*主要诊断编码 … 其他诊断编码3/,
  );
  expect(await drgdip('check', '--in', cases, '--profile', at('profile.yaml'))).toMatch(
    /病例 +30\n冲抵（退费） +0\n拒收 +0/,
  );
  await drgdip(
    'group',
    '--scheme',
    'chs-drg-2.0',
    '--in',
    cases,
    '--profile',
    at('profile.yaml'),
    '--out',
    at('groups.csv'),
  );
  const groups = readFileSync(at('groups.csv'), 'utf8').trimEnd().split('\n');
  expect(groups).toHaveLength(31);
  expect(groups.filter((line) => line.includes(',grouped,')).length).toBe(20);
  // The shipped example of these cases maps them by hand: the guess gives the same groups.
  const own = join(packageRoot(), 'examples', 'own-columns', 'profile.yaml');
  await drgdip('group', '--scheme', 'chs-drg-2.0', '--in', cases, '--profile', own, '--out', at('by-hand.csv'));
  expect(readFileSync(at('by-hand.csv'), 'utf8')).toBe(readFileSync(at('groups.csv'), 'utf8'));
  writeFileSync(at('register.csv'), 'hospital_id,level\nH01,三甲\nH02,二甲\nH03,一级\n');
  expect(await drgdip('check', '--in', at('register.csv'))).toMatch(/医疗机构登记表（register），3 行，可用 3 行/);
  const settle = ['settle', '--in', cases, '--profile', at('profile.yaml'), '--register', at('register.csv')];
  const printed = await drgdip(...settle, '--policy', 'example-standard-8000', '--out', at('settled'));
  expect(printed).toMatch(/对账：\d+ 项全部一致/);
  const [heading, ...hospitals] = readFileSync(join(folder, 'settled', 'hospitals.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const margin = heading!.split(',').indexOf('charge_margin');
  expect(margin).toBeGreaterThan(0);
  expect(hospitals.map((line) => line.split(',')[0])).toEqual(['H01', 'H02', 'H03']);
  for (const line of hospitals) expect(line.split(',')[margin]).toMatch(/^-?[1-9]\d*\.\d{2}$/);
});
