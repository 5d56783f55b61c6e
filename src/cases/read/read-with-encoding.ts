import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { FILE_ERRORS } from './file-errors.js';
import { DecodedSource, NotThisEncoding, type TextEncoding, type TextSource, Utf8Source } from './text-source.js';

export interface TextTableFacts {
  readonly encoding: TextEncoding;
  readonly sha256: string;
  readonly bytes: number;
  /** The bytes fit UTF-8 and GBK alike. */
  readonly isAmbiguous: boolean;
  /** Cells written ="…" in a text table. */
  readonly forcedTexts?: number;
}

/** Reads the whole of a source; begun again from the start with another source where the bytes do not fit. */
export type TextAttempt<T> = (source: TextSource, encoding: TextEncoding, hash: Hash) => Promise<T>;

/**
 * Reads a text file in the encoding stated, or told by its mark, or found: UTF-8 checked strictly, and where that fails
 * the whole file again as GB18030. Strict UTF-8 comes first, since GB18030 takes many texts of UTF-8 without an error.
 * @throws encoding_not_as_said, encoding_unknown
 */
export async function readWithEncoding<T>(
  path: string,
  stated: TextEncoding | undefined,
  attempt: TextAttempt<T>,
): Promise<T> {
  const file = await open(path, 'r');
  const tryAs = async (encoding: TextEncoding): Promise<T> => {
    const hash = createHash('sha256');
    const source = encoding === 'utf-8' ? new Utf8Source(file, hash) : new DecodedSource(file, hash, encoding);
    return await attempt(source, encoding, hash);
  };
  try {
    const told = stated ?? (await encodingByMark(file));
    try {
      return await tryAs(told ?? 'utf-8');
    } catch (error) {
      if (!(error instanceof NotThisEncoding)) throw error;
      if (told !== undefined) throw await notAsSaid(file, error);
    }
    try {
      return await tryAs('gb18030');
    } catch (error) {
      throw error instanceof NotThisEncoding ? FILE_ERRORS.encoding_unknown() : error;
    }
  } finally {
    await file.close();
  }
}

/** What is known of a source that was read to its end. */
export function factsOf(source: TextSource, encoding: TextEncoding, hash: Hash): TextTableFacts {
  const isAmbiguous = source instanceof Utf8Source && source.hasTwoByteOnly;
  return { encoding, sha256: hash.digest('hex'), bytes: source.bytesRead, isAmbiguous };
}

/** UTF-16 is told by its mark; a UTF-8 mark needs nothing, since UTF-8 is tried first. */
async function encodingByMark(file: FileHandle): Promise<TextEncoding | undefined> {
  const mark = new Uint8Array(2);
  await file.read(mark, 0, 2, 0);
  if (mark[0] === 0xff && mark[1] === 0xfe) return 'utf-16le';
  if (mark[0] === 0xfe && mark[1] === 0xff) return 'utf-16be';
  return undefined;
}

async function notAsSaid(file: FileHandle, fault: NotThisEncoding): Promise<Error> {
  const before = new Uint8Array(fault.position);
  await file.read(before, 0, before.length, 0);
  let line = 1;
  for (const byte of before) if (byte === 10) line++;
  return FILE_ERRORS.encoding_not_as_said({ encoding: fault.encoding, line });
}
