import { type FileHandle, open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { FILE_ERRORS } from './file-errors.js';

export type FileKind = 'text' | 'xlsx' | 'parquet' | 'xls' | 'html' | 'ndjson';

export interface SniffedFile {
  readonly kind: FileKind;
  readonly bytes: number;
  readonly modifiedMs: number;
  /** Lower-case, with the dot; what the name claims. */
  readonly extension: string;
}

const HEAD = 4096;
/** A zip's end record lies within its last 64 KiB and 22 bytes. */
const ZIP_TAIL = 65_557;

/**
 * What a file is, by its content; the name only tells what was meant.
 * @throws one clear error for everything that is no table of cases (FILE_ERRORS)
 */
export async function sniffFile(path: string): Promise<SniffedFile> {
  const facts = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw FILE_ERRORS.file_not_found({}, { path, cause });
    throw FILE_ERRORS.file_unreadable({ problem: cause.code ?? cause.message }, { path, cause });
  });
  if (facts.isDirectory()) throw FILE_ERRORS.file_is_folder({}, { path });
  if (!facts.isFile()) throw FILE_ERRORS.file_not_regular({}, { path });
  if (facts.size === 0) throw FILE_ERRORS.file_empty({}, { path });
  const extension = extname(path).toLowerCase();
  const file = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw FILE_ERRORS.file_unreadable({ problem: cause.code ?? cause.message }, { path, cause });
  });
  try {
    const head = await readPart(file, 0, Math.min(HEAD, facts.size));
    const kind = await kindOf(file, head, facts.size, path, extension);
    return { kind, bytes: facts.size, modifiedMs: facts.mtimeMs, extension };
  } finally {
    await file.close();
  }
}

async function kindOf(
  file: FileHandle,
  head: Buffer,
  size: number,
  path: string,
  extension: string,
): Promise<FileKind> {
  const latin = head.toString('latin1');
  if (latin.startsWith('PAR1')) {
    const tail = (await readPart(file, Math.max(0, size - 4), 4)).toString('latin1');
    if (size < 12 || tail !== 'PAR1') throw FILE_ERRORS.parquet_truncated({}, { path });
    return 'parquet';
  }
  if (latin.startsWith('PARE')) throw FILE_ERRORS.parquet_encrypted({}, { path });
  if (latin.startsWith('PK\x03\x04') || latin.startsWith('PK\x05\x06'))
    return zipKind(file, head, size, path, extension);
  if (latin.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) {
    const whole = (await readCompoundNames(file, head, size)).toString('utf16le');
    // Stream names of a compound file lie in UTF-16 at even offsets.
    if (whole.includes('EncryptedPackage')) throw FILE_ERRORS.file_is_encrypted({}, { path });
    if (whole.includes('Workbook')) return 'xls';
    if (whole.includes('Book')) throw FILE_ERRORS.file_is_xls({}, { path });
    throw FILE_ERRORS.file_is_other({ kind: 'OLE (Word, PowerPoint …)' }, { path });
  }
  // BIFF2 to BIFF5 without a compound file around them.
  if (/^\x09[\x00\x02\x04\x08][\x04-\x10]\x00/.test(latin)) throw FILE_ERRORS.file_is_xls({}, { path });
  const archive = ARCHIVES.find(([start]) => latin.startsWith(start));
  if (archive) throw FILE_ERRORS.file_is_archive({ kind: archive[1] }, { path });
  if (latin.startsWith('%PDF')) throw FILE_ERRORS.file_is_other({ kind: 'PDF' }, { path });
  const markup = markupKind(head, path, extension);
  if (markup !== undefined) return markup;
  const isWide = latin.startsWith('\xff\xfe') || latin.startsWith('\xfe\xff');
  if (!isWide && head.includes(0)) throw FILE_ERRORS.file_is_binary({}, { path });
  return 'text';
}

const ARCHIVES: readonly (readonly [string, string])[] = [
  ['\x1f\x8b', 'gzip'],
  ['Rar!', 'RAR'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
  ['BZh', 'bzip2'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['\xfd7zXZ', 'xz'],
];

/** Kinds that begin like markup or JSON; undefined for plain text. */
function markupKind(head: Buffer, path: string, extension: string): FileKind | undefined {
  const isWide = head[0] === 0xff && head[1] === 0xfe;
  const text = (isWide ? head.toString('utf16le') : head.toString('latin1')).replace(/^(?:\ufeff|\xef\xbb\xbf)/, '');
  const start = text.trimStart();
  const expected = extension === '.xlsx' || extension === '.xls' ? extension : 'CSV, XLSX, Parquet';
  if (/^MIME-Version:/i.test(start)) throw FILE_ERRORS.file_is_mhtml({}, { path });
  if (start.startsWith('<')) {
    if (/<!doctype html|<html|<table|<head|<meta|<style|<body|<div|<tr|<frameset/i.test(start)) return 'html';
    throw FILE_ERRORS.file_is_xml({ expected }, { path });
  }
  if (/^\{\s*(?:"|\})/.test(start)) return 'ndjson';
  if (/^\[\s*[{[\]]/.test(start)) throw FILE_ERRORS.file_is_json_array({}, { path });
  if (start.startsWith('{\\rtf')) throw FILE_ERRORS.file_is_other({ kind: 'RTF' }, { path });
  return undefined;
}

/** Where a compound file names its streams, in UTF-16: its start, and the directory that the header points to. */
async function readCompoundNames(file: FileHandle, head: Buffer, size: number): Promise<Buffer> {
  const sector = 2 ** (head.length >= 52 ? head.readUInt16LE(30) : 9);
  const start = head.length >= 52 ? (head.readUInt32LE(48) + 1) * sector : 0;
  const beginning = await readPart(file, 0, Math.min(size, 1 << 20));
  if (sector > 4096 || start >= size) return beginning;
  const even = beginning.subarray(0, beginning.length & ~1);
  return Buffer.concat([even, await readPart(file, start, Math.min(size - start, 4 * sector))]);
}

async function zipKind(
  file: FileHandle,
  head: Buffer,
  size: number,
  path: string,
  extension: string,
): Promise<FileKind> {
  const tail = (await readPart(file, Math.max(0, size - ZIP_TAIL), Math.min(size, ZIP_TAIL))).toString('latin1');
  const isWorkbookMeant = extension === '.xlsx' || extension === '.xls' || head.toString('latin1').includes('xl/');
  if (!tail.includes('PK\x05\x06')) {
    if (isWorkbookMeant) throw FILE_ERRORS.xlsx_truncated({}, { path });
    throw FILE_ERRORS.file_is_archive({ kind: 'zip' }, { path });
  }
  // Names stand in the directory at the end of the archive.
  if (tail.includes('xl/workbook.xml')) return 'xlsx';
  if (tail.includes('xl/workbook.bin')) throw FILE_ERRORS.file_is_other({ kind: 'XLSB' }, { path });
  if (head.toString('latin1').includes('vnd.oasis.opendocument')) {
    throw FILE_ERRORS.file_is_other({ kind: 'OpenDocument (ODS)' }, { path });
  }
  if (tail.includes('word/document.xml')) throw FILE_ERRORS.file_is_other({ kind: 'Word (DOCX)' }, { path });
  throw FILE_ERRORS.file_is_archive({ kind: 'zip' }, { path });
}

async function readPart(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
