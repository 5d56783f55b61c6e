import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCsv } from './by-hand/plain-numbers.js';
import { EXPECTED, GOLDEN } from './golden-run.js';

const table = (name: string): Record<string, string>[] => readCsv(readFileSync(join(EXPECTED, name), 'utf8'));

describe('README.md', () => {
  const readme = readFileSync(join(GOLDEN, 'README.md'), 'utf8');
  const amountsOf = (text: string): string[] => (text.match(/−?\d[\d,]*\.\d\d(?!\d)/g) ?? []).map(plain);
  const plain = (text: string): string => text.replaceAll(',', '').replace('−', '-');

  test('each case that it works out comes to the pay that is committed', () => {
    const payOf = new Map(table('priced-baseline.csv').map((row) => [row.case_id, row.pay]));
    const rows = [...readme.matchAll(/^\| (Y\d{3}) \|(.*)$/gm)].filter(([, , text]) => amountsOf(text!).length > 0);
    expect(rows.length).toBeGreaterThan(15);
    for (const [, id, text] of rows) expect(amountsOf(text!), id).toContain(payOf.get(id!));
  });

  test('the statement, the shares of the cells and the fund are the committed ones', () => {
    const lines = table('statements-baseline.csv').filter(
      ({ hospital_id, insurance }) => hospital_id === 'H02' && insurance === 'employee',
    );
    const statement = /^## A statement[\s\S]*?^Retention/m.exec(readme)![0];
    for (const { line, amount } of lines) {
      const row = statement.split('\n').find((text) => new RegExp(`^\\| (\\*\\*)?([a-z_]+, )?${line}\\b`).test(text))!;
      expect(amountsOf(row), line).toContain(amount);
    }
    for (const cell of table('cells-baseline.csv')) {
      if (cell.hospital_id !== 'H02' || cell.insurance !== 'employee' || cell.group_paid_cases === '0') continue;
      const row = readme.split('\n').find((text) => text.startsWith(`| ${cell.department} ${cell.group} |`))!;
      expect(amountsOf(row).at(-1), cell.group).toBe(cell.clearing_adjustment);
    }
    for (const row of table('result/fund.csv').slice(0, 3)) {
      const printed = readme.split('\n').find((text) => text.startsWith(`| ${row.insurance} |`))!;
      const names = ['budget', 'reserve', 'fund', 'balance'].map((name) => row[`baseline_${name}`]!);
      names.push(row.reform_fund!, row.reform_balance!);
      expect(amountsOf(printed), row.insurance).toEqual(names.filter((amount) => amount !== ''));
    }
    expect(amountsOf(readme)).toContain(plain(table('result/fund.csv').at(-1)!.change_fund!.slice(1)));
  });
});
