import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/kernel/package-root.js';
import { DARK_COLOURS } from '../../src/report/charts/chart-style.js';
import { needsProgram } from '../needs-program.js';
import { cleared, type PageBrowser, pageBrowser, SHOTS } from './page-browser.js';
import { hospitalFile, type PageServer, pageServer } from './page-server.js';

const program = needsProgram('chromium');
const PAPER_PIXELS = 672;
const writesPictures = process.env.DRGDIP_WRITE_PICTURE !== undefined;
/** With DRGDIP_WRITE_PICTURE the pictures of the README are made anew, of a region with hospitals of every size. */
const CASES = writesPictures ? 30_000 : 1_000;
const picture = (name: string): string =>
  writesPictures ? join(packageRoot(), 'docs', name) : join(SHOTS, `readme-${name}`);

describe.skipIf(program === undefined)('the page on paper', { timeout: 150_000 }, () => {
  let server: PageServer;
  let browser: PageBrowser;
  const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

  beforeAll(async () => {
    server = await pageServer(CASES);
    browser = await pageBrowser(program!);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('charts are as wide as A4 and in colours for white paper, tables have at most 40 rows and no gap; after it the screen is as before', async () => {
    const page = await browser.open(server.address, '#theme=dark&set=rate.value.employee~9500');
    await cleared(page);
    await page.locator('#run-full').click();
    await page.locator('#margin-quadrant svg').waitFor();
    await page.getByRole('tab', { name: '科室' }).click();
    const look = async () =>
      (await page.evaluate(`({
        widths: [...document.querySelectorAll('.chart svg')].filter((one) => one.checkVisibility()).map((one) => one.clientWidth),
        charts: [...document.querySelectorAll('.chart')].filter((one) => one.checkVisibility()).map((one) => one.innerHTML).join(''),
        rows: document.querySelectorAll('#panel-departments tbody tr[aria-rowindex]').length,
        spacers: document.querySelectorAll('#panel-departments .spacer').length,
      })`)) as { widths: number[]; charts: string; rows: number; spacers: number };
    const screen = await look();
    expect(screen.charts.includes(DARK_COLOURS.ink)).toBe(true);
    expect(screen.widths.every((width) => width > PAPER_PIXELS)).toBe(true);
    expect(screen.spacers).toBe(1);
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    const paper = await look();
    expect(paper.widths.length).toBeGreaterThanOrEqual(3);
    expect(paper.widths.every((width) => width === PAPER_PIXELS)).toBe(true);
    const left = Object.values(DARK_COLOURS)
      .flat()
      .filter((colour) => paper.charts.includes(colour));
    expect(left).toEqual([]);
    expect([paper.rows, paper.spacers]).toEqual([40, 0]);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    const after = await look();
    expect([after.widths, after.rows, after.spacers]).toEqual([screen.widths, screen.rows, screen.spacers]);
    expect(after.charts === screen.charts).toBe(true);
    // On paper stands what is in sight: the table of the tab chosen, not those behind others.
    const pdf = await page.pdf({ preferCSSPageSize: true });
    writeFileSync(join(SHOTS, 'reform-a4.pdf'), pdf);
    expect(pagesOf(pdf)).toBeLessThanOrEqual(6);
    await page.context().close();
    expect(browser.heard()).toEqual([]);
  });

  test('a hospital’s year is at most seven pages', async () => {
    const page = await browser.open(server.address, '#room=hospital');
    await page.locator('.drop').waitFor();
    await page.setInputFiles('#file', hospitalFile(server, 'H3001'));
    await page.locator('#departments-margin svg').waitFor();
    await page.locator('.quality [role=tab]').first().waitFor();
    const pdf = await page.pdf({ preferCSSPageSize: true });
    writeFileSync(join(SHOTS, 'hospital-a4.pdf'), pdf);
    expect(pagesOf(pdf)).toBeLessThanOrEqual(7);
    await page.context().close();
    expect(browser.heard()).toEqual([]);
  });

  test('the pictures of the README, the page with a lower rate and the report of the demo: no text is cut, none lies over another', async () => {
    const page = await browser.open(server.address);
    await page.getByRole('button', { name: '知道了，不再显示' }).click();
    await page.getByRole('button', { name: '−3%', exact: true }).click();
    await cleared(page);
    expect(await page.evaluate(CUT)).toEqual([]);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: picture('page.png'), clip: { x: 0, y: 0, width: 1440, height: 860 } });
    await page.context().close();

    const report = await browser.open(server.address, 'v1/runs/demo/report.html#lang=zh&theme=light', 1180);
    await report.locator('#margin-quadrant svg').waitFor();
    const card = (await report.locator('#hospital-change').boundingBox())!;
    // To the foot of the first chart: no row is cut.
    await report.setViewportSize({ width: 1180, height: Math.ceil(card.y + card.height + 16) });
    await report.locator('#hospital-change svg').waitFor();
    expect(await report.evaluate(CUT)).toEqual([]);
    await report.screenshot({ path: picture('report.png') });
    await report.context().close();
    expect(browser.heard()).toEqual([]);
  });
});

/** Texts of large figures and charts that are wider than their place or lie over one another. */
const CUT = `(() => {
  const found = [];
  for (const node of document.querySelectorAll('.figure, .figure .number, .card-head, .bar'))
    if (node.checkVisibility() && node.scrollWidth > node.clientWidth + 1) found.push('cut: ' + node.textContent);
  for (const svg of document.querySelectorAll('.chart svg')) {
    if (!svg.checkVisibility() || svg.closest('#margin-quadrant')) continue;
    const own = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('text')].map((node) => [node.textContent, node.getBoundingClientRect()]);
    for (const [text, box] of boxes) if (box.left < own.left - 1 || box.right > own.right + 1) found.push('outside: ' + text);
    for (const [k, [text, a]] of boxes.entries())
      for (const [other, b] of boxes.slice(k + 1))
        if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3) found.push(text + ' over ' + other);
  }
  return found;
})()`;
