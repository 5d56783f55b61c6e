import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

const BUILT = new URL('./report-page.js', import.meta.url);
const SOURCE = new URL('../page/main.ts', import.meta.url);

let script: Promise<string> | undefined;

/** The report page's script with ECharts: built beside this file, or bundled now when running from sources. */
export function pageScript(): Promise<string> {
  script ??= existsSync(BUILT)
    ? readFile(BUILT, 'utf8')
    : import('./bundle-page.js').then(({ bundlePage }) => bundlePage(SOURCE));
  return script;
}
