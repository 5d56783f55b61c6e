import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { OPTION_ERRORS } from './run-errors.js';

/** Folders and files being written aside; removed when the process ends before they are in place. */
const unfinished = new Set<string>();
let isGuarded = false;

function guard(): void {
  if (isGuarded) return;
  isGuarded = true;
  process.on('exit', () => {
    for (const path of unfinished) rmSync(path, { recursive: true, force: true });
  });
}

/**
 * Writes a folder aside and puts it in its place at the end, so that nobody ever sees half of it. An earlier result of
 * ours is replaced; anything else that stands there is refused.
 * @throws output_not_ours, output_not_writable
 */
export async function writeFolderAside<Result>(
  folder: string,
  write: (aside: string) => Promise<Result>,
): Promise<Result> {
  const target = resolve(folder);
  if (existsSync(target) && readdirSync(target).length > 0 && !existsSync(join(target, 'manifest.json'))) {
    throw OPTION_ERRORS.output_not_ours({ folder });
  }
  return await aside(target, async (path) => {
    mkdirSync(path);
    return await write(path);
  });
}

/** Writes one file aside and renames it into place at the end. */
export async function writeFileAside<Result>(file: string, write: (aside: string) => Promise<Result>): Promise<Result> {
  return await aside(resolve(file), write);
}

async function aside<Result>(target: string, write: (path: string) => Promise<Result>): Promise<Result> {
  guard();
  // The ending is kept, because writers choose a format by it.
  const path = join(dirname(target), `.partial-${process.pid}-${target.slice(dirname(target).length + 1)}`);
  const old = `${path}.old`;
  unfinished.add(path);
  try {
    mkdirSync(dirname(target), { recursive: true });
    rmSync(path, { recursive: true, force: true });
    const result = await write(path);
    if (existsSync(target)) renameSync(target, old);
    renameSync(path, target);
    rmSync(old, { recursive: true, force: true });
    return result;
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    if (isFileSystemError(error))
      throw OPTION_ERRORS.output_not_writable({ path: target, reason: error.code }, { cause: error });
    throw error;
  } finally {
    unfinished.delete(path);
  }
}

function isFileSystemError(error: unknown): error is Error & { code: string } {
  const codes = ['EACCES', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EISDIR', 'ENAMETOOLONG'];
  return error instanceof Error && codes.includes(String((error as { code?: unknown }).code));
}
