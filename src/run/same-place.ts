import { type BigIntStats, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

/**
 * Is `outer` the same file or folder as `inner`, or a folder that holds it? Asked of the paths as written and of what
 * they lead to through links, and of device and inode where both exist: one file can have several names.
 */
export function isOrHolds(outer: string, inner: string): boolean {
  const outers = namesOf(outer);
  const inners = namesOf(inner);
  if (inners.some((name) => outers.some((folder) => isWithin(name, folder)))) return true;
  return isSameFile(outer, inner);
}

const isWithin = (path: string, folder: string): boolean =>
  `${path}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** As written, with the links of its folder followed (a link itself can be replaced), and with all links followed. */
function namesOf(path: string): string[] {
  const target = resolve(path);
  return [target, join(realPlace(dirname(target)), basename(target)), realPlace(target)];
}

/** The path with the links of all that exists of it followed. */
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPlace(parent), basename(path));
  }
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map(placeOf);
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino && a.ino !== 0n;
}

/** undefined where nothing can be there: no such file, or a name longer than the file system takes. */
function placeOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
