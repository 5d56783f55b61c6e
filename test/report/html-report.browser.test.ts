import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { writeHtmlReport } from '../../src/report/html/write-html-report.js';
import { needsProgram, OUTSIDE_PROGRAM } from '../needs-program.js';
import { scrollFrames } from '../scroll-frames.js';
import { comparisonModel } from './model-fixture.js';

const program = needsProgram('chromium');
const DEPARTMENTS = 10_000;

describe.skipIf(program === undefined)('report.html in a browser', OUTSIDE_PROGRAM, () => {
  const folder = mkdtempSync(join(tmpdir(), 'drgdip-html-'));
  const shots = join(packageRoot(), 'test-output', 'report');
  const file = join(folder, 'report.html');
  const longFile = join(folder, 'long.html');
  const address = pathToFileURL(file).href;
  let browser: Browser;
  const complaints: string[] = [];

  async function open(hash: string, width = 1440, place = address): Promise<Page> {
    const context = await browser.newContext({
      offline: true,
      viewport: { width, height: 900 },
      acceptDownloads: true,
      bypassCSP: true,
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(`${place}#${hash}`);
    await page.waitForSelector('#margin-quadrant svg');
    return page;
  }

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    await writeHtmlReport(file, comparisonModel(), 'zh');
    await writeHtmlReport(longFile, comparisonModel(DEPARTMENTS), 'zh');
    browser = await chromium.launch({
      executablePath: program!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('its own security policy lets the script run and nothing else: no complaint without bypass', async () => {
    const page = await browser.newPage();
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    await page.goto(address);
    await page.waitForSelector('#fund-waterfall svg');
    const blocked = await page.evaluate(`
      const script = document.createElement('script');
      script.textContent = 'window.broken = true';
      document.body.append(script);
      window.broken === undefined`);
    expect(blocked).toBe(true);
    // The refusal of the script just tried is the only line.
    expect(heard.filter((line) => !line.includes('Content Security Policy'))).toEqual([]);
    await page.close();
  });

  for (const [language, theme, width] of [
    ['zh', 'light', 1440],
    ['zh', 'dark', 1024],
    ['en', 'light', 1024],
    ['en', 'dark', 1440],
  ] as const) {
    test(`${language}, ${theme}, ${width} px: charts drawn, axe finds nothing`, async () => {
      const page = await open(`lang=${language}&theme=${theme}`, width);
      for (const chart of ['hospital-change', 'fund-waterfall', 'margin-quadrant']) {
        expect(await page.locator(`#${chart} svg path`).count()).toBeGreaterThan(5);
      }
      await page.screenshot({ path: join(shots, `report-${language}-${theme}-${width}.png`), fullPage: true });
      await page.evaluate(`for (const details of document.querySelectorAll('details')) details.open = true`);
      await page.addScriptTag({ content: axe.source });
      const violations = await page.evaluate(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html)))`,
      );
      expect(violations).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await page.context().close();
    });
  }

  test('the language switch changes every text, and the address keeps the choice', async () => {
    const page = await open('lang=zh&theme=light');
    expect(await page.locator('h1').textContent()).toContain('费率降 3%');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('h1').textContent()).toContain('A 3% lower rate');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('#hospital-change h3').textContent()).toContain('6 hospitals up, 5 down');
    expect(page.url()).toContain('lang=en');
    // Only names of places and documents, which are data, may stay Chinese.
    const texts = await page.locator('h2, th button, [role=tab], .tools button').allTextContents();
    expect(texts.join(' ')).not.toMatch(/[\u4e00-\u9fff]/);
    await page.context().close();
  });

  test('元 instead of 万元: figures, charts and table move together', async () => {
    const page = await open('lang=zh&theme=light');
    await page.locator('[data-choice=unit-yuan]').click();
    expect(await page.locator('.figure .number').first().textContent()).toContain('733,870,222.59 元');
    expect(await page.locator('#fund-waterfall h3').textContent()).toContain('元');
    expect(await page.locator('#panel-hospitals tbody tr').first().textContent()).toContain('205,553,412.21');
    await page.context().close();
  });

  test('a chart’s data is one click away and says the same', async () => {
    const page = await open('lang=zh&theme=light');
    await page.locator('#hospital-change').getByRole('button', { name: '看数据' }).click();
    const rows = await page.locator('#hospital-change tbody tr').allTextContents();
    expect(rows).toHaveLength(12);
    expect(rows.at(-1)).toBe('示例市第一人民医院三级−883.27−4.1218,240');
    await page.context().close();
  });

  test('a header click sorts, a filter narrows, and the CSV is exactly what is seen', async () => {
    const page = await open('lang=zh&theme=light');
    const panel = page.locator('#panel-hospitals');
    await panel.locator('th[data-column=change_fund] button').click();
    expect(await panel.locator('th[data-column=change_fund]').getAttribute('aria-sort')).toBe('descending');
    expect(await panel.locator('tbody th').first().textContent()).toBe('H004');
    await panel.locator('input[type=search]').fill('一级');
    expect(await panel.locator('tbody tr').count()).toBe(3);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: '下载 CSV' }).click(),
    ]);
    const text = readFileSync((await download.path())!, 'utf8');
    expect(text.split('\n').slice(0, 3)).toEqual([
      '\ufeff医院编码,医院名称,级别,病例数,CMI,改革基金支付（万元）,基金支付变化（万元）,改革费用结余（万元）,费用结余变化（万元）',
      'H010,城关镇卫生院,一级,1510,0.5820,527.91,15.87,26.40,0.79',
      'H012,石桥社区卫生服务中心,一级,720,0.5205,220.83,8.94,-5.52,-0.22',
    ]);
    await page.context().close();
  });

  test('10,000 rows: a few dozen are in the document, the last is reached, the middle frame takes under 50 ms', async () => {
    const page = await open('lang=zh&theme=light&table=departments', 1440, pathToFileURL(longFile).href);
    const scroller = page.locator('#panel-departments .window');
    expect(await scroller.locator('tbody tr').count()).toBeLessThan(60);
    const frames = await scrollFrames(page, '#panel-departments .window');
    const indexes = await scroller
      .locator('tbody tr[aria-rowindex]')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))));
    expect(Math.max(...indexes)).toBe(DEPARTMENTS + 1);
    // The machine is shared: the middle frame is held to the bound, the longest only said.
    console.log(
      `frames while scrolling 10,000 rows: median ${frames[30]!.toPrecision(3)} ms, longest ${frames.at(-1)!.toPrecision(3)} ms`,
    );
    expect(frames[30]).toBeLessThan(50);
    await page.context().close();
  });

  test('tabs, buttons and headers are reached by keyboard, and focus is seen', async () => {
    const page = await open('lang=zh&theme=light');
    await page.locator('#tab-hospitals').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#tab-departments').getAttribute('aria-selected')).toBe('true');
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
    await page.context().close();
  });

  test('a hospital’s statement is chosen by name and adds up as printed', async () => {
    const page = await open('lang=zh&theme=light&unit=yuan');
    const panel = page.locator('#statements');
    await panel.locator('select').first().selectOption('H010');
    const cells = await panel.locator('tbody tr td:nth-child(4)').allTextContents();
    const fen = cells.map((cell) => Math.round(Number(cell.replaceAll(',', '').replace('−', '-')) * 100));
    // standard + patient's part = before clearing; before clearing + retention = fund.
    expect(fen[0]! + fen[1]!).toBe(fen[2]);
    expect(fen[2]! + fen[3]!).toBe(fen[4]);
    await page.context().close();
  });

  test('a picture of a chart carries title, date and caveat', async () => {
    const page = await open('lang=zh&theme=light');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#fund-waterfall').getByRole('button', { name: '存为 SVG' }).click(),
    ]);
    const svg = readFileSync((await download.path())!, 'utf8');
    const parsed = `new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').querySelector('parsererror')`;
    expect(await page.evaluate(`${parsed} === null`)).toBe(true);
    expect(svg).toContain('基金支付：由 75,213.04 到 73,387.02 万元');
    expect(svg).toContain('测算结果，不作为清算依据 · 数据截至（最后出院日） 2026-11-28 · chs-drg-2.0');
    const [image] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#fund-waterfall').getByRole('button', { name: '存为 PNG' }).click(),
    ]);
    const png = readFileSync((await image.path())!);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    writeFileSync(join(shots, 'fund-waterfall.png'), png);
    await page.context().close();
  });

  test('on A4 all tables stand, 40 rows each at most, charts fit, in light colours', async () => {
    const page = await open('lang=zh&theme=dark', 1440, pathToFileURL(longFile).href);
    await page.pdf({ path: join(shots, 'report-a4.pdf'), preferCSSPageSize: true });
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 704, height: 1000 });
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('.panel:visible').count()).toBe(7);
    expect(await page.locator('#panel-departments tbody tr').count()).toBe(40);
    expect(await page.locator('#panel-departments .printed-rows').textContent()).toContain('共 10000 行');
    const widths = await page
      .locator('.chart svg')
      .evaluateAll((charts) => charts.map((chart) => chart.getBoundingClientRect().right));
    expect(Math.max(...widths)).toBeLessThanOrEqual(704);
    await page.screenshot({ path: join(shots, 'report-print.png'), fullPage: true });
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    await page.context().close();
  });

  test('no console error, no page error, no request to anywhere in all of the above', () => {
    expect(complaints).toEqual([]);
  });
});
