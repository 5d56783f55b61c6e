import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { formatMoney } from '../../src/report/format-number.js';
import { temporaryFolder } from './temporary-folder.js';

const folder = temporaryFolder();
const root = packageRoot();
const commandsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^drgdip .*$/gm)].map(([line]) => line);
const commands = [...commandsOf('examples/README.md'), ...commandsOf('examples/other-formats/README.md')];

/** Runs a command of a README in this process, its results in a folder of the test's own. */
async function run(command: string): Promise<{ printed: string; out: string | undefined }> {
  const words = command.split(' ').slice(1);
  let out: string | undefined;
  const args = words.map((word, index) => {
    if (words[index - 1] === '--out') {
      out = join(folder, word);
      return out;
    }
    return word.startsWith('examples/') ? join(root, word) : word;
  });
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await (await createProgram('en')).parseAsync([
      'node',
      'drgdip',
      ...args,
      '--quiet',
      '--lang',
      'en',
      '--workers',
      '0',
    ]);
  } finally {
    write.mockRestore();
  }
  return { printed, out };
}

/** Folders with a page and a test of their own. */
const TOLD_ELSEWHERE = /^(mechanisms|new-city)\//;

describe('the commands of the README of examples', () => {
  test('name every file of cases and of the tables beside them', () => {
    const data = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => !TOLD_ELSEWHERE.test(name))
      .filter((name) =>
        /(^|\/)(cases|old-workbook)\.\w+$|^(input-tables|settlement-list-tables)\/|^[\w-]+\.csv$/.test(name),
      );
    expect(data.length).toBeGreaterThanOrEqual(23);
    for (const name of data) expect(commands.join('\n')).toContain(`examples/${name}`);
  });

  test.each(commands.filter((command) => command.startsWith('drgdip settle')))(
    '%s ends in a report whose sums reconcile',
    async (command) => {
      const { printed, out } = await run(command);
      expect(printed).toMatch(/Reconciled: all \d+ checks agree\./);
      // Every hospital is in the register, so the policy pays and not the rule for unknown ones.
      expect(printed).not.toContain('Not in the register');
      for (const name of ['report.html', 'report.xlsx', 'hospitals.csv']) {
        expect(statSync(join(out!, name)).size, name).toBeGreaterThan(100);
      }
      const [heading, ...hospitals] = readFileSync(join(out!, 'hospitals.csv'), 'utf8').trimEnd().split('\n');
      const amounts = (column: string) => {
        const place = heading!.split(',').indexOf(column);
        return hospitals.map((row) => Number(row.split(',')[place]));
      };
      const total = (column: string) => amounts(column).reduce((sum, amount) => sum + amount, 0);
      expect(total('cases')).toBeGreaterThan(0);
      expect(printed).toContain(`, ${total('cases')} cases\n`);
      // The summary and the first figures of the report are the sums of the hospitals, in 万元 as both show them.
      const page = readFileSync(join(out!, 'report.html'), 'utf8');
      for (const [figure, column] of [
        ['Fund payment', 'fund'],
        ['Hospital income', 'income'],
      ] as const) {
        const sum = formatMoney(Math.round(total(column) * 100), 'wan');
        expect(printed).toMatch(new RegExp(`${figure} +${sum.replaceAll('.', '\\.')} 10k yuan`));
        expect(page).toContain(`<h3>${figure}</h3><p class="number">${sum} `);
      }
    },
  );

  test('the same cases in three other formats give the same table of hospitals', () => {
    const tables = ['own-columns', 'html-named-xls', 'old-workbook', 'ndjson'].map((name) =>
      readFileSync(join(folder, 'reports', name, 'hospitals.csv'), 'utf8'),
    );
    expect(new Set(tables).size).toBe(1);
  });

  test.each(commands.filter((command) => !command.startsWith('drgdip settle')))('%s runs', async (command) => {
    const { printed, out } = await run(command);
    expect(printed.length).toBeGreaterThan(50);
    expect(process.exitCode ?? 0).toBe(0);
    if (out !== undefined) expect(existsSync(out) && existsSync(dirname(out))).toBe(true);
  });
});
