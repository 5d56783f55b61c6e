import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { bundlePage } from '../report/html/bundle-page.js';

const BUILT = new URL('./web-script.js', import.meta.url);
const SOURCE = new URL('./web/main.ts', import.meta.url);

let script: Promise<string> | undefined;

/** The script of the page at `/`: built beside this file, or bundled now when running from sources. */
export function pageScript(): Promise<string> {
  script ??= existsSync(BUILT) ? readFile(BUILT, 'utf8') : bundlePage(SOURCE);
  return script;
}
