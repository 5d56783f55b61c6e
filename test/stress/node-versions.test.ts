import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtModule } from '../built-program.js';
import { installedNode, majorOf, namedNodes } from '../other-nodes.js';
import { temporaryFolder } from '../temporary-folder.js';
import { contentOf } from './killed-commands.js';

const folder = temporaryFolder();
const main = new URL(builtModule('src/cli/main.js')).pathname;

/**
 * Programs named by DRGDIP_NODES, and with the long form those that npm brings: Node 20, 22, 24 and 26, in a folder of
 * their own.
 */
function programs(): readonly string[] {
  const brought = process.env.DRGDIP_STRESS_DETERMINISM === undefined ? [] : [20, 22, 24, 26];
  const installed = brought.map((version) => installedNode(version, folder)).filter((path) => path !== undefined);
  return [process.execPath, ...namedNodes(), ...installed];
}

test('a demo has the same bytes under every Node, and with the clock of another year', () => {
  // `Date` of another year: results carry no moment, and timings.json is not compared.
  const clock =
    'const D=Date;globalThis.Date=class extends D{constructor(...a){a.length?super(...a):super(D.now()+1e11)}};';
  const clocked = ['--import', `data:text/javascript,${encodeURIComponent(clock)}`];
  const nodes = programs();
  const runs = [
    ...nodes.map((path) => ({ path, options: [] as string[] })),
    { path: process.execPath, options: clocked },
  ];
  const contents = runs.map(({ path, options }, i) => {
    const out = join(folder, `demo-${i}`);
    const args = ['demo', '--cases', '1000', '--seed', '5', '--workers', '0', '--quiet', '--lang', 'en', '--out', out];
    const result = spawnSync(path, [...options, main, ...args], { encoding: 'utf8', timeout: 300_000 });
    expect(result.status, result.stderr).toBe(0);
    return contentOf(out);
  });
  console.log(`determinism: ${runs.length} runs, of Node ${nodes.map(majorOf).join(', ')} and under another clock`);
  expect(existsSync(join(folder, 'demo-0', 'fund.csv'))).toBe(true);
  expect(readFileSync(join(folder, 'demo-0', 'fund.csv'), 'utf8').length).toBeGreaterThan(100);
  expect(new Set(contents).size).toBe(1);
}, 1_200_000);
