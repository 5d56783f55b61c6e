import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compareCodePoints } from '../../../kernel/compare-code-points.js';
import { schemeFolder } from '../../list-schemes.js';
import { overlayBase } from '../../overlay/overlay-base.js';
import { cacheFolder, readCachedScheme } from '../../scheme-cache.js';
import { type CompiledDip, compiledDipOf } from './compiled-dip.js';
import { DIP_FORM } from './dip-sections.js';

/** Ending of compiled catalogues in the cache folder. */
const DIP_FILES = '.dip';

/** Where the compiled form of a DIP folder is kept: named by the folder and by the bytes of all files it is read from. */
export function dipCacheFile(folder: string): string {
  return join(cacheFolder(), `${basename(folder)}-${sourceKey(folder).slice(0, 32)}${DIP_FILES}`);
}

/** The compiled catalogue of a folder if the cache holds it for exactly these files. */
export function cachedDip(folder: string): CompiledDip | undefined {
  const cached = readCachedScheme(dipCacheFile(folder), DIP_FORM);
  return cached === undefined ? undefined : compiledDipOf(cached);
}

/** @throws scheme_base_circle */
function sourceKey(folder: string): string {
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
  const base = overlayBase(folder);
  if (base !== undefined) hash.update(`base ${sourceKey(schemeFolder(base))}\n`);
  return hash.digest('hex');
}
