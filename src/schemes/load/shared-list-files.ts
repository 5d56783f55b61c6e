import { readdirSync, statSync } from 'node:fs';
import { compareCodePoints } from '../../kernel/hash.js';
import { codeFilePath } from './code-file-path.js';

/** The YAML files of a folder of shared lists, in code-point order; undefined where there is no such folder. */
export function sharedListFiles(schemeFolder: string, shared: string): string[] | undefined {
  const folder = codeFilePath(schemeFolder, shared);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort(compareCodePoints);
}
