import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { defineErrors, OptionError } from '../../kernel/errors.js';
import type { AnyCompiledScheme } from '../../schemes/any-scheme.js';
import { compiledSchemeOf } from '../../schemes/compiled-scheme.js';
import { compiledDipOf } from '../../schemes/dip/compile/compiled-dip.js';

const MARK = '//# drgdip-scheme ';

const PACK_ERRORS = defineErrors(OptionError, {
  packed_scheme_missing: {
    zh: '这个程序里没有分组方案“{scheme}”，只有：{known}。请用 drgdip stdio --pack 连同该方案重新打包。',
    en: 'this program holds no scheme "{scheme}", only {known}. Pack it again with that scheme (drgdip stdio --pack).',
  },
});

/** Lines that hold compiled schemes, to stand behind the code of a program in one file. */
export function packedSchemeLines(schemes: readonly (readonly [name: string, scheme: AnyCompiledScheme])[]): string {
  return schemes
    .map(([name, { method, buffer }]) => {
      // A copy: compression takes no shared memory.
      const bytes = gzipSync(new Uint8Array(buffer).slice(), { level: 9 }).toString('base64');
      return `${MARK}${name} ${method} ${bytes}\n`;
    })
    .join('');
}

/** Writes the program of one file: code and schemes. */
export function packProgram(
  code: string,
  out: string,
  schemes: readonly (readonly [name: string, scheme: AnyCompiledScheme])[],
): void {
  writeFileSync(out, `${readFileSync(code, 'utf8').trimEnd()}\n${packedSchemeLines(schemes)}`, { mode: 0o755 });
}

/**
 * A scheme out of a packed program; the only one where none is named.
 * @param program  the program's own text
 * @throws packed_scheme_missing
 */
export function openPackedScheme(program: string, wanted: string | undefined): AnyCompiledScheme {
  const lines = program
    .split('\n')
    .filter((line) => line.startsWith(MARK))
    .map((line) => line.slice(MARK.length).split(' ') as [string, string, string]);
  const line = wanted === undefined && lines.length === 1 ? lines[0] : lines.find(([name]) => name === wanted);
  if (line === undefined) {
    throw PACK_ERRORS.packed_scheme_missing({ scheme: wanted ?? '', known: lines.map(([name]) => name).join(', ') });
  }
  const bytes = gunzipSync(Buffer.from(line[2], 'base64'));
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return line[1] === 'dip' ? compiledDipOf(buffer) : compiledSchemeOf(buffer);
}
