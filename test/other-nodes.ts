import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Programs of other versions of Node that DRGDIP_NODES names (`:` between). */
export function namedNodes(): readonly string[] {
  return (process.env.DRGDIP_NODES ?? '').split(':').filter((path) => path !== '' && existsSync(path));
}

/** Installs a version of Node that npm brings; undefined, with the reason printed, where it does not. */
export function installedNode(version: number, folder: string): string | undefined {
  const place = join(folder, `node-${version}`);
  mkdirSync(place);
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '--silent', `node@${version}`], {
    cwd: place,
    timeout: 300_000,
  });
  const path = join(place, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(path)) return path;
  console.log(`skipped: Node ${version} does not install here`);
  return undefined;
}

/** The first part of the version of a Node program; NaN where it does not start. */
export function majorOf(node: string): number {
  const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
  return Number.parseInt(stdout, 10);
}
