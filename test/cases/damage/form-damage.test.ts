import { beforeAll, describe, expect, test } from 'vitest';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { EngineError } from '../../../src/kernel/errors.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';
import { cleanCases } from './clean-cases.js';
import { DAMAGED_ROW, type Damage, FORM_DAMAGES } from './form-damages.js';
import { ROW_DAMAGES } from './row-damages.js';
import { ENDINGS, FORMS, writeForm } from './write-form.js';

const COUNT = 24;
const folder = temporaryFolder();
const clean = cleanCases(COUNT);

let whole: Record<string, string[]>;

beforeAll(async () => {
  whole = tableTexts((await readCases([writeSample(folder, await writeForm('csv', clean))])).table);
});

describe.each(FORMS)('%s', (form) => {
  const existing = FORM_DAMAGES.flatMap(({ name, forms }): (readonly [string, Damage])[] => {
    const damage = forms[form];
    return typeof damage === 'string' ? [] : [[name, damage]];
  });

  test.each(existing)('%s', async (_name, { make, ends }) => {
    const path = writeSample(folder, await make(clean), ENDINGS[form]);
    if ('error' in ends) {
      const error = (await readCases([path]).catch((cause: unknown) => cause)) as EngineError;
      expect(error).toBeInstanceOf(EngineError);
      expect(error.code).toBe(ends.error);
      expect(error.text('zh')).toMatch(/请/);
      for (const language of ['zh', 'en'] as const) expect(error.text(language)).not.toMatch(/\{\w+\}|undefined/);
      return;
    }
    const { table, rejected, summary } = await readCases([path]);
    expect(rejected.map((one) => [one.row, one.column, one.code])).toEqual([
      [DAMAGED_ROW + 1, ends.column, ends.rejected],
    ]);
    expect(rejected[0]!.zh).toMatch(/请/);
    expect(`${rejected[0]!.zh}${rejected[0]!.en}`).not.toMatch(/\{\w+\}|undefined/);
    expect(summary).toMatchObject({ rowsRead: COUNT, cases: COUNT - 1, rejected: 1, netted: 0 });
    const rest = Object.entries(whole).map(([name, cells]) => [name, cells.filter((_, i) => i !== DAMAGED_ROW)]);
    expect(tableTexts(table)).toEqual(Object.fromEntries(rest));
  });

  test('has at least 25 kinds of damage; what it cannot have is said', () => {
    const impossible = FORM_DAMAGES.flatMap(({ forms }) => (typeof forms[form] === 'string' ? [forms[form]] : []));
    expect(existing.length + impossible.length).toBe(FORM_DAMAGES.length);
    for (const why of impossible) expect(String(why).length).toBeGreaterThan(10);
    expect(ROW_DAMAGES.length + existing.length).toBeGreaterThanOrEqual(25);
  });
});
