import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PARTIAL = '.partial-';
/** What a write aside may leave beside its target: itself, what it replaces, and a file being written on its way there. */
const LEFTOVER = /^\.{1,2}partial-(\d+)-(.+?)(\.old)?(?:\.\d+\.part)?$/;

/** Name under which this process writes a target aside. The ending is kept, because writers choose a format by it. */
export function asideOf(target: string): string {
  return join(dirname(target), `${PARTIAL}${process.pid}-${basename(target)}`);
}

/**
 * Removes what a process that was killed left of writing the same target. A result that it had set aside to replace it
 * comes back first, where nothing stands in its place: a kill between the two renamings loses nothing.
 */
export function clearLeftovers(target: string): void {
  const folder = dirname(target);
  for (const name of namesIn(folder)) {
    const found = LEFTOVER.exec(name);
    if (found === null || found[2] !== basename(target) || isRunning(Number(found[1]))) continue;
    const path = join(folder, name);
    if (found[3] !== undefined && !existsSync(target)) renameSync(path, target);
    else rmSync(path, { recursive: true, force: true });
  }
}

/** None where the folder is missing, or may be written but not listed. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process that this user may not signal is running all the same. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
