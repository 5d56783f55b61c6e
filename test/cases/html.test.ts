import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../src/cases/import-profile.js';
import { readCases } from '../../src/cases/read/read-cases.js';
import type { EngineError } from '../../src/kernel/errors.js';
import { encodeGb18030 } from './gb18030.js';
import { tableTexts } from './table-rows.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
const sample = (content: string | Uint8Array, ending = '.xls'): string => writeSample(folder, content, ending);

const ROW = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
const HEADINGS = ROW(['case_id', 'department', 'dx', 'px', 'total_cost']);

describe('an HTML table named .xls', () => {
  test('keeps codes as text, whatever mso-number-format and x:num say, and amounts to the fen', async () => {
    const path = sample(`<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">
      <style>td{mso-number-format:"0.00"} .a{}</style><script>var a="<td>no</td>";</script></head><body>
      <!--[if gte mso 9]><xml><x:Name>病例</x:Name></xml><![endif]-->
      <table border=1>${HEADINGS}
      <tr><td style='mso-number-format:"\\@"'>A</td><td>内科&nbsp;一</td><td>J18.900</td>
      <td x:num="3.31" style="mso-number-format:General">03.31</td><td x:num="1234.5">1,234.50</td></tr>
      <TR><TD>B<TD>外&#x79D1;&amp;<TD>K35.900<br>I10.x00x002<TD>="47.0900"<TD>0.07
      </table></body></html>`);
    const { table, rejected, summary } = await readCases([path]);
    expect(rejected).toEqual([]);
    expect(tableTexts(table)).toMatchObject({
      case_id: ['A', 'B'],
      department: ['内科\u00a0一', '外科&'],
      dx: ['J18.900', 'K35.900|I10.x00x002'],
      px: ['03.31', '47.0900'],
      total_cost: ['1234.50', '0.07'],
    });
    expect(summary.files[0]).toMatchObject({ format: 'html', encoding: 'utf-8' });
    expect(summary.notices.map((one) => one.code)).toContain('notice_name_and_content');
  });

  test('without a profile the headings that an error shows are the headings, not the title above them', async () => {
    const page =
      '<table><tr><td colspan="3">某院出院病例</td></tr><tr><td>病案号</td><td>主要诊断编码</td><td>总费用</td></tr><tr><td>1</td><td>I10</td><td>1</td></tr></table>';
    await expect(readCases([writeSample(folder, page, '.xls')])).rejects.toThrow(
      /required columns are missing: case_id .*The headings are: 病案号, 主要诊断编码, 总费用\./,
    );
  });

  test('is read as GBK where its bytes are, whether the page says gb2312, utf-8 or nothing', async () => {
    for (const meta of [
      '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
      '<meta charset=utf-8>',
      '',
    ]) {
      const html = `<html><head>${meta}</head><table>${HEADINGS}${ROW(['A', '心内科', 'I10', '', '1'])}</table></html>`;
      const { table, summary } = await readCases([sample(encodeGb18030(html))]);
      expect(tableTexts(table).department).toEqual(['心内科']);
      expect(summary.files[0]!.encoding).toBe('gb18030');
    }
  });

  test('is read as UTF-8 where its bytes are, though the page says gb2312', async () => {
    const html = `<meta charset="gb2312"><table>${HEADINGS}${ROW(['A', '心内科', 'I10', '', '1'])}</table>`;
    const { table, summary } = await readCases([sample(html, '.html')]);
    expect(tableTexts(table).department).toEqual(['心内科']);
    expect(summary.files[0]!.encoding).toBe('utf-8');
    expect(summary.notices.map((one) => one.code)).not.toContain('notice_name_and_content');
  });

  test('rowspan fills a label down and counts an amount once; colspan keeps the columns in place', async () => {
    const path = sample(`<table><tr><td colspan=5>2026 年 1 月</td></tr>${HEADINGS}
      <tr><td>A</td><td rowspan="2">外科</td><td>I10</td><td></td><td rowspan="2">1000</td></tr>
      <tr><td>B</td><td>I11</td><td>47.09</td></tr>
      <tr><td>C</td><td colspan="1">骨科</td><td>M17</td><td colspan="2">81.54</td></tr></table>`);
    const { table, summary } = await readCases([path]);
    expect(tableTexts(table)).toMatchObject({
      department: ['外科', '外科', '骨科'],
      dx: ['I10', 'I11', 'M17'],
      px: ['', '47.09', '81.54'],
      total_cost: ['1000.00', '', ''],
    });
    const told = Object.fromEntries(summary.notices.map((one) => [one.code, one.en]));
    expect(told.notice_merged_labels).toContain('1 merged');
    expect(told.notice_merged_amounts).toContain('1 further');
  });

  test('of several tables, and tables in tables, the one with the best headings is read; the others are told', async () => {
    const path = sample(`<table><tr><td>菜单</td></tr></table>
      <table><tr><td><table><tr><th>case_id</th><th>dx</th></tr>${ROW(['A', 'I10'])}${ROW(['B', 'I11'])}</table></td></tr></table>
      <table>${ROW(['合计', '2'])}</table>`);
    const { table, summary } = await readCases([path]);
    expect(tableTexts(table)).toMatchObject({ case_id: ['A', 'B'], dx: ['I10', 'I11'] });
    expect(summary.notices.find((one) => one.code === 'notice_sheets_other')!.en).toContain('table 1');
  });

  test('a row of 20,000 cells is refused as too wide, and a colspan of a million is a thousand', async () => {
    const wide = sample(`<table>${ROW(new Array(20_000).fill(''))}</table>`);
    const error = (await readCases([wide]).catch((cause: unknown) => cause)) as EngineError;
    expect(error.code).toBe('sheet_too_wide');
    expect(error.text('zh')).toContain('16384 列');
    const spanned = sample(
      `<table><tr><td colspan=1000000>x</td></tr>${HEADINGS}${ROW(['A', 'b', 'I10', '', '1'])}</table>`,
    );
    expect((await readCases([spanned])).table.caseCount).toBe(1);
  });

  test('a profile separator joins the codes that stand on lines of one cell', async () => {
    const path = sample(`<table><tr><td>case_id<td>dx</tr><tr><td>A<td><p>I10</p><p>I11</p></tr></table>`);
    const profile = parseProfile({ list_separator: '/' }, 'profile.yaml');
    expect(tableTexts((await readCases([path], { profile })).table).dx).toEqual(['I10|I11']);
  });
});
