import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { needsProgram } from '../needs-program.js';

/**
 * A Python that has pyspark: DRGDIP_PYSPARK names it, else the system's own if it can. Undefined, with the reason
 * printed, where there is none; in continuous integration that is a failure.
 */
export function needsSpark(): string | undefined {
  if (needsProgram('java') === undefined) return undefined;
  const named = process.env.DRGDIP_PYSPARK;
  const python = named !== undefined && existsSync(named) ? named : 'python3';
  const { status } = spawnSync(python, [
    '-c',
    'import importlib.util, sys; sys.exit(importlib.util.find_spec("pyspark") is None)',
  ]);
  if (status === 0) return python;
  const reason = 'skipped: no Python with pyspark (pip install pyspark==4.3.0; DRGDIP_PYSPARK names the interpreter)';
  if (process.env.DRGDIP_REQUIRE_ALL !== undefined) throw new Error(reason);
  console.warn(reason);
  return undefined;
}
