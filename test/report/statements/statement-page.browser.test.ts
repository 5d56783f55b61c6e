import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { hospitalStatements } from '../../../src/report/statements/statement-book.js';
import { statementHtml } from '../../../src/report/statements/statement-html.js';
import { needsProgram, OUTSIDE_PROGRAM } from '../../needs-program.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { singleBook } from './statement-fixture.js';

const program = needsProgram('chromium');

describe.skipIf(program === undefined)('a hospital’s statement in a browser', OUTSIDE_PROGRAM, () => {
  const folder = temporaryFolder();
  const shots = join(packageRoot(), 'test-output', 'statements');
  const file = join(folder, 'H001.html');
  let browser: Browser;
  const complaints: string[] = [];

  async function open(hash: string, scripts: 'on' | 'off' = 'on', address = file, width = 1280): Promise<Page> {
    const context = await browser.newContext({
      offline: true,
      viewport: { width, height: 900 },
      javaScriptEnabled: scripts === 'on',
    });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(`${pathToFileURL(address).href}#${hash}`);
    return page;
  }

  beforeAll(async () => {
    mkdirSync(shots, { recursive: true });
    for (const statement of hospitalStatements(singleBook()).slice(0, 2)) {
      writeFileSync(
        statement.hospitalId === 'H001' ? file : join(folder, 'hostile.html'),
        statementHtml(statement, 'zh'),
      );
    }
    browser = await chromium.launch({
      executablePath: program!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
  });
  afterAll(() => browser?.close());

  const visible = (page: Page, selector: string) =>
    page
      .locator(selector)
      .evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility()).map((n) => n.textContent));

  for (const [language, theme, width] of [
    ['zh', 'light', 1280],
    ['en', 'dark', 1024],
    ['zh', 'dark', 700],
    ['en', 'light', 1280],
  ] as const) {
    test(`${language}, ${theme}, ${width} px: one language is seen, nothing runs off the page`, async () => {
      const page = await open(`lang=${language}&theme=${theme}`, 'on', file, width);
      expect(await visible(page, 'h1')).toEqual([
        language === 'zh'
          ? '示例市第一人民医院（H001） · 医保基金清算单'
          : '示例市第一人民医院 (H001) · Clearing statement of the fund',
      ]);
      expect(await page.locator('html').getAttribute('data-theme')).toBe(theme);
      await page.screenshot({ path: join(shots, `statement-${language}-${theme}-${width}.png`), fullPage: true });
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await page.context().close();
    });
  }

  test('axe finds nothing in both languages and themes', async () => {
    const context = await browser.newContext({
      offline: true,
      bypassCSP: true,
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    for (const hash of ['lang=zh&theme=light', 'lang=en&theme=dark']) {
      await page.goto(`${pathToFileURL(file).href}#${hash}`);
      await page.reload();
      await page.addScriptTag({ content: axe.source });
      const violations = await page.evaluate(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html)))`,
      );
      expect(violations, hash).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    }
    await context.close();
  });

  test('amounts as printed add up: terms of each section to its totals, sections to the whole', async () => {
    const page = await open('lang=zh');
    const rows = await page.locator('[data-language=zh] .ledger tbody tr').evaluateAll((nodes) =>
      nodes.map((node) => ({
        kind: node.className.split(' ')[0],
        first: node.firstElementChild!.textContent === '1',
        amount: node.children[3]!.querySelector('.yuan')!.textContent!,
      })),
    );
    expect(rows).toHaveLength(22);
    const fen = (text: string) => Math.round(Number(text.replaceAll(',', '').replace('−', '-')) * 100);
    let sum = 0;
    const totals: number[] = [];
    for (const { kind, first, amount } of rows) {
      if (first) sum = 0;
      if (kind === 'total') {
        expect(fen(amount)).toBe(sum);
        totals.push(sum);
      } else if (kind !== 'aside') sum += fen(amount);
    }
    const printed = await page.locator('[data-language=zh] .totals tbody td .yuan').allTextContents();
    expect(printed.map(fen)).toEqual([
      totals[0],
      totals[2],
      totals[0]! + totals[2]!,
      totals[1],
      totals[3],
      totals[1]! + totals[3]!,
    ]);
    await page.context().close();
  });

  test('unit, language, theme and zero lines are one click away, reached by keyboard, and kept in the address', async () => {
    const page = await open('lang=zh');
    await page.getByRole('button', { name: '万元' }).click();
    expect((await visible(page, '.ledger .total td:nth-child(4) span'))[0]).toBe('7.00');
    await page.getByRole('button', { name: 'English' }).focus();
    await page.keyboard.press('Enter');
    expect((await visible(page, 'h2'))[0]).toBe('Totals by insurance');
    expect(await page.title()).toContain('Clearing statement');
    // Focus stays on the same choice, which is another button now.
    expect(await page.evaluate('document.activeElement.value + document.activeElement.checkVisibility()')).toBe(
      'entrue',
    );
    const zero = page.locator('[data-language=en] .zero').first();
    expect(await zero.isVisible()).toBe(true);
    await page.getByLabel('Include zero lines').uncheck();
    expect(await zero.isVisible()).toBe(false);
    expect(new URL(page.url()).hash).toBe('#lang=en&unit=wan&theme=auto&zeros=hidden');
    await page.reload();
    expect(await page.getByLabel('Include zero lines').isChecked()).toBe(false);
    await page.context().close();
  });

  test('without scripts it reads whole in its own language, and shows no switch that does nothing', async () => {
    const page = await open('', 'off');
    expect(await page.locator('h1').first().isVisible()).toBe(true);
    expect(await page.locator('[data-language=zh] .ledger tbody tr').first().isVisible()).toBe(true);
    expect(await page.locator('.bar').first().isVisible()).toBe(false);
    expect(await page.locator('[data-language=en]').isVisible()).toBe(false);
    await page.context().close();
  });

  test('on A4 two insurance types stand on two pages at most, in light colours, nothing cut off', async () => {
    const page = await open('lang=zh&theme=dark');
    const path = join(shots, 'statement-a4.pdf');
    await page.pdf({ path, preferCSSPageSize: true });
    const pdf = readFileSync(path, 'latin1');
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)!.length).toBeLessThanOrEqual(2);
    // 210 × 297 mm in points.
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 704, height: 1000 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.bar').first().isVisible()).toBe(false);
    const cut = await page
      .locator('[data-language=zh] td, [data-language=zh] th')
      .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length);
    expect(cut).toBe(0);
    await page.screenshot({ path: join(shots, 'statement-print.png'), fullPage: true });
    await page.context().close();
  });

  test('an id or a name that looks like markup or a formula is text', async () => {
    const page = await open('lang=zh', 'on', join(folder, 'hostile.html'));
    expect(await visible(page, 'h1')).toEqual(['=HYPERLINK("http://example.invalid")（=1+1） · 医保基金清算单']);
    await page.context().close();
  });

  test('no console line, no page error, no request to anywhere in all of the above', () => {
    expect(complaints).toEqual([]);
  });
});
