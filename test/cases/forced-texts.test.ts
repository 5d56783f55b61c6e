import { describe, expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import { encodeGb18030 } from './gb18030.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const told = (result: { summary: { notices: readonly { code: string; en: string; zh: string }[] } }) =>
  result.summary.notices.find(({ code }) => code === 'notice_forced_texts');

describe('cells written ="03.31" to keep a spreadsheet from changing them', () => {
  test('are the text inside, quoted or not, as codes, ids, lists, amounts and headings, and counted', async () => {
    const rows = [
      '="case_id",dx,="px",total_cost',
      '="0012",="I10",="03.3100",="12.50"',
      '"=""0013""","=""I10|J18.900""","=""47.0100""",5',
      ' ="0014" ,I10,="",6',
      // No forced text: a quote of its own, and a formula.
      '=",I10,,7',
    ];
    const result = await readCases([writeSample(folder, `${rows.join('\n')}\n`)]);
    expect(tableTexts(result.table)).toEqual({
      case_id: ['0012', '0013', '0014', '="'],
      dx: ['I10', 'I10|J18.900', 'I10', 'I10'],
      px: ['03.3100', '47.0100', '', ''],
      total_cost: ['12.50', '5.00', '6.00', '7.00'],
    });
    expect(told(result)!.en).toMatch(/: 11 cells are written ="…"/);
    expect(told(result)!.zh).toMatch(/11 格写作 ="…"/);
  });

  test('in GBK text named .xls and in an HTML table too', async () => {
    const gbk = encodeGb18030('case_id\tdx\t科室\n="001"\t="I10"\t内科\n');
    const html = '<table><tr><td>case_id</td><td>dx</td></tr><tr><td>="001"</td><td>=&quot;I10&quot;</td></tr></table>';
    for (const content of [gbk, html]) {
      const result = await readCases([writeSample(folder, content, '.xls')]);
      expect(tableTexts(result.table)).toMatchObject({ case_id: ['001'], dx: ['I10'] });
      expect(told(result)!.en).toMatch(/: 2 cells/);
    }
  });

  test('the first of them may lie across two blocks of a megabyte', async () => {
    for (const shift of [0, 1, 2, 3]) {
      const line = 'A,I10,x\n';
      const head = 'case_id,dx,note\n';
      const filler = 'y'.repeat((1 << 20) - head.length - 'B,I10,\n'.length - shift);
      const text = `${head}B,I10,${filler}\n="C1",I10,x\n${line}`;
      const result = await readCases([writeSample(folder, text)]);
      expect(tableTexts(result.table).case_id).toEqual(['B', 'C1', 'A']);
    }
  });

  test('files without any say nothing', async () => {
    expect(told(await readCases([writeSample(folder, 'case_id,dx\nA=1,I10\n')]))).toBeUndefined();
  });
});
