import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { asideOf, clearLeftovers } from './clear-leftovers.js';
import { OPTION_ERRORS } from './run-errors.js';
import { isOrHolds } from './same-place.js';
import { keepUnfinished } from './unfinished-output.js';

/** What a folder of ours holds; one kind never replaces the other. Stands in its manifest where it is no result. */
export type FolderKind =
  | 'result'
  | 'synthetic region'
  | 'scheme comparison'
  | 'grouping quality'
  | 'dip catalogue'
  | 'sweep'
  | 'monitoring'
  | 'reconciliation'
  | 'forecast'
  | 'cost accounting'
  | 'consequences'
  | 'in-stay'
  | 'coding'
  | 'hospital'
  | 'data export';

/** What file managers leave behind, in any folder. */
const UNLISTED_ANYWHERE = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);
/** Files beside those a manifest lists: our own two. */
const UNLISTED = ['manifest.json', 'timings.json'];

/**
 * Writes a folder aside and puts it in its place at the end, so that nobody ever sees half of it. An earlier folder of
 * ours of the same kind is replaced; one that holds anything else is refused.
 * @throws output_not_ours, output_is_file, output_not_writable
 */
export async function writeFolderAside<Result>(
  folder: string,
  kind: FolderKind,
  write: (aside: string) => Promise<Result>,
): Promise<Result> {
  refuseFolder(folder, kind);
  return await aside(resolve(folder), async (path) => {
    mkdirSync(path);
    return await write(path);
  });
}

/**
 * Refuses a folder that a run may not or cannot write. Asked before any work is done: nobody waits for a refusal.
 * @throws output_not_ours, output_is_file, output_not_writable
 */
export function refuseFolder(folder: string, kind: FolderKind): void {
  const target = resolve(folder);
  refuseUnwritable(target);
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory()) throw OPTION_ERRORS.output_is_file({ folder });
  const names = readdirSync(target);
  if (names.length === 0) return;
  const ours = new Set([...UNLISTED, ...listedFiles(join(target, 'manifest.json'), kind)]);
  const foreign = foreignEntry(target, '', ours);
  if (foreign !== undefined) throw OPTION_ERRORS.output_not_ours({ folder, found: foreign });
  if (!names.includes('manifest.json')) throw OPTION_ERRORS.output_not_ours({ folder, found: names[0]! });
}

/**
 * Path of the first entry that is not ours, `/` between folders. A folder is looked into where something listed lies
 * below it; any other folder, and a link, is not ours.
 */
function foreignEntry(target: string, within: string, ours: ReadonlySet<string>): string | undefined {
  for (const entry of readdirSync(join(target, within), { withFileTypes: true })) {
    const path = within + entry.name;
    const isOurFolder = entry.isDirectory() && [...ours].some((name) => name.startsWith(`${path}/`));
    if (isOurFolder) {
      const foreign = foreignEntry(target, `${path}/`, ours);
      if (foreign !== undefined) return foreign;
    } else if (!ours.has(path) && !UNLISTED_ANYWHERE.has(entry.name)) return path;
  }
  return undefined;
}

/** Names of the files that a manifest of ours lists; none where it is not ours or of another kind. */
function listedFiles(path: string, kind: FolderKind): string[] {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { tool?: unknown; kind?: unknown; files?: object };
    if (manifest.tool !== 'drgdip' || (manifest.kind ?? 'result') !== kind) return [];
    return Object.keys(manifest.files ?? {});
  } catch {
    return [];
  }
}

/**
 * Refuses an output that would replace a file the run reads: the file itself, or a folder that holds it, by whatever
 * name or link.
 * @throws output_is_input
 */
export function refuseInputAsOutput(output: string, inputs: readonly (string | undefined)[]): void {
  const input = inputs.find((path) => path !== undefined && isOrHolds(output, path));
  if (input !== undefined) throw OPTION_ERRORS.output_is_input({ output, input });
}

/**
 * Writes one file aside and renames it into place at the end.
 * @throws output_is_folder, output_not_writable
 */
export async function writeFileAside<Result>(file: string, write: (aside: string) => Promise<Result>): Promise<Result> {
  refuseFile(file);
  return await aside(resolve(file), write);
}

/**
 * Refuses a file that a run cannot write. Asked before any work is done.
 * @throws output_is_folder, output_is_device, output_not_writable
 */
export function refuseFile(file: string): void {
  refuseUnwritable(resolve(file));
  if (/[\\/]$/.test(file) || (existsSync(file) && statSync(file).isDirectory())) {
    throw OPTION_ERRORS.output_is_folder({ file: file.replace(/[\\/]+$/, '') });
  }
  // A file put in the place of a pipe or a device would take it away from everybody else.
  if (existsSync(file) && !statSync(file).isFile()) throw OPTION_ERRORS.output_is_device({ file });
}

/** Is the nearest folder that exists a folder, and open for writing? */
function refuseUnwritable(target: string): void {
  let place = dirname(target);
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  try {
    if (!statSync(place).isDirectory()) throw OPTION_ERRORS.output_not_writable({ path: target, reason: 'ENOTDIR' });
    accessSync(place, constants.W_OK);
    // A name that the file system does not take is refused now, with the longer one under which it is written aside.
    statSync(asideOf(target), { throwIfNoEntry: false });
  } catch (error) {
    throw isFileSystemError(error, target) ? notWritable(target, error) : error;
  }
}

const notWritable = (path: string, error: Error & { code: string }): Error =>
  OPTION_ERRORS.output_not_writable({ path, reason: error.code }, { cause: error });

async function aside<Result>(target: string, write: (path: string) => Promise<Result>): Promise<Result> {
  const path = asideOf(target);
  const release = keepUnfinished(path);
  try {
    mkdirSync(dirname(target), { recursive: true });
    clearLeftovers(target);
    rmSync(path, { recursive: true, force: true });
    const result = await write(path);
    putInPlace(path, target);
    return result;
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw isFileSystemError(error, target) ? notWritable(target, error) : error;
  } finally {
    release();
  }
}

/** Renames; what stood there is set aside first, comes back if the renaming fails, and is removed at the end. */
function putInPlace(path: string, target: string): void {
  const old = `${path}.old`;
  if (!existsSync(target)) {
    renameSync(path, target);
    return;
  }
  renameSync(target, old);
  try {
    renameSync(path, target);
  } catch (error) {
    renameSync(old, target);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** A refusal of the file system at the target or beside it; one elsewhere is another matter. */
function isFileSystemError(error: unknown, target: string): error is Error & { code: string } {
  const codes = [
    'EACCES',
    'EROFS',
    'ENOSPC',
    'ENOTDIR',
    'EPERM',
    'EISDIR',
    'EEXIST',
    'ENAMETOOLONG',
    'ENOENT',
    'EDQUOT',
  ];
  if (!(error instanceof Error) || !codes.includes(String((error as { code?: unknown }).code))) return false;
  const { path } = error as { path?: unknown };
  return typeof path !== 'string' || path.startsWith(dirname(target)) || target.startsWith(path);
}
