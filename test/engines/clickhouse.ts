import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * A Python that has chdb, the ClickHouse engine as a module: DRGDIP_CHDB names it, else the system's own if it can.
 * Undefined, with the reason printed, where there is none; in continuous integration that is a failure, unless the
 * package could not be had there (`unreachable`).
 */
export function needsClickHouse(): string | undefined {
  const named = process.env.DRGDIP_CHDB;
  const python = named !== undefined && existsSync(named) ? named : 'python3';
  const { status } = spawnSync(python, [
    '-c',
    'import importlib.util, sys; sys.exit(importlib.util.find_spec("chdb") is None)',
  ]);
  if (status === 0) return python;
  const reason = 'skipped: no Python with chdb (pip install chdb==4.4.0; DRGDIP_CHDB names the interpreter)';
  if (process.env.DRGDIP_REQUIRE_ALL !== undefined && named !== 'unreachable') throw new Error(reason);
  console.warn(reason);
  return undefined;
}
