import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareCodePoints } from '../../kernel/compare-code-points.js';
import { packageRoot } from '../../kernel/package-root.js';

const NAME = /^[a-z0-9-]+$/;
const ENDING = '.yaml';

const folder = (): string => join(packageRoot(), 'examples', 'profiles');

/** Names of the import profiles that come with the package. */
export function shippedProfileNames(): string[] {
  if (!existsSync(folder())) return [];
  const files = readdirSync(folder()).filter((file) => file.endsWith(ENDING));
  return files.map((file) => file.slice(0, -ENDING.length)).sort(compareCodePoints);
}

/** The file of a shipped profile; undefined for any other name. */
export function shippedProfilePath(name: string): string | undefined {
  if (!NAME.test(name)) return undefined;
  const path = join(folder(), name + ENDING);
  return existsSync(path) ? path : undefined;
}
