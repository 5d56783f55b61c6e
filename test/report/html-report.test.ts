import { describe, expect, test } from 'vitest';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { embedJson, embedScript } from '../../src/report/html/html-text.js';
import { decodeModel, encodeModel } from '../../src/report/html/page-data.js';
import { identityLines, renderBody, renderFigures, schemeNames } from '../../src/report/html/render-body.js';
import { renderParameters } from '../../src/report/html/render-parameters.js';
import { htmlReport } from '../../src/report/html/write-html-report.js';
import { isGainWhenMore } from '../../src/report/report-cell.js';
import { sourceBeside } from '../../src/report/report-model.js';
import { column, comparisonModel } from './model-fixture.js';

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

  test('a change that is neither gain nor loss wears no colour of one, whichever its sign; others do', () => {
    const of = (change: number, changeIs?: 'neutral') =>
      renderFigures(
        { figures: [{ ...model.figures[0]!, change, ...(changeIs === undefined ? {} : { changeIs }) }] },
        { language: 'zh', unit: 'wan' },
      ).match(/class="change (\w+)"/)?.[1];
    expect([of(-1, 'neutral'), of(1, 'neutral'), of(0, 'neutral')]).toEqual(['neutral', 'neutral', 'same']);
    expect([of(-1), of(1), of(0)]).toEqual(['loss', 'gain', 'same']);
    const names = ['change_income', 'change_charge_margin', 'change_balance', 'change_fund', 'change_patient', 'fund'];
    expect(names.filter((name) => isGainWhenMore(column(name, 'money', name, name)))).toEqual(names.slice(0, 3));
  });

  test('beside a changed value stands the source of the reform, beside the others that of the policy', () => {
    const [rate, ...others] = model.parameters;
    const reformSource = { document: '改革文件', article: '第九条', trust: 'press' } as const;
    const html = renderParameters([{ ...rate!, reformSource }, ...others], 'zh');
    expect(html).toContain('改革文件 · 第九条');
    expect(html).not.toContain('第五条');
    expect(html).toContain('全国技术规范');
    expect(sourceBeside({ ...others[1]!, reformSource })).toEqual(others[1]!.source);
  });

  test('the foot names the scheme of the reform where it is another', () => {
    const reformScheme = { id: 'chs-drg-3.0', hash: 'abc' };
    const two = { ...model.identity, reformScheme };
    expect(
      identityLines(two, 'zh')
        .slice(0, 4)
        .map(([name]) => name),
    ).toEqual(['分组方案', '分组方案校验', '改革分组方案', '改革分组方案校验']);
    expect([schemeNames(two), schemeNames(model.identity)]).toEqual(['chs-drg-2.0 → chs-drg-3.0', 'chs-drg-2.0']);
    expect(identityLines(model.identity, 'zh').map(([name]) => name)).not.toContain('改革分组方案');
  });

  test('missing numbers cross JSON as missing, never as 0', () => {
    const there = JSON.parse(JSON.stringify(encodeModel(model))) as ReturnType<typeof encodeModel>;
    expect(decodeModel(there)).toEqual(model);
    const cost = decodeModel(there).tables[0]!.columns.baseline_cost_margin as Float64Array;
    expect(cost[5]).toBeNaN();
  });
});
