// Installs what package-lock.json names when it is not installed yet, and builds when sources are newer than dist.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const isWindows = process.platform === 'win32';
function run(command, args) {
  const result = spawnSync(command, args, { stdio: 'inherit', shell: isWindows });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0);
}

const stamp = 'node_modules/.package-lock.json';
if (!existsSync(stamp) || statSync(stamp).mtimeMs < statSync('package-lock.json').mtimeMs) {
  // npm ci empties the folder first: behind a link that is another checkout's.
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      'drgdip: node_modules is a link, and what it leads to is older than package-lock.json: run npm ci there.',
    );
    process.exit(1);
  }
  console.error('drgdip: installing dependencies (npm ci) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
if (!process.argv.includes('--install-only')) {
  const built = 'dist/src/cli/main.js';
  const sources = Math.max(...['src', 'workers', 'tsconfig.json', '.ci/build.mjs'].map(newest));
  if (!existsSync(built) || statSync(built).mtimeMs < sources) {
    console.error('drgdip: building …');
    run(process.execPath, ['.ci/build.mjs']);
  }
}
