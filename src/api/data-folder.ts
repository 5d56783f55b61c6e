import { realpathSync, statSync } from 'node:fs';
import { posix, relative, resolve, sep, win32 } from 'node:path';
import { API_ERRORS } from './api-errors.js';

/**
 * A file of the data folder by its relative name.
 * @param place  JSON pointer of the name in the request, for messages
 * @returns its real path
 * @throws file_outside_data for absolute names, `..`, and links that lead out; data_file_not_found
 */
export function dataFile(folder: string, name: string, place: string): string {
  const outside = () => API_ERRORS.file_outside_data({ file: name }, { path: place });
  if (leadsOut(name)) throw outside();
  // A control character in a name is a mistake or a trick; no file of cases has one.
  if (/[\u0000-\u001f]/.test(name)) throw outside();
  const path = realPath(resolve(folder, name));
  const root = realPath(folder);
  if (path === undefined || root === undefined || !statSync(path).isFile()) {
    throw API_ERRORS.data_file_not_found({ file: name }, { path: place });
  }
  const within = relative(root, path);
  if (within === '' || within === '..' || within.startsWith(`..${sep}`) || win32.isAbsolute(within)) throw outside();
  return path;
}

/** Whether a name is absolute or goes upwards, by the rules of any system. */
export function leadsOut(name: string): boolean {
  const isAbsolute = posix.isAbsolute(name) || win32.isAbsolute(name) || /^[a-z]:/i.test(name);
  return isAbsolute || name.split(/[\\/]/).includes('..');
}

/** The path with every link followed; undefined where there is nothing. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
