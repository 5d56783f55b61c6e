import { FILE_ERRORS } from '../file-errors.js';
import type { GridSheet } from '../grid/grid-sheet.js';
import { builtInFormat } from '../grid/number-format.js';
import { ZIP_LIMITS, ZipArchive, type ZipLimits } from '../zip/zip-archive.js';
import { coverMerges, type MergedRange, parseRange } from './merged-ranges.js';
import { readSharedStrings } from './shared-strings.js';
import { SheetScanner, type SheetTexts } from './sheet-scanner.js';
import { xmlTags } from './xml-text.js';

const LARGEST_PART = 1 << 26;
const LARGEST_STRINGS = 1 << 29;
const LARGEST_TAIL = 1 << 27;
const MERGE_TAG = 'mergeCell';
/** Longer than a prefix and the tag's name. */
const SEAM = 64;
const MERGE = /<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*["']([^"']+)["']/g;

export interface XlsxBook {
  readonly sheets: readonly GridSheet[];
  close(): Promise<void>;
}

interface SheetEntry {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: string;
}

/**
 * Opens a workbook (.xlsx, .xlsm) for reading in a stream: sheets are unpacked row by row, so memory does not go with
 * their size. Sheets of charts, dialogs and macros hold no rows and are left out.
 * @throws xlsx_unreadable, xlsx_truncated, xlsx_too_large, file_is_encrypted
 */
export async function openXlsx(path: string, limits: ZipLimits = ZIP_LIMITS): Promise<XlsxBook> {
  const archive = await ZipArchive.open(path, limits);
  try {
    const bookPart = (await findBookPart(archive)) ?? 'xl/workbook.xml';
    const xml = await archive.text(bookPart, LARGEST_PART);
    if (xml === undefined) throw FILE_ERRORS.xlsx_unreadable({ problem: `${bookPart} is missing` }, { path });
    const folder = bookPart.slice(0, bookPart.lastIndexOf('/') + 1);
    const relations = await readRelations(archive, bookPart);
    const { entries, isDate1904 } = readSheetList(xml, relations, folder);
    const texts: SheetTexts = {
      strings: await stringsOf(archive, relations, folder, path),
      formats: await formatsOf(archive, relations, folder),
    };
    const sheets = entries.map(({ name, isHidden, part }): GridSheet => {
      let merges: Promise<MergedRange[]> | undefined;
      return {
        name,
        isHidden,
        isDate1904,
        part,
        readRows: async (wanted, take) => {
          merges ??= readMerges(archive, part, path);
          const scanner = new SheetScanner(texts, wanted, coverMerges(await merges, take));
          await wrapped(path, part, async () => {
            for await (const piece of decoded(archive.chunks(part))) {
              scanner.push(piece);
              if (scanner.isStopped || scanner.isDone) break;
            }
            scanner.end();
          });
        },
      };
    });
    return { sheets, close: () => archive.close() };
  } catch (error) {
    await archive.close();
    throw error;
  }
}

/** What is wrong inside a part is an error of the file. */
async function wrapped<T>(path: string, part: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw FILE_ERRORS.xlsx_unreadable({ problem: `${part}: ${cause.message}` }, { path, cause });
  }
}

async function* decoded(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8');
    yield decoder.decode(chunk, { stream: true });
  }
}

async function findBookPart(archive: ZipArchive): Promise<string | undefined> {
  const relations = await archive.text('_rels/.rels', LARGEST_PART);
  for (const { name, attributes } of xmlTags(relations ?? '')) {
    if (name === 'Relationship' && attributes.Type?.endsWith('/officeDocument'))
      return absolute('', attributes.Target!);
  }
  return undefined;
}

interface Relation {
  readonly kind: string;
  readonly part: string;
}

async function readRelations(archive: ZipArchive, bookPart: string): Promise<Map<string, Relation>> {
  const slash = bookPart.lastIndexOf('/') + 1;
  const folder = bookPart.slice(0, slash);
  const xml = (await archive.text(`${folder}_rels/${bookPart.slice(slash)}.rels`, LARGEST_PART)) ?? '';
  const relations = new Map<string, Relation>();
  for (const { name, attributes } of xmlTags(xml)) {
    if (name !== 'Relationship' || attributes.Id === undefined || attributes.Target === undefined) continue;
    const kind = attributes.Type?.split('/').at(-1) ?? '';
    relations.set(attributes.Id, { kind, part: absolute(folder, attributes.Target) });
  }
  return relations;
}

function absolute(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function readSheetList(
  xml: string,
  relations: ReadonlyMap<string, Relation>,
  folder: string,
): { entries: SheetEntry[]; isDate1904: boolean } {
  const entries: SheetEntry[] = [];
  let isDate1904 = false;
  for (const { name, kind, attributes } of xmlTags(xml)) {
    if (kind === 'close') continue;
    if (name === 'workbookPr') isDate1904 = ['1', 'true', 'on'].includes(attributes.date1904 ?? '');
    if (name !== 'sheet') continue;
    const relation = relations.get(attributes.id ?? '');
    if (relation !== undefined && relation.kind !== 'worksheet') continue;
    const part = relation?.part ?? `${folder}worksheets/sheet${entries.length + 1}.xml`;
    entries.push({ name: attributes.name ?? '', isHidden: (attributes.state ?? 'visible') !== 'visible', part });
  }
  return { entries, isDate1904 };
}

async function stringsOf(
  archive: ZipArchive,
  relations: ReadonlyMap<string, Relation>,
  folder: string,
  path: string,
): Promise<string[]> {
  const part = partOf(relations, 'sharedStrings') ?? `${folder}sharedStrings.xml`;
  if (!archive.has(part)) return [];
  let size = 0;
  const pieces = async function* (): AsyncGenerator<string> {
    for await (const piece of decoded(archive.chunks(part))) {
      size += piece.length;
      if (size > LARGEST_STRINGS) throw FILE_ERRORS.xlsx_too_large({ part, most: LARGEST_STRINGS }, { path });
      yield piece;
    }
  };
  return await wrapped(path, part, () => readSharedStrings(pieces()));
}

async function formatsOf(
  archive: ZipArchive,
  relations: ReadonlyMap<string, Relation>,
  folder: string,
): Promise<string[]> {
  const xml = (await archive.text(partOf(relations, 'styles') ?? `${folder}styles.xml`, LARGEST_PART)) ?? '';
  const custom = new Map<number, string>();
  const formats: string[] = [];
  let isInCells = false;
  for (const { name, kind, attributes } of xmlTags(xml)) {
    if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General');
    else if (name === 'cellXfs') isInCells = kind === 'open';
    else if (name === 'xf' && isInCells && kind !== 'close') {
      const id = Number(attributes.numFmtId ?? 0);
      formats.push(custom.get(id) ?? builtInFormat(id));
    }
  }
  return formats;
}

function partOf(relations: ReadonlyMap<string, Relation>, kind: string): string | undefined {
  for (const relation of relations.values()) if (relation.kind === kind) return relation.part;
  return undefined;
}

/** Merges stand after the rows, so the part is gone through once for them alone; most sheets have none. */
async function readMerges(archive: ZipArchive, part: string, path: string): Promise<MergedRange[]> {
  let tail = '';
  let isFound = false;
  let before = Buffer.alloc(0);
  for await (const chunk of archive.chunks(part)) {
    if (isFound) tail += chunk.toString('latin1');
    else {
      // The word may begin in one chunk and end in the next.
      const seam = Buffer.concat([before, chunk.subarray(0, SEAM)]);
      isFound = chunk.includes(MERGE_TAG) || seam.includes(MERGE_TAG);
      if (isFound) {
        const start = Math.max(0, chunk.indexOf(MERGE_TAG) - SEAM);
        tail = (start === 0 ? before.toString('latin1') : '') + chunk.toString('latin1', start);
      }
      before = Buffer.from(chunk.subarray(-SEAM));
    }
    if (tail.length > LARGEST_TAIL) throw FILE_ERRORS.xlsx_too_large({ part, most: LARGEST_TAIL }, { path });
  }
  if (!isFound) return [];
  return [...tail.matchAll(MERGE)].flatMap(([, ref]) => parseRange(ref!) ?? []);
}
