import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compareCodePoints } from '../kernel/hash.js';
import { isFile } from '../kernel/is-file.js';
import { packageRoot } from '../kernel/package-root.js';
import { SCHEME_ERRORS } from './scheme-errors.js';

const schemesRoot = () => join(packageRoot(), 'groupers');
const isScheme = (folder: string) => isFile(join(folder, 'scheme.yaml'));

/** Names of the schemes that come with the program, in code-point order. */
export function listSchemes(): string[] {
  const root = schemesRoot();
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => isScheme(join(root, name)))
    .sort(compareCodePoints);
}

/**
 * Folder of a scheme: a name of a shipped scheme, or a path to a folder that holds scheme.yaml.
 * @throws scheme_not_found
 */
export function schemeFolder(idOrFolder: string): string {
  const shipped = join(schemesRoot(), idOrFolder);
  if (/^[a-z0-9][a-z0-9.-]*$/.test(idOrFolder) && isScheme(shipped)) return shipped;
  const folder = resolve(idOrFolder);
  if (isScheme(folder)) return folder;
  throw SCHEME_ERRORS.scheme_not_found({ id: idOrFolder, known: listSchemes().join(', ') });
}
