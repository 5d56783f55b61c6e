import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsProgram, OUTSIDE_PROGRAM } from '../needs-program.js';
import { cleared, findings, type PageBrowser, pageBrowser, SHOTS } from './page-browser.js';
import { hospitalFile, type PageServer, pageServer } from './page-server.js';

const program = needsProgram('chromium');
const LARGEST_LOAD = 700_000;

describe.skipIf(program === undefined)('the page at /', OUTSIDE_PROGRAM, () => {
  let server: PageServer;
  let browser: PageBrowser;
  const open = (hash = '', width = 1440): Promise<Page> => browser.open(server.address, hash, width);
  const heard = (): string[] => browser.heard();

  beforeAll(async () => {
    server = await pageServer();
    browser = await pageBrowser(program!);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('the first load is at most 700 kB packed, from this server alone', async () => {
    let bytes = 0;
    for (const url of ['/', '/web/page.js', '/web/page.css']) {
      const answer = await server.app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
      expect(answer.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(answer.rawPayload).toString()).not.toMatch(/src="https?:|@import|url\(https?:/);
      bytes += answer.rawPayload.length;
    }
    console.log(`first load: ${bytes} bytes packed`);
    expect(bytes).toBeLessThanOrEqual(LARGEST_LOAD);
  });

  test('from the first page one click of three allowed lowers the rates and shows who loses; a copied link shows the same', async () => {
    const page = await open();
    let clicks = 0;
    const click = async (text: string): Promise<void> => {
      clicks += 1;
      await page.getByRole('button', { name: text, exact: true }).click();
    };
    await page.locator('#hospital-change svg').waitFor();
    expect(await page.locator('#hospital-change h3').textContent()).toContain('基线：各医院费用结余');
    await click('−3%');
    await cleared(page);
    expect(clicks).toBeLessThanOrEqual(3);
    const title = await page.locator('#hospital-change h3').textContent();
    expect(title).toMatch(/各医院收入的变化：\d+ 家为正，\d+ 家为负/);
    expect(await page.locator('.figure').nth(2).textContent()).toMatch(/受损医院[1-9]/);
    expect(await page.locator('.patches').textContent()).toContain('费率（职工） 9,780.00 → 9,486.60，−3.00%');
    await page.screenshot({ path: join(SHOTS, 'reform-zh-light-1440.png') });
    const again = await open(new URL(page.url()).hash);
    await cleared(again);
    expect(await again.locator('#hospital-change h3').textContent()).toBe(title);
    await page.context().close();
    await again.context().close();
    expect(heard()).toEqual([]);
  });

  test('figures move while a slider moves, grey until the year is cleared; the answer from cells takes part of a second', async () => {
    const page = await open();
    const slider = page.locator('#lever-rate-value-employee-slider');
    await slider.waitFor();
    const first = await page.locator('.figure .number').first().textContent();
    await slider.focus();
    const start = performance.now();
    for (let k = 0; k < 20; k++) await page.keyboard.press('ArrowLeft');
    await page.locator('.exactness', { hasText: '即时 · 清算前' }).waitFor();
    console.log(`twenty steps of a slider and the first figures: ${Math.round(performance.now() - start)} ms`);
    expect(await page.locator('.figures').getAttribute('class')).toContain('not-final');
    expect(await page.locator('.figure .number').first().textContent()).not.toBe(first);
    await cleared(page);
    expect(await page.locator('#lever-rate-value-employee').inputValue()).toBe('9,760.00');
    await page.getByRole('button', { name: '还原 费率（职工）' }).click();
    await page.locator('.patches .note').waitFor();
    await page.context().close();
    expect(heard()).toEqual([]);
  });

  test('a full run shows waterfall, quadrant and tables, and its fund is the live one to the fen; it can be cancelled', async () => {
    const page = await open('#lang=en&unit=yuan&set=rate.value.employee~9500');
    await cleared(page);
    const live = await page.locator('.right > .figures .number').first().textContent();
    server.hold = ({ kind }) => kind === 'simulate';
    await page.getByRole('button', { name: 'Run in full' }).click();
    await page.locator('.progress', { hasText: '40%' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.full-run .empty', { hasText: 'Cancelled' }).waitFor();
    server.hold = () => false;
    await page.getByRole('button', { name: 'Run in full' }).click();
    await page.locator('#fund-waterfall svg').waitFor();
    await page.locator('#margin-quadrant svg').waitFor();
    expect(await page.locator('#result .figures .number').first().textContent()).toBe(live);
    await page.getByRole('tab', { name: 'Departments' }).click();
    expect(await page.locator('#panel-departments tbody tr').count()).toBeGreaterThan(5);
    const csv = await page.locator('#result a', { hasText: 'CSV' }).getAttribute('href');
    expect((await server.app.inject({ url: csv! })).statusCode).toBe(200);
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: join(SHOTS, 'reform-en-full-1440.png'), fullPage: true });
    await page.context().close();
    expect(heard()).toEqual([]);
  });

  test('a hospital’s file: reading, departments, worst groups, a case as a tree, then what if, each by a visible link', async () => {
    const page = await open('#room=hospital');
    await page.locator('.drop').waitFor();
    await page.setInputFiles('#file', hospitalFile(server, 'H3001'));
    await page.locator('#departments-margin svg').waitFor();
    expect(await page.locator('.reading').textContent()).toMatch(/读到行数[1-9]\d*采用病例[1-9]\d*退回行数0/);
    const worst = page.locator('#worst-groups tbody tr');
    expect(await worst.count()).toBeLessThanOrEqual(10);
    expect(await worst.first().textContent()).toMatch(/−\d/);
    await worst.first().getByRole('button').click();
    await page.locator('.cases table button').first().click();
    expect(await page.locator('.tree').textContent()).toMatch(/主要诊断大类（MDC）.*疾病诊断相关组（DRG）/s);
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: join(SHOTS, 'hospital-zh-light-1440.png'), fullPage: true });
    await page.getByRole('link', { name: '如果改政策会怎样' }).click();
    await page.getByRole('button', { name: '−3%', exact: true }).click();
    await cleared(page);
    expect(await page.locator('#hospital-change h3').textContent()).toContain('0 家为正，1 家为负');
    await page.getByRole('link', { name: '清算单' }).click();
    await page.locator('.foot-ok').waitFor();
    await page.context().close();
    expect(heard()).toEqual([]);
  });

  test('a statement foots, folds its zero lines and prints on A4', async () => {
    const page = await open('#room=clearing&hospital=H2003&unit=yuan');
    await page.locator('.foot-ok').first().waitFor();
    expect(await page.locator('.foot-ok').count()).toBe(2);
    const lines = page.locator('.ledger-place tbody tr');
    const folded = await lines.count();
    expect(await page.locator('.ledger-place tbody tr.zero').count()).toBe(0);
    await page.locator('.ledger-place input[type=checkbox]').click();
    expect(await lines.count()).toBeGreaterThan(folded);
    await page.locator('.ledger-place input[type=checkbox]').click();
    expect(page.url()).toContain('hospital=H2003');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    writeFileSync(join(SHOTS, 'statement-a4.pdf'), pdf);
    // A4 in points, width × height.
    expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
    await page.context().close();
    expect(heard()).toEqual([]);
  });

  const everyFace = (['reform', 'hospital', 'clearing'] as const).flatMap((room) =>
    (['zh', 'en'] as const).flatMap((language) =>
      (['light', 'dark'] as const).map((theme) => ({ room, language, theme, width: theme === 'dark' ? 1024 : 1440 })),
    ),
  );
  for (const { room, language, theme, width } of everyFace) {
    test(`${room}, ${language}, ${theme}, ${width} px: axe finds nothing, nothing is wider than the window`, async () => {
      const page = await open(`#room=${room}&lang=${language}&theme=${theme}&set=rate.value.resident~9000`, width);
      await page
        .locator({ reform: '#hospital-change svg', hospital: '.drop', clearing: '.foot-ok' }[room])
        .first()
        .waitFor();
      if (room === 'reform') {
        await cleared(page);
        await page.evaluate(`for (const details of document.querySelectorAll('.lever-group')) details.open = true`);
      }
      expect(await findings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      if (language === 'en') {
        const texts = await page
          .locator('h1, h2, .lead, .bar button, .rail a, .tools button, label > span')
          .allTextContents();
        expect(texts.join(' ').replace('中文', '')).not.toMatch(/[\u4e00-\u9fff]/);
      }
      await page.screenshot({ path: join(SHOTS, `${room}-${language}-${theme}-${width}.png`) });
      await page.context().close();
      expect(heard()).toEqual([]);
    });
  }

  test('what is wrong is told where it belongs: a number, a lost connection, a run that is gone, files that cannot be read', async () => {
    const page = await open();
    const field = page.locator('#lever-rate-value-employee');
    await field.waitFor();
    for (const [typed, told] of [
      ['九千', '“九千”不是数字'],
      ['-1', '应大于 0'],
    ] as const) {
      await field.fill(typed);
      await field.press('Enter');
      expect(await page.locator('#lever-rate-value-employee-wrong').textContent()).toContain(told);
      expect(await page.locator('.patches').textContent()).toContain('尚无改动');
    }
    await field.fill('9,000');
    await field.press('Enter');
    await cleared(page);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: '−3%', exact: true }).click();
    await page.locator('.failure', { hasText: '连不上本机服务' }).waitFor();
    expect(await field.inputValue()).toBe('9,486.60');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '再试一次' }).click();
    await cleared(page);

    await page.goto(`${server.address}/#room=clearing&run=gone`);
    await page.reload();
    await page.getByRole('button', { name: '改看演示地区' }).click();
    await page.locator('.foot-ok').first().waitFor();

    await page.locator('[data-room=hospital]').click();
    await page.locator('.drop').waitFor();
    const bring = (name: string, text: string) =>
      page.setInputFiles('#file', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await bring('空.csv', '');
    await page.locator('.failure', { hasText: '“空.csv”是空文件' }).waitFor();
    await bring('photo.png', 'no cases');
    await page.locator('.failure', { hasText: '.csv' }).waitFor();
    await bring('other.csv', 'a,b\n1,2\n');
    await page.locator('.failure', { hasText: '测算失败' }).waitFor();
    await page.screenshot({ path: join(SHOTS, 'hospital-zh-failure.png') });
    await page.context().close();
    // The browser itself notes each answer that is no success; the page adds nothing.
    expect(heard().filter((line) => !line.startsWith('Failed to load resource'))).toEqual([]);
  });
});
