import { describe, expect, test } from 'vitest';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { embedJson, embedScript } from '../../src/report/html/html-text.js';
import { decodeModel, encodeModel } from '../../src/report/html/page-data.js';
import { renderBody } from '../../src/report/html/render-body.js';
import { htmlReport } from '../../src/report/html/write-html-report.js';
import { comparisonModel } from './model-fixture.js';

const model = comparisonModel();

/** The hospitals table with its first hospital renamed. */
function named(name: string): ResultTable {
  const [hospitals] = model.tables;
  const names = [name, ...(hospitals!.columns.hospital_name as string[]).slice(1)];
  return { ...hospitals!, columns: { ...hospitals!.columns, hospital_name: names } };
}

describe('report.html', () => {
  test('one file of less than 900 kB that names no address to fetch from', async () => {
    const html = await htmlReport(model, 'zh');
    expect(html.length).toBeLessThan(900_000);
    // Besides the namespaces of SVG, no address at all outside the script.
    const outside = html.replace(/<script>[\s\S]*<\/script>/, '');
    expect(outside).not.toMatch(/https?:\/\//);
    expect(outside).not.toMatch(/<(script|img|iframe|object|embed)[^>]+src=/);
    expect(html).toContain("default-src 'none'");
  });

  test('equal models give equal bytes', async () => {
    expect(await htmlReport(comparisonModel(), 'en')).toBe(await htmlReport(comparisonModel(), 'en'));
  });

  test('a hospital called </script><script>alert(1)</script> stays a name', async () => {
    const name = '</script><script>alert(1)</script><!--';
    const html = await htmlReport({ ...model, title: { zh: name, en: name }, tables: [named(name)] }, 'zh');
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toContain('<script>alert');
    expect(embedScript('a="</SCRIPT>";b="<!--"')).toBe('a="<\\/SCRIPT>";b="<\\!--"');
    expect(JSON.parse(embedJson({ name }))).toEqual({ name });
  });

  test('the text alone holds question, figures, change, caveat, hashes and trust marks, in both languages', () => {
    const zh = renderBody(model, { language: 'zh', unit: 'wan' });
    for (const text of [
      '费率降 3%、超支分担 60%，各级医院差多少？',
      '73,387.02',
      '−1,826.02 (−2.43%)',
      '测算结果，不作为清算依据',
      model.identity.inputHash,
      '文件',
      '预设',
      '自定',
      '第五条',
    ])
      expect(zh).toContain(text);
    const en = renderBody(model, { language: 'en', unit: 'yuan' });
    for (const text of ['733,870,222.59', 'An estimate, not a settlement', 'Document', 'Preset', 'Custom'])
      expect(en).toContain(text);
    expect(en).not.toContain('NaN');
  });

  test('missing numbers cross JSON as missing, never as 0', () => {
    const there = JSON.parse(JSON.stringify(encodeModel(model))) as ReturnType<typeof encodeModel>;
    expect(decodeModel(there)).toEqual(model);
    const cost = decodeModel(there).tables[0]!.columns.baseline_cost_margin as Float64Array;
    expect(cost[5]).toBeNaN();
  });
});
