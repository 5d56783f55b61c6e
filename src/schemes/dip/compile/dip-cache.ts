import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compareCodePoints } from '../../../kernel/compare-code-points.js';
import { schemeFolder } from '../../list-schemes.js';
import { cacheFolder, readCachedScheme } from '../../scheme-cache.js';
import { type CompiledDip, compiledDipOf } from './compiled-dip.js';
import { DIP_FORM } from './dip-sections.js';

/** Ending of compiled catalogues in the cache folder. */
const DIP_FILES = '.dip';

/** Where the compiled form of a DIP folder is kept: named by the folder and by the bytes of all files it is read from. */
export function dipCacheFile(folder: string): string {
  return join(cacheFolder(), `${basename(folder)}-${sourceKey(folder, 0).slice(0, 32)}${DIP_FILES}`);
}

/** The compiled catalogue of a folder if the cache holds it for exactly these files. */
export function cachedDip(folder: string): CompiledDip | undefined {
  const cached = readCachedScheme(dipCacheFile(folder), DIP_FORM);
  return cached === undefined ? undefined : compiledDipOf(cached);
}

/** Bases of bases; what leads in a circle is refused by the loader. */
const DEEPEST = 8;

function sourceKey(folder: string, depth: number): string {
  const hash = createHash('sha256').update(`drgdip-dip-buffer/${DIP_FORM.version}\n`);
  const own = (readdirSync(folder, { recursive: true }) as string[])
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(yaml|txt|csv|tsv)$/.test(file))
    .sort(compareCodePoints);
  const header = readFileSync(join(folder, 'scheme.yaml'), 'utf8');
  const outside = [...header.matchAll(/:\s*['"]?(\.\.\/[^\s'"#,}]+)/g)].map((match) => match[1]!);
  for (const file of [...own, ...outside]) {
    const path = join(folder, file);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue;
    const bytes = readFileSync(path);
    hash.update(`${file} ${bytes.byteLength}\n`).update(bytes);
  }
  const base = baseFolder(folder, header);
  if (base !== undefined && depth < DEEPEST) hash.update(`base ${sourceKey(base, depth + 1)}\n`);
  return hash.digest('hex');
}

/** Folder of the catalogue that another is based on: beside it, or a scheme by name. */
function baseFolder(folder: string, header: string): string | undefined {
  const stated = /^base:[ \t]*(?:'([^']+)'|"([^"]+)"|([^\s#][^#\r\n]*?))[ \t]*(?:#.*)?\r?$/m.exec(header);
  const base = stated?.[1] ?? stated?.[2] ?? stated?.[3];
  if (base === undefined) return undefined;
  const beside = join(dirname(folder), base);
  return existsSync(join(beside, 'scheme.yaml')) ? beside : schemeFolder(base);
}
