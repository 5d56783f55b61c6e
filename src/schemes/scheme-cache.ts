import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { compareCodePoints } from '../kernel/hash.js';
import { isFile } from '../kernel/is-file.js';
import { type BufferForm, isIntactBuffer, SCHEME_BUFFER_VERSION } from './compile/scheme-buffer.js';
import { schemeFolder } from './list-schemes.js';
import { codeFilePath } from './load/code-file-path.js';
import { sharedListFiles } from './load/shared-list-files.js';
import { overlayBase } from './overlay/overlay-base.js';

/** Files of one form that are kept of a scheme; an editor of a scheme makes a new one with every save. */
const KEPT_FILES = 4;

/** Folder of compiled schemes: DRGDIP_CACHE, or the user's cache folder. */
export function cacheFolder(): string {
  const { DRGDIP_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (DRGDIP_CACHE !== undefined && DRGDIP_CACHE !== '') return DRGDIP_CACHE;
  if (process.platform === 'win32' && LOCALAPPDATA !== undefined) return join(LOCALAPPDATA, 'drgdip', 'cache');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'drgdip');
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'drgdip');
}

/**
 * Where a form of a scheme folder is kept: named by the scheme and by the bytes of all its files.
 * @param form  ending of the file: ".scheme" compiled, others as their makers say
 */
export function cacheFile(folder: string, form: string): string {
  return join(cacheFolder(), `${basename(folder)}-${sourceKey(folder).slice(0, 32)}${form}`);
}

/** SHA-256 over the bytes of every file a scheme is read from, its base's too, and over the version of the compiled form. */
export function sourceKey(folder: string): string {
  const hash = createHash('sha256').update(`drgdip-scheme-buffer/${SCHEME_BUFFER_VERSION}\n`);
  const own = (readdirSync(folder, { recursive: true }) as string[]).filter(
    (file) => isSchemeFile(file) && isFile(join(folder, file)),
  );
  const files = [...own.map((file) => file.replaceAll('\\', '/')).sort(compareCodePoints), ...outsideFiles(folder)];
  for (const file of files) {
    const bytes = readFileSync(codeFilePath(folder, file));
    hash.update(`${file} ${bytes.byteLength}\n`).update(bytes);
  }
  const base = overlayBase(folder);
  if (base !== undefined) hash.update(`base ${sourceKey(schemeFolder(base))}\n`);
  return hash.digest('hex');
}

/** Witnesses prove a scheme and are no part of it; entries of DIP catalogues are CSV files. */
const isSchemeFile = (file: string) => /\.(yaml|txt|csv)$/.test(file) && !/(^|[\\/])witnesses\.csv$/.test(file);

/** Code files and shared lists that scheme.yaml takes from beside its folder. */
function outsideFiles(folder: string): string[] {
  const header = readFileSync(join(folder, 'scheme.yaml'), 'utf8');
  const files = [...header.matchAll(/^\s+(?:diagnoses|procedures|valid_procedures):\s*['"]?(\.\.\/[^\s'"]+)/gm)];
  const shared = /^shared_lists:\s*['"]?(\.\.\/[^\s'"]+)/m.exec(header)?.[1];
  const lists = shared === undefined ? [] : (sharedListFiles(folder, shared) ?? []).map((file) => `${shared}/${file}`);
  return [...files.map((match) => match[1]!), ...lists].filter((file) => isFile(codeFilePath(folder, file)));
}

/** The buffer of an intact cache file of this form and version; undefined for anything else. */
export function readCachedScheme(file: string, form?: BufferForm): SharedArrayBuffer | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  if (!isIntactBuffer(bytes, form)) return undefined;
  const buffer = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

/** Written aside and renamed, so that a reader never meets half a file. Failing to write is no failure. */
export function writeCachedScheme(file: string, schemeName: string, buffer: SharedArrayBuffer): void {
  const aside = `${file}.tmp-${process.pid}-${threadId}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Copied, because file writing takes no shared memory.
    writeFileSync(aside, new Uint8Array(buffer).slice());
    renameSync(aside, file);
    removeOldest(dirname(file), schemeName, extname(file));
  } catch {
    removeQuietly(aside);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself cannot be reached; then there is nothing to remove.
  }
}

function removeOldest(folder: string, schemeName: string, form: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.startsWith(`${schemeName}-`) && name.endsWith(form))
    .map((name) => ({ path: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time || compareCodePoints(a.path, b.path));
  for (const old of files.slice(KEPT_FILES)) rmSync(old.path, { force: true });
}
