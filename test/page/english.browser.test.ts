import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsProgram } from '../needs-program.js';
import { cleared, type PageBrowser, pageBrowser } from './page-browser.js';
import { hospitalFile, type PageServer, pageServer } from './page-server.js';

const program = needsProgram('chromium');

/** A text with a Han character on the page: where it stands, and whether it is marked as Chinese. */
interface Found {
  readonly place: string;
  readonly text: string;
  readonly isMarked: boolean;
}

/**
 * Texts and names of controls with a Han character. In sight or not, but of what is on the page: whatever a reader may
 * open without the server. The button that changes to Chinese is called 中文 in every language.
 */
const FIND = `(() => {
  const HAN = /[\\u4e00-\\u9fff]/;
  const found = [];
  const add = (node, place, text) => {
    if (!HAN.test(text) || node.closest('[data-choice=language-zh]')) return;
    found.push({ place, text, isMarked: node.closest('[lang|=zh]') !== null });
  };
  const placeOf = (node) => {
    const cell = node.closest('td, th');
    const table = cell?.closest('.grid');
    if (table) return 'column ' + table.querySelectorAll('thead th')[[...cell.parentElement.children].indexOf(cell)].dataset.column;
    if (node.closest('svg')) return 'chart';
    if (node.closest('.chart, .card-head')) return 'chart words';
    if (node.closest('.tree')) return 'explanation';
    if (node.closest('option')) return 'choice';
    return node.closest('.plain') ? 'plain table' : 'page';
  };
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.tagName)) add(node, placeOf(node), walk.currentNode.data);
  }
  for (const node of document.querySelectorAll('*'))
    for (const name of ['title', 'aria-label', 'placeholder', 'alt', 'aria-valuetext'])
      add(node, placeOf(node) + '@' + name, node.getAttribute(name) ?? '');
  return found;
})()`;

/** Cells whose names are the data's own. */
const NAME_COLUMNS = /^column (hospital_name|group_name|department|from_name|to_name)(@title)?$/;

describe.skipIf(program === undefined)('the page in English', { timeout: 150_000 }, () => {
  let server: PageServer;
  let browser: PageBrowser;
  /** Names of hospitals, departments and groups, longest first: what may stay Chinese. */
  let names: readonly string[] = [];
  const open = (hash: string): Promise<Page> => browser.open(server.address, hash);

  const columnOf = async (table: string, column: string): Promise<readonly string[]> => {
    const answer = await server.app.inject({ url: `/v1/runs/demo/tables/${table}.json` });
    return answer.json<{ rows: readonly Record<string, string>[] }>().rows.map((row) => row[column] ?? '');
  };

  beforeAll(async () => {
    server = await pageServer();
    browser = await pageBrowser(program!);
    const all = await Promise.all([
      columnOf('hospitals', 'hospital_name'),
      columnOf('departments', 'department'),
      columnOf('groups', 'group_name'),
    ]);
    names = [...new Set(all.flat())].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** What is Chinese on the page and no name: nothing. */
  async function strangers(page: Page): Promise<string[]> {
    const found = (await page.evaluate(FIND)) as Found[];
    return found.flatMap(({ place, text, isMarked }) => {
      // Codes of diagnoses and groups stand with the scheme's own names in an explanation.
      if (place === 'explanation') return [];
      if (NAME_COLUMNS.test(place)) return isMarked ? [] : [`${place}, not marked as Chinese: ${text}`];
      const rest = names.reduce((left, name) => left.replaceAll(name, ''), text);
      return /[\u4e00-\u9fff]/.test(rest) ? [`${place}: ${text}`] : [];
    });
  }

  test('the reform room, its charts, sweep, flow, sources and full result: Chinese are names of hospitals, groups and departments alone', async () => {
    const page = await open('#lang=en&set=rate.value.employee~9500');
    await cleared(page);
    expect(names.length).toBeGreaterThan(100);
    await page.evaluate(`for (const details of document.querySelectorAll('.left details')) details.open = true`);
    expect(await strangers(page)).toEqual([]);
    for (const tab of ['fund', 'quadrant', 'levels'] as const) {
      await page.locator(`#chart-tab-${tab}`).click();
      await page.locator(`#chart-panel-${tab} svg`).waitFor();
      await page.locator(`#chart-panel-${tab}`).getByRole('button', { name: 'Show data' }).click();
      expect(await strangers(page), tab).toEqual([]);
    }
    await page.locator('#chart-tab-sweep').click();
    await page.locator('#chart-panel-sweep').getByRole('button', { name: 'Sweep' }).click();
    await page.locator('#sweep-0 svg').waitFor();
    expect(await strangers(page)).toEqual([]);
    await page.locator('#chart-tab-flow').click();
    await page.locator('#chart-panel-flow').getByRole('button', { name: 'Compare' }).click();
    await page.locator('#scheme-flow svg').waitFor();
    for (const tab of ['flows', 'reasons', 'rates', 'live_levels', 'live_fund'] as const) {
      await page.locator(`#tab-${tab}`).click();
      expect(await strangers(page), tab).toEqual([]);
    }
    await page.locator('#sources').click();
    await page.locator('dialog table').waitFor();
    const sources = await page.locator('dialog').textContent();
    expect(sources).toContain('the synthetic region');
    expect(sources).toContain('what is left is kept; of overruns up to 10 % the fund bears half');
    expect(await strangers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('#run-full').click();
    await page.locator('#result .figures .number').first().waitFor();
    const tabs = await page.locator('#result [role=tab]').all();
    expect(tabs.length).toBeGreaterThan(8);
    for (const tab of tabs) {
      await tab.click();
      expect(await strangers(page), (await tab.textContent())!).toEqual([]);
    }
    await page.context().close();
    expect(browser.heard()).toEqual([]);
  });

  test('the hospital room from the file to a case and patients in hospital, and the statement with every line', async () => {
    const page = await open('#room=hospital&lang=en');
    await page.locator('.drop').waitFor();
    expect(await strangers(page)).toEqual([]);
    await page.setInputFiles('#file', hospitalFile(server, 'H3001'));
    await page.locator('#departments-margin svg').waitFor();
    await page.locator('.quality [role=tab]').first().waitFor();
    // A department has both its names, so that a filter finds either.
    expect(await page.locator('#departments-margin svg').textContent()).toMatch(/Cardiology \(心血管内科\)/);
    for (const tab of await page.locator('.hospital-result [role=tab]').all()) {
      await tab.click();
      expect(await strangers(page), (await tab.textContent())!).toEqual([]);
    }
    await page.locator('#worst-groups tbody tr').first().getByRole('button').click();
    await page.locator('.cases table button').first().click();
    await page.locator('.price-steps').waitFor();
    // Chapters have English names in the explanation; names of groups stay the scheme's own.
    expect(await page.locator('.tree').textContent()).toContain('newborns and other perinatal conditions');
    await page.getByRole('button', { name: 'Show with 50 cases of this file' }).click();
    await page.locator('.in-stay > .scroll tbody tr').first().waitFor();
    expect(await strangers(page)).toEqual([]);

    await page.goto(`${server.address}/#room=clearing&lang=en`);
    await page.locator('.foot-ok').first().waitFor();
    await page.locator('.ledger-place input[type=checkbox]').click();
    expect(await page.locator('.ledger-place tbody tr').count()).toBeGreaterThan(8);
    expect(await page.locator('.ledger-place').textContent()).toContain('the synthetic region');
    expect(await strangers(page)).toEqual([]);
    await page.context().close();
    expect(browser.heard()).toEqual([]);
  });
});
