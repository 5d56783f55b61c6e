import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { readRegister } from '../../src/cases/read-register.js';
import { INPUT_TABLE_KINDS } from '../../src/cases/tables/input-tables.js';
import { checkInputTable, readInputTable } from '../../src/cases/tables/read-input-table.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'drgdip-totals-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The example of a table with a last row of which the first cell is `word`. */
function withLastRow(kind: string, word: string): { path: string; row: number } {
  const text = readFileSync(`examples/input-tables/${kind}.csv`, 'utf8').trimEnd();
  const [heading = '', ...rows] = text.split('\n');
  const path = join(folder, `${kind}.csv`);
  writeFileSync(path, `${text}\n${word}${','.repeat(heading.split(',').length - 1)}\n`);
  return { path, row: rows.length + 1 };
}

describe('a row of totals in a table beside the cases is refused by name, never read as an entry', () => {
  it.each(INPUT_TABLE_KINDS)('%s: 合计, 总　计：, Total', async (kind) => {
    for (const word of ['合计', '总　计：', 'Total']) {
      const { path, row } = withLastRow(kind, word);
      const found = await checkInputTable(path, kind);
      expect(
        found.filter(({ severity }) => severity === 'error').map(({ code, path: at }) => [code, at.split(':')[1]]),
      ).toEqual([['input_total_row', String(row)]]);
      expect(found.find(({ code }) => code === 'input_total_row')!.zh).toContain(`“${word}”是合计行`);
      await expect(readInputTable(path, kind)).rejects.toMatchObject({ code: 'input_table_wrong' });
    }
  });
  it('a register with a level beside 合计 does not get a hospital of that name', () => {
    const path = join(folder, 'level.csv');
    writeFileSync(path, 'hospital_id,level\nH1,三甲\n合计,三级\n');
    expect(() => readRegister(path, 2026)).toThrow(expect.objectContaining({ code: 'register_total_row' }));
  });
  it('in brackets or behind blanks it is one too, and so is the first word of a row that begins with blank cells', async () => {
    for (const row of ['(合计),,三甲', ' 合计 ,,三甲', '（小计）,,三甲', ',合计,三甲']) {
      const path = join(folder, 'forms.csv');
      writeFileSync(path, `hospital_id,name,level\nH1,甲院,三甲\n${row}\n`);
      const codes = (await checkInputTable(path, 'register')).map(({ code }) => code);
      expect([row, codes]).toEqual([row, ['input_total_row']]);
    }
  });
  it('a case id of (合计) or (Total) is no case either; 1合计 is an id', async () => {
    const path = join(folder, 'cases.csv');
    writeFileSync(path, 'case_id,dx,total_cost\nA,I10,16000\n(合计),,16000\n(Total),,16000\n1合计,I10,1\n');
    const { table, rejected } = await readCases([path]);
    expect([table.caseCount, rejected.map(({ caseId }) => caseId)]).toEqual([2, ['(合计)', '(Total)']]);
  });
  it('a word of a total in another cell, or as part of an id, is none', async () => {
    const path = join(folder, 'part.csv');
    writeFileSync(path, 'hospital_id,name,level\n合计医院,总计,三甲\n');
    expect(await checkInputTable(path, 'register')).toEqual([]);
  });
});
