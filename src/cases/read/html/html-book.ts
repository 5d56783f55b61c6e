import { FILE_ERRORS } from '../file-errors.js';
import type { GridCell, GridSheet } from '../grid/grid-sheet.js';
import { factsOf, readWithEncoding, type TextTableFacts } from '../read-with-encoding.js';
import type { TextEncoding, TextSource } from '../text-source.js';
import { HtmlTableScanner, type TakeHtmlRow } from './scan-html-tables.js';

const CHUNK = 1 << 20;
/** Lines of each table that are kept for choosing one. */
const LINES_KEPT = 20;
/** Tables that are looked at; pages of exports have one, pages of the web some hundred. */
const MOST_TABLES = 1000;
const META_CHARSET = /<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w-]+)/i;
const LOOKED_AT = 1 << 14;

export interface HtmlBook {
  readonly sheets: readonly GridSheet[];
  readonly facts: TextTableFacts;
  /** A table is never closed: rows may be missing at the end. */
  readonly isCut: boolean;
}

/**
 * Opens a web page with tables, as many systems export under the name .xls. It is gone through once to see its tables,
 * and once more for the one that is read; memory does not go with its size.
 * @throws html_without_table, encoding_unknown, encoding_not_as_said, sheet_too_wide
 */
export async function openHtml(path: string, stated: TextEncoding | undefined): Promise<HtmlBook> {
  let looked = await lookThrough(path, stated);
  // Where the bytes fit both, the page's own word decides.
  if (stated === undefined && looked.facts.isAmbiguous && /^gb/i.test(looked.charset)) {
    looked = await lookThrough(path, 'gb18030').catch(() => looked);
  }
  const { facts, kept, hasFrames, hasOpenTable, tableCount } = looked;
  if (kept.every((lines) => lines.length === 0)) {
    throw hasFrames ? FILE_ERRORS.html_is_frames({}, { path }) : FILE_ERRORS.html_without_table({}, { path });
  }
  const sheets = kept.slice(0, Math.min(tableCount, MOST_TABLES)).map(
    (lines, number): GridSheet => ({
      name: `table ${number + 1}`,
      isHidden: false,
      isDate1904: false,
      readRows: async (wanted, take) => {
        if (wanted === undefined) {
          for (const { line, cells } of lines) if (!take(line, cells)) return;
          return;
        }
        let isStopped = false;
        await scanFile(path, facts.encoding, (table, line, cells) => {
          if (table === number && !isStopped) isStopped = !take(line, cells);
        });
      },
    }),
  );
  // A table that only lays out others, or is empty, is none.
  return { sheets: sheets.filter((_, number) => kept[number]!.length > 0), facts, isCut: hasOpenTable };
}

interface Looked {
  readonly facts: TextTableFacts;
  readonly charset: string;
  readonly kept: { line: number; cells: readonly GridCell[] }[][];
  readonly hasFrames: boolean;
  readonly hasOpenTable: boolean;
  readonly tableCount: number;
}

async function lookThrough(path: string, stated: TextEncoding | undefined): Promise<Looked> {
  return await readWithEncoding(path, stated, async (source, encoding, hash) => {
    const kept: Looked['kept'] = [];
    let start = '';
    const scanner = new HtmlTableScanner((table, line, cells) => {
      if (table >= MOST_TABLES || line > LINES_KEPT) return;
      while (kept.length <= table) kept.push([]);
      kept[table]!.push({ line, cells });
    });
    await pump(source, (piece) => {
      if (start.length < LOOKED_AT) start += piece.slice(0, LOOKED_AT);
      scanner.push(piece);
    });
    scanner.end();
    const { hasFrames, hasOpenTable, tableCount } = scanner;
    const charset = META_CHARSET.exec(start)?.[1] ?? '';
    return { facts: factsOf(source, encoding, hash), charset, kept, hasFrames, hasOpenTable, tableCount };
  });
}

async function scanFile(path: string, encoding: TextEncoding, take: TakeHtmlRow): Promise<void> {
  await readWithEncoding(path, encoding, async (source) => {
    const scanner = new HtmlTableScanner(take);
    await pump(source, (piece) => scanner.push(piece));
    scanner.end();
  });
}

/** Hands out the text of a source in pieces that end between characters. */
async function pump(source: TextSource, take: (piece: string) => void): Promise<void> {
  const buffer = new Uint8Array(CHUNK);
  const decoder = new TextDecoder('utf-8');
  let filled = 0;
  for (let isLast = false; !isLast; ) {
    const added = await source.fill(buffer, filled);
    isLast = added === 0;
    // A source looks back at the bytes of a character that is not complete yet: they stay in front.
    const end = isLast ? filled : wholeCharacters(buffer, filled + added);
    filled += added;
    if (end > 0) take(decoder.decode(buffer.subarray(0, end), { stream: true }));
    buffer.copyWithin(0, end, filled);
    filled -= end;
  }
  take(decoder.decode());
}

/** Where the last character that is whole ends. */
function wholeCharacters(buffer: Uint8Array, filled: number): number {
  for (let back = 1; back <= 3 && back <= filled; back++) {
    const byte = buffer[filled - back]!;
    if (byte < 0x80) return filled;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? filled - back : filled;
  }
  return filled;
}
