import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needsProgram } from '../needs-program.js';
import { cleared, findings, type PageBrowser, pageBrowser } from './page-browser.js';
import { hospitalFile, type PageServer, pageServer } from './page-server.js';

const program = needsProgram('chromium');
const HAN = /[\u4e00-\u9fff]/;

/** What the page says in each language. */
const TOLD = {
  zh: {
    other: 'English',
    lost: /连不上本机服务。已填的内容都还在.*再试.*未能更新：下面仍是上一次的数字/s,
    lostShort: /连不上本机服务。已填的内容都还在/,
    retry: '再试一次',
    again: '再运行一次',
    runFull: '完整测算',
    cancel: '取消',
    seeResult: '看结果',
    cancelled: '已取消；参数未动，可再次运行。',
    failed: '测算失败：程序内部错误（编号 page-test）。请把编号和操作报告给维护者。',
    reset: '还原 费率（职工）',
    noPatches: '尚无改动',
    gone: (run: string) => `没有编号为“${run}”的结果`,
    ownGone: '请把病例文件再拖入一次',
    runGone: '可改看演示地区',
    showDemo: '改看演示地区',
    noLever: '链接里的“rate.valve”在此基线中不能调',
    crossed: /重叠或次序颠倒：后一段应从前一段的 to 开始/,
    empty: (file: string) => `“${file}”是空文件。请选择含病例的文件。`,
    kind: '.csv',
    unreadable: (file: string) => `浏览器读不出“${file}”`,
    more: (file: string) => `已取“${file}”，其余 1 份未读`,
    kept: (file: string) => `文件“${file}”还在，不必重新选择。`,
    columns: /测算失败：.+/,
  },
  en: {
    other: '中文',
    lost: /The server on this machine does not answer\. Nothing you set is lost.*try again\. Not updated: the figures below/s,
    lostShort: /The server on this machine does not answer\. Nothing you set is lost/,
    retry: 'Try again',
    again: 'Run again',
    runFull: 'Run in full',
    cancel: 'Cancel',
    seeResult: 'See the result',
    cancelled: 'Cancelled. Your settings are as they were; run again whenever you like.',
    failed: 'The run failed: internal error (reference page-test). Please report the reference and what was asked.',
    reset: 'Reset rate (employee)',
    noPatches: 'Nothing is changed yet',
    gone: (run: string) => `there is no run "${run}" (any more)`,
    ownGone: 'Drop the file once more',
    runGone: 'Look at the demo region, or run again',
    showDemo: 'Look at the demo region',
    noLever: 'The link sets "rate.valve", which this baseline has no lever for',
    crossed: /overlap or stand in the wrong order/,
    empty: (file: string) => `"${file}" is empty. Choose a file with cases.`,
    kind: 'files like "photo.png" are not taken',
    unreadable: (file: string) => `The browser cannot read "${file}"`,
    more: (file: string) => `"${file}" was taken, 1 others were not`,
    kept: (file: string) => `The file "${file}" is still here`,
    columns: /The run failed: .+/,
  },
} as const;

/** Numbers that are none or that the policy does not take, each with what is said of it. */
const WRONG = {
  zh: [
    ['九千', '“九千”不是数字'],
    ['0x10', '“0x10”不是数字'],
    ['1,23', '“1,23”不是数字'],
    ['1e4', '“1e4”不是数字'],
    ['', '请输入数字'],
    ['-1', '应大于 0'],
    ['0', '应大于 0'],
  ],
  en: [
    ['nine', '"nine" is no number'],
    ['0x10', '"0x10" is no number'],
    ['1,23', '"1,23" is no number'],
    ['1e4', '"1e4" is no number'],
    ['', 'Type a number'],
    ['-1', 'Must be above 0'],
    ['0', 'Must be above 0'],
  ],
} as const;

describe.skipIf(program === undefined)('what is wrong, on the page', { timeout: 150_000 }, () => {
  let server: PageServer;
  let browser: PageBrowser;
  const open = (hash = ''): Promise<Page> => browser.open(server.address, hash);
  const heard = (): string[] => browser.heard().filter((line) => !line.startsWith('Failed to load resource'));
  const hashOf = (page: Page): URLSearchParams => new URLSearchParams(new URL(page.url()).hash.slice(1));
  const patched = (page: Page): Promise<string | null> => page.locator('.patches').textContent();

  /** Where these stand on the screen, to the pixel; what is to keep its place is asked before and after. */
  const places = async (page: Page, ...selectors: readonly string[]): Promise<Record<string, readonly number[]>> =>
    Object.fromEntries(
      await Promise.all(
        selectors.map(async (selector) => {
          const box = (await page.locator(selector).first().boundingBox())!;
          return [selector, [Math.round(box.x), Math.round(box.y)]] as const;
        }),
      ),
    );
  const told = async (page: Page, selector: string, what: RegExp | string, language: 'zh' | 'en'): Promise<void> => {
    const node = page.locator(selector, { hasText: what }).first();
    await node.waitFor();
    const text = (await node.textContent())!.replaceAll(/“[^”]*”/g, '');
    if (language === 'zh') expect(text).toMatch(HAN);
    else expect(text).not.toMatch(HAN);
    // Nothing of the program's inside, and nothing that was not filled in.
    expect(text).not.toMatch(/\{\w+\}|undefined|\[object|GET \/|--\w/);
  };

  beforeAll(async () => {
    server = await pageServer();
    browser = await pageBrowser(program!);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const language of ['zh', 'en'] as const) {
    const says = TOLD[language];
    const field = '#lever-rate-value-employee';

    test(`${language}: a number typed wrong is told in its lever's place, stands until it is mended, and moves nothing`, async () => {
      const page = await open(`#lang=${language}`);
      await cleared(page);
      const near = [field, '#lever-rate-value-resident', '#lever-rate-value-resident-slider', '.right > .figures'];
      const before = await places(page, ...near);
      const figures = await page.locator('.right > .figures').textContent();
      for (const [typed, what] of WRONG[language]) {
        await page.locator(field).fill(typed);
        await page.locator(field).press('Enter');
        expect(await page.locator(`${field}-wrong`).textContent(), typed).toContain(what);
        expect(await page.locator(field).getAttribute('aria-invalid'), typed).toBe('true');
        expect(await places(page, ...near), typed).toEqual(before);
        expect(await patched(page), typed).toContain(says.noPatches);
      }
      expect(await page.locator('.right > .figures').textContent()).toBe(figures);

      // Another lever, and the other language: what was typed still stands with its word.
      await page.locator(field).fill('九千x');
      await page.locator(field).press('Enter');
      await page.locator('#lever-rate-value-resident').fill('９，０００');
      await page.locator('#lever-rate-value-resident').press('Enter');
      expect(await page.locator('#lever-rate-value-resident').inputValue()).toBe('9,000.00');
      await page.getByRole('button', { name: says.other, exact: true }).click();
      const otherSays = language === 'zh' ? '"九千x" is no number' : '“九千x”不是数字';
      await page.locator(`${field}-wrong`, { hasText: otherSays }).waitFor();
      expect(await page.locator(field).inputValue()).toBe('九千x');
      expect(await page.locator('#lever-rate-value-resident').inputValue()).toBe('9,000.00');
      await page.getByRole('button', { name: language === 'zh' ? '中文' : 'English', exact: true }).click();
      await page.getByRole('button', { name: says.reset }).click();
      expect(await page.locator(field).inputValue()).toBe('9,780.00');
      expect(await page.locator(`${field}-wrong`).textContent()).toBe('');

      // Edges that the policy owns are taken: a share of exactly 1, and a percent sign.
      await page.evaluate(`for (const details of document.querySelectorAll('.left details')) details.open = true`);
      const share = page.locator('[data-path="pools.employee.reserve"] input[type=text]');
      for (const [typed, shown] of [
        ['5%', '0.05'],
        ['0', '0.00'],
      ] as const) {
        await share.fill(typed);
        await share.press('Enter');
        expect(await share.inputValue(), typed).toBe(shown);
      }
      expect(await findings(page)).toEqual([]);
      await page.context().close();

      // The same from a link: the number stands in its field, told, and does not count; a lever that is none is named.
      const linked = await open(`#lang=${language}&set=rate.value.employee~abc!rate.value.resident~-5!rate.valve~1`);
      await cleared(linked);
      expect(await linked.locator(field).inputValue()).toBe('abc');
      expect(await linked.locator(`${field}-wrong`).textContent()).toContain(language === 'zh' ? '“abc”' : '"abc"');
      expect(await linked.locator('#lever-rate-value-resident-wrong').textContent()).toContain(
        language === 'zh' ? '应大于 0' : 'Must be above 0',
      );
      expect(await patched(linked)).toContain(says.noPatches);
      expect(await patched(linked)).toContain(says.noLever);
      await linked.context().close();
      expect(heard()).toEqual([]);
    });

    test(`${language}: numbers that no policy takes together are told beside the lever, by the server's word`, async () => {
      const page = await open(`#lang=${language}`);
      await cleared(page);
      await page.evaluate(`for (const details of document.querySelectorAll('.left details')) details.open = true`);
      const from = page.locator('[data-path="outliers.bands.low.to"] input[type=text]');
      const before = await places(page, '.right > .figures', '#hospital-change');
      // Low outliers up to 3.5 times the standard, high ones from 3.
      await from.fill('3.5');
      await from.press('Enter');
      await told(page, '[data-path="outliers.bands.low.to"] .wrong', says.crossed, language);
      expect(await from.inputValue()).toBe('3.50');
      expect(await places(page, '.right > .figures', '#hospital-change')).toEqual(before);
      await from.fill('0.5');
      await from.press('Enter');
      await cleared(page);
      expect(await page.locator('[data-path="outliers.bands.low.to"] .wrong').textContent()).toBe('');
      await page.context().close();
      expect(heard()).toEqual([]);
    });

    test(`${language}: a lost connection while a lever moves, while the language changes and while a run goes on`, async () => {
      const page = await open(`#lang=${language}`);
      await cleared(page);
      const near = ['.quick button', '.right > .figures', '#chart-tab-hospitals', '#hospital-change', '#run-full'];
      const before = await places(page, ...near);
      const figures = await page.locator('.right > .figures').textContent();
      await page.context().setOffline(true);
      await page.getByRole('button', { name: '−3%', exact: true }).click();
      await told(page, '.exactness .failure', says.lost, language);
      expect(await places(page, ...near)).toEqual(before);
      expect(await page.locator('.right > .figures').textContent()).toBe(figures);
      expect(await page.locator('.right > .figures').getAttribute('class')).toContain('not-final');
      expect(await page.locator(field).inputValue()).toBe('9,486.60');
      expect(await findings(page)).toEqual([]);

      // All that the room needs is here already: the other language works without the server, the question waits.
      await page.getByRole('button', { name: says.other, exact: true }).click();
      await page.locator('.exactness .failure', { hasText: TOLD[language === 'zh' ? 'en' : 'zh'].lostShort }).waitFor();
      expect(await page.locator(field).inputValue()).toBe('9,486.60');
      await page.getByRole('button', { name: language === 'zh' ? '中文' : 'English', exact: true }).click();
      await told(page, '.exactness .failure', says.lostShort, language);
      await page.context().setOffline(false);
      await page.getByRole('button', { name: says.retry }).click();
      await cleared(page);
      expect(await places(page, ...near)).toEqual(before);

      // A run goes on at the server while nobody hears of it; its watch is taken up again, nothing is submitted twice.
      server.hold = ({ kind }) => kind === 'simulate';
      await page.locator('#run-full').click();
      await page.locator('.full-run .progress', { hasText: '40%' }).waitFor();
      const submitted = hashOf(page).get('result');
      await page.context().setOffline(true);
      server.app.server.closeAllConnections();
      await told(page, '.full-run .failure', says.lostShort, language);
      expect(hashOf(page).get('result')).toBe(submitted);
      await page.context().setOffline(false);
      await page.locator('.full-run').getByRole('button', { name: says.retry }).click();
      await page.locator('.full-run .progress', { hasText: '40%' }).waitFor();
      const running = await places(page, ...near);
      server.hold = () => false;
      await page.locator('#result .figures .number').first().waitFor();
      await page.locator('.full-run').getByRole('button', { name: says.seeResult }).waitFor();
      expect(hashOf(page).get('result')).toBe(submitted);
      // What stood where the progress was keeps its height: nothing jumped when the run was done.
      await page.evaluate('window.scrollTo(0, 0)');
      expect(await places(page, ...near)).toEqual(running);
      await page.context().close();
      expect(heard()).toEqual([]);
    });

    test(`${language}: a run that fails and one that is cancelled leave levers and the earlier result as they were`, async () => {
      const page = await open(`#lang=${language}&set=rate.value.employee~9500`);
      await cleared(page);
      await page.locator('#run-full').click();
      await page.locator('#result .figures .number').first().waitFor();
      const earlier = hashOf(page).get('result');
      const shown = await page.locator('#result .figures').textContent();

      await page.locator(field).fill(language === 'zh' ? '9400' : '9300');
      await page.locator(field).press('Enter');
      await cleared(page);
      await page.evaluate('window.scrollTo(0, 0)');
      const near = ['#run-full', field, '.exactness'];
      const before = await places(page, ...near);
      server.fails = ({ kind }) => kind === 'simulate';
      await page.locator('#run-full').click();
      await told(page, '.full-run .failure', says.failed, language);
      expect(await places(page, ...near)).toEqual(before);
      expect(hashOf(page).get('result')).toBe(earlier);
      expect(await page.locator('#result .figures').textContent()).toBe(shown);
      expect(await page.locator('#run-full').isEnabled()).toBe(true);
      expect(await findings(page)).toEqual([]);

      server.fails = () => false;
      server.hold = ({ kind }) => kind === 'simulate';
      await page.locator('.full-run').getByRole('button', { name: says.again }).click();
      await page.locator('.full-run .progress', { hasText: '40%' }).waitFor();
      // Another language in the middle of a run does not lose it.
      await page.getByRole('button', { name: says.other, exact: true }).click();
      await page.locator('.full-run .progress', { hasText: '40%' }).waitFor();
      await page.getByRole('button', { name: language === 'zh' ? '中文' : 'English', exact: true }).click();
      await page.locator('.full-run .progress', { hasText: '40%' }).waitFor();
      await page.locator('.full-run').getByRole('button', { name: says.cancel }).click();
      await told(page, '.full-run .empty', says.cancelled, language);
      server.hold = () => false;
      expect(await page.locator(field).inputValue()).toBe(language === 'zh' ? '9,400.00' : '9,300.00');
      expect(await page.locator('#run-full').isEnabled()).toBe(true);
      expect(await places(page, ...near)).toEqual(before);
      await page.context().close();
      expect(heard()).toEqual([]);
    });

    test(`${language}: links to what is gone: the run of each room, a result, a sweep, a flow, a file's result`, async () => {
      const page = await open(`#lang=${language}&result=gone-1&sweep=gone-2&chart=sweep&set=rate.value.employee~9500`);
      await told(page, '#result .failure', says.gone('gone-1'), language);
      await told(page, '#chart-panel-sweep .failure', says.gone('gone-2'), language);
      await cleared(page);
      expect(await page.locator(field).inputValue()).toBe('9,500.00');
      expect([hashOf(page).has('result'), hashOf(page).has('sweep')]).toEqual([false, false]);
      await page.goto(`${server.address}/#lang=${language}&flow=gone-3&chart=flow`);
      await told(page, '#chart-panel-flow .failure', says.gone('gone-3'), language);
      await page.goto(`${server.address}/#room=hospital&lang=${language}&own=gone-4`);
      await told(page, '.hospital-result .failure', says.ownGone, language);
      expect(await page.locator('.drop').isVisible()).toBe(true);
      expect(hashOf(page).has('own')).toBe(false);
      for (const room of ['reform', 'clearing'] as const) {
        await page.goto(`${server.address}/#room=${room}&lang=${language}&run=gone-5&unit=yuan`);
        await told(page, '#main .empty', says.runGone, language);
        await page.getByRole('button', { name: says.showDemo }).click();
        await page.locator({ reform: '#hospital-change svg', clearing: '.foot-ok' }[room]).first().waitFor();
        expect(hashOf(page).get('unit')).toBe('yuan');
      }
      await page.context().close();
      expect(heard()).toEqual([]);
    });

    test(`${language}: files that cannot be read, and one that the server never got; the good result before them stays`, async () => {
      const page = await open(`#room=hospital&lang=${language}`);
      await page.locator('.drop').waitFor();
      const before = await places(page, '.drop', '#policy', '#weights');
      const bring = (name: string, text: string) =>
        page.setInputFiles('#file', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
      await page.setInputFiles('#file', hospitalFile(server, 'H3001'));
      await page.locator('#departments-margin svg').waitFor();
      const own = hashOf(page).get('own');
      const worst = await page.locator('#worst-groups tbody').textContent();
      for (const [name, text, what] of [
        ['空.csv', '', says.empty('空.csv')],
        ['photo.png', 'no cases', says.kind],
        ['other.csv', 'a,b\n1,2\n', says.columns],
      ] as const) {
        await bring(name, text);
        const node = page.locator('.wide > .full-run .failure', { hasText: what }).first();
        await node.waitFor();
        if (language === 'en') expect((await node.textContent())!.replace(/"[^"]*"/g, '')).not.toMatch(HAN);
        expect(await places(page, '.drop', '#policy', '#weights'), name).toEqual(before);
        expect(hashOf(page).get('own'), name).toBe(own);
        expect(await page.locator('#worst-groups tbody').textContent(), name).toBe(worst);
      }

      // A folder, or a file that was moved meanwhile, has a name and no content.
      await page.evaluate(`(() => {
        const file = new File(['x'], 'moved.csv');
        Object.defineProperty(file, 'slice', { value: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }) });
        const event = new Event('drop', { bubbles: true, cancelable: true });
        Object.defineProperty(event, 'dataTransfer', { value: { files: [file] } });
        document.querySelector('.drop').dispatchEvent(event);
      })()`);
      await told(page, '.wide > .full-run .failure', says.unreadable('moved.csv'), language);
      // Dropped beside its place a file must not take the browser away.
      const isStopped = await page.evaluate(`(() => {
        const event = new Event('drop', { bubbles: true, cancelable: true });
        document.querySelector('h1').dispatchEvent(event);
        return event.defaultPrevented;
      })()`);
      expect(isStopped).toBe(true);

      // The line is lost while a file goes: the file is still at hand, also in the other language, and goes when it is back.
      await page.context().setOffline(true);
      await page.setInputFiles('#file', hospitalFile(server, 'H2003'));
      await told(page, '.wide > .full-run .failure', says.lostShort, language);
      expect(await page.locator('.wide > .full-run').textContent()).toContain(says.kept('H2003.csv'));
      expect(await places(page, '.drop', '#policy', '#weights')).toEqual(before);
      await page.getByRole('button', { name: says.other, exact: true }).click();
      await page
        .locator('.wide > .full-run .failure', { hasText: TOLD[language === 'zh' ? 'en' : 'zh'].lostShort })
        .waitFor();
      await page.context().setOffline(false);
      await page
        .locator('.wide > .full-run')
        .getByRole('button', { name: TOLD[language === 'zh' ? 'en' : 'zh'].retry })
        .click();
      await expect.poll(() => hashOf(page).get('own'), { timeout: 50_000 }).not.toBe(own);
      await page.locator('.wide > .full-run:empty').waitFor({ state: 'attached' });
      expect(await page.locator('.reading dl').textContent()).toMatch(/[1-9]/);
      await page.context().close();
      expect(heard()).toEqual([]);
    });
  }
});
