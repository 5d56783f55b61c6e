import { existsSync, statSync } from 'node:fs';

/** Whether an ordinary file lies at a path: no folder, pipe or device, which would fail or be waited for when read. */
export function isFile(path: string): boolean {
  // statSync throws at a NUL in the path and at a file in the place of a folder; existsSync does not.
  return existsSync(path) && statSync(path).isFile();
}
