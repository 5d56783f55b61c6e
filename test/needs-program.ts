import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that some tests drive; each may lie on the path or at one of these places. */
const PLACES = {
  chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  java: ['/usr/bin/java'],
  openssl: ['/usr/bin/openssl'],
  soffice: ['/usr/bin/soffice', '/usr/lib/libreoffice/program/soffice'],
} as const;

/**
 * Options of tests that drive an office program or a browser: once in some hundreds of runs on a busy machine such a
 * program ends by itself. A second try is printed as one; what is wrong with ours fails there too.
 */
export const OUTSIDE_PROGRAM = { retry: 1 } as const;

type Program = keyof typeof PLACES;

/**
 * Path of a program that a test needs, or undefined: then the test skips, and the reason is printed. With
 * DRGDIP_REQUIRE_ALL set (continuous integration) a missing program is a failure instead.
 * Use: `const chromium = needsProgram('chromium'); test.skipIf(chromium === undefined)(…)`.
 */
export function needsProgram(program: Program): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  const found = [...onPath, ...(PLACES[program] ?? [])].find((path) => existsSync(path));
  if (found !== undefined) return found;
  const reason = `${program} is not installed: tests that need it are skipped`;
  if (process.env.DRGDIP_REQUIRE_ALL !== undefined) throw new Error(`${reason}, and DRGDIP_REQUIRE_ALL forbids that`);
  console.log(`skipped: ${reason}`);
  return undefined;
}
