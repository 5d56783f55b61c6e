import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtModule } from '../built-program.js';
import { temporaryFolder } from '../temporary-folder.js';
import { contentOf } from './killed-commands.js';

const folder = temporaryFolder();
const main = new URL(builtModule('src/cli/main.js')).pathname;

/**
 * Programs named by DRGDIP_NODES (`:` between), and with the long form those that npm brings: Node 20, 22 and 24, in a
 * folder of their own.
 */
function programs(): readonly string[] {
  const named = (process.env.DRGDIP_NODES ?? '').split(':').filter((path) => path !== '');
  if (process.env.DRGDIP_STRESS_DETERMINISM === undefined) return [process.execPath, ...named];
  const brought = [20, 22, 24].flatMap((version) => {
    const place = join(folder, `node-${version}`);
    mkdirSync(place);
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent', `node@${version}`], {
      cwd: place,
      timeout: 300_000,
    });
    const path = join(place, 'node_modules', 'node', 'bin', 'node');
    if (!existsSync(path)) console.log(`skipped: Node ${version} does not install here`);
    return existsSync(path) ? [path] : [];
  });
  return [process.execPath, ...named, ...brought];
}

test('a demo has the same bytes under every Node, and with the clock of another year', () => {
  // `Date` of another year: results carry no moment, and timings.json is not compared.
  const clock =
    'const D=Date;globalThis.Date=class extends D{constructor(...a){a.length?super(...a):super(D.now()+1e11)}};';
  const clocked = ['--import', `data:text/javascript,${encodeURIComponent(clock)}`];
  const runs = [
    ...programs().map((path) => ({ path, options: [] as string[] })),
    { path: process.execPath, options: clocked },
  ];
  const contents = runs.map(({ path, options }, i) => {
    const out = join(folder, `demo-${i}`);
    const args = ['demo', '--cases', '1000', '--seed', '5', '--workers', '0', '--quiet', '--lang', 'en', '--out', out];
    const result = spawnSync(path, [...options, main, ...args], { encoding: 'utf8', timeout: 300_000 });
    expect(result.status, result.stderr).toBe(0);
    return contentOf(out);
  });
  console.log(`determinism: ${runs.length} runs, Node ${process.version} among them`);
  expect(existsSync(join(folder, 'demo-0', 'fund.csv'))).toBe(true);
  expect(readFileSync(join(folder, 'demo-0', 'fund.csv'), 'utf8').length).toBeGreaterThan(100);
  expect(new Set(contents).size).toBe(1);
}, 1_200_000);
