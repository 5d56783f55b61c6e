import { OPTION_ERRORS } from './run-errors.js';
import { isOrHolds } from './same-place.js';

/** Something a run writes: the option that names it, or its file name where no option does; no path, not written. */
export type NamedOutput = readonly [name: string, path: string | undefined];

/**
 * Refuses two outputs of one run at one place, or one inside the folder that is another: the later would replace the
 * earlier. Asked before any work is done.
 * @throws output_twice
 */
export function refuseSameOutput(outputs: readonly NamedOutput[]): void {
  for (const [index, [first, path]] of outputs.entries()) {
    if (path === undefined) continue;
    for (const [second, other] of outputs.slice(index + 1)) {
      if (other === undefined) continue;
      if (isOrHolds(path, other) || isOrHolds(other, path)) {
        throw OPTION_ERRORS.output_twice({ first, second, path, other });
      }
    }
  }
}
