/**
 * A group's code beside that of another scheme: `GD29@chs-drg-2.0`. One code may mean two diseases in two schemes, so
 * where groups of two schemes stand in one table each is written with its own.
 */
const SCHEME_OF_CODE = /@([a-z0-9][a-z0-9.-]*)$/;

/** A code with its scheme; the empty code stays empty. */
export function codeOfScheme(code: string, scheme: string): string {
  return code === '' ? '' : `${code}@${scheme}`;
}

/** The code without its scheme, if it is written with one. */
export function bareCode(code: string): string {
  return code.replace(SCHEME_OF_CODE, '');
}

/** A code written with the scheme that another one is written with, if any. */
export function codeBeside(code: string, other: string): string {
  return code + (SCHEME_OF_CODE.exec(other)?.[0] ?? '');
}
