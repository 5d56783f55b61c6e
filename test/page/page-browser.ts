import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../src/kernel/package-root.js';

export interface PageBrowser {
  /** The page at a server's address in a window of its own; what it complains of is heard, and what it asks elsewhere. */
  readonly open: (address: string, hash?: string, width?: number) => Promise<Page>;
  /** Complaints since the last time. */
  readonly heard: () => string[];
  readonly close: () => Promise<void>;
}

/** Pictures and files that tests leave to be looked at. */
export const SHOTS = join(packageRoot(), 'test-output', 'page');

export async function pageBrowser(program: string): Promise<PageBrowser> {
  mkdirSync(SHOTS, { recursive: true });
  const browser = await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  let complaints: string[] = [];
  return {
    async open(address, hash = '', width = 1440) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      page.setDefaultTimeout(50_000);
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address))
          complaints.push(`request: ${request.url()}`);
      });
      await page.goto(`${address}/${hash}`);
      return page;
    },
    heard() {
      const all = complaints;
      complaints = [];
      return all;
    },
    close: () => browser.close(),
  };
}

/** Waits for the answer to what the levers say now: until it is there the figures of the one before stand, grey. */
export async function cleared(page: Page): Promise<void> {
  await page.locator('.figures:not(.not-final)').first().waitFor();
  await page.locator('.exactness', { hasText: /逐例计算，与完整测算一致|every case priced, equal/ }).waitFor();
}

/** What axe finds on the page as it stands. */
export async function findings(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  return (await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html)))`,
  )) as string[];
}
