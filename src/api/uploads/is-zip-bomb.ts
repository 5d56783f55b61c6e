import { closeSync, openSync, readSync } from 'node:fs';
import { ZipArchive } from '../../cases/read/zip/zip-archive.js';
import { EngineError } from '../../kernel/errors.js';

/**
 * Whether a file is an archive (a workbook) of which a part unpacks to more than reading would allow. Looked at when it
 * is brought, by its directory alone; one that lies in its directory ends early when it is read. What is no archive, or a
 * damaged one, is told when it is read too, with the words for it.
 */
export async function isZipBomb(path: string): Promise<boolean> {
  const head = Buffer.alloc(2);
  const file = openSync(path, 'r');
  readSync(file, head, 0, 2, 0);
  closeSync(file);
  if (head.toString('latin1') !== 'PK') return false;
  let archive: ZipArchive | undefined;
  try {
    archive = await ZipArchive.open(path);
    archive.checkSizes();
    return false;
  } catch (error) {
    return error instanceof EngineError && error.code === 'xlsx_too_large';
  } finally {
    await archive?.close();
  }
}
