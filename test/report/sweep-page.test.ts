import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ResultTable } from '../../src/kernel/result-table.js';
import { writeChartPage } from '../../src/report/html/write-sweep-page.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();
const table: ResultTable = {
  schema: {
    name: 'sweep',
    version: 1,
    title: { zh: '参数扫描', en: 'Sweep' },
    columns: [{ name: 'point', type: 'count', label: { zh: '序号', en: 'point' } }],
  },
  rowCount: 1,
  columns: { point: Float64Array.of(1) },
};

test('a page of charts says that it is an estimate, of which policy, and lets a wide table be scrolled', async () => {
  const policy = { id: 'plan-<a>', title: { zh: '示例市 2026 年', en: 'Example City 2026' } };
  for (const [language, caveat, title] of [
    ['zh', '测算结果，不作为清算依据', '示例市 2026 年 · plan-&lt;a&gt;'],
    ['en', 'An estimate, not a settlement', 'Example City 2026 · plan-&lt;a&gt;'],
  ] as const) {
    const path = join(folder, `${language}.html`);
    await writeChartPage(path, table, [], language, policy);
    const html = readFileSync(path, 'utf8');
    expect(html).toContain(`<p>${title}</p>`);
    expect(html).toContain(`<p class="caveat">${caveat}</p>`);
    expect(html).toMatch(/\.wide\{overflow-x:auto/);
  }
});
