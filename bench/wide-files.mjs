import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';
import { seconds } from './time.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const READER = join(HERE, 'wide-reader.mjs');
const EXAMPLE = join(HERE, '..', 'examples', 'hqms', 'cases.csv');
const WIDTH = 811;
/** Rows of the workbook, as a part of the CSV's. */
const XLSX_PART = 10;

/**
 * Front pages in HQMS columns, 811 wide: the example's headings and rows, varied by a seed and widened. Ours against
 * DuckDB reading the same columns of the same CSV as text, each in a process of its own so that its peak memory is its own.
 */
export async function benchWideFiles({ folder }, { rounds, seed, wideRows: csvRows }) {
  const xlsxRows = Math.ceil(csvRows / XLSX_PART);
  const csv = join(folder, 'wide.csv');
  const xlsx = join(folder, 'wide.xlsx');
  const rows = wideRows(seed);
  writeCsv(csv, rows, csvRows);
  writeXlsx(xlsx, rows, xlsxRows);
  const runs = { ours: [], duckdb: [], whole: [], xlsx: [] };
  for (let round = 0; round < rounds; round++) {
    runs.ours.push(measure('ours', csv));
    runs.duckdb.push(measure('duckdb', csv));
  }
  runs.whole.push(measure('duckdb-all', csv));
  runs.xlsx.push(measure('ours', xlsx));
  const [ours, duckdb, whole, book] = Object.values(runs).map(median);
  const megabytes = statSync(csv).size / 1e6;
  rmSync(csv);
  const line = (name, run) =>
    `  ${name.padEnd(46)}${seconds(run.seconds)}   ${Math.round(run.rows / run.seconds).toLocaleString('en-US')} rows/s   peak ${Math.round(run.peak)} MB`;
  return [
    `wide files: ${WIDTH} columns; CSV ${csvRows.toLocaleString('en-US')} rows (${megabytes.toFixed(0)} MB), XLSX ${xlsxRows.toLocaleString('en-US')} rows (${(statSync(xlsx).size / 1e6).toFixed(0)} MB)`,
    `${line('drgdip reads the CSV, checked, into columns', ours)}, ${Math.round(ours.peak - ours.kept)} MB above the columns kept (${Math.round(ours.kept)} MB)`,
    `${line('DuckDB, the same columns as text (2 threads)', duckdb)}   ratio ${(ours.seconds / duckdb.seconds).toFixed(2)}`,
    line('DuckDB, every column as text (2 threads)', whole),
    line('drgdip reads the XLSX', book),
  ];
}

function measure(who, path) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [READER, who, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr || `${who} ended with ${status}`);
  return JSON.parse(stdout);
}

const median = (list) => [...list].sort((a, b) => a.seconds - b.seconds)[Math.floor(list.length / 2)];

/** Makes row i: the same for the same seed, whatever was made before. */
function wideRows(seed) {
  const [heading, ...lines] = readFileSync(EXAMPLE, 'utf8').trimEnd().split(/\r?\n/);
  const headings = heading.split(',');
  const samples = lines.map((text) => text.split(',')).filter((cells) => cells.length === headings.length);
  const fillers = Array.from({ length: WIDTH - headings.length }, (_, i) => `Z${String(i + 1).padStart(3, '0')}`);
  const place = (name) => headings.indexOf(name);
  const [id, cost] = [place('A48'), ['D01', 'ADA01'].map(place).find((at) => at >= 0)];
  const row = (i) => {
    let state = (Math.imul(i + 1, 2_654_435_761) ^ Math.imul(seed, 97)) >>> 0;
    const draw = (count) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * count);
    };
    const cells = [...samples[draw(samples.length)]];
    cells[id] = `R${i}`;
    cells[cost] = `${1000 + draw(50_000)}.${String(draw(100)).padStart(2, '0')}`;
    for (let f = 0; f < fillers.length; f++) cells.push(f % 5 === 0 ? String(draw(1000)) : '-');
    return cells;
  };
  return { headings: [...headings, ...fillers], row };
}

function writeCsv(path, { headings, row }, count) {
  const file = openSync(path, 'w');
  let block = `${headings.join(',')}\n`;
  for (let i = 0; i < count; i++) {
    block += `${row(i).join(',')}\n`;
    if (block.length > 1 << 22) {
      writeSync(file, block);
      block = '';
    }
  }
  writeSync(file, block);
  closeSync(file);
}

/** A workbook of bare parts, its rows packed piece by piece. */
function writeXlsx(path, { headings, row }, count) {
  const letters = headings.map((_, column) => columnName(column));
  const strings = new Map();
  const stringNumber = (text) => {
    if (!strings.has(text)) strings.set(text, strings.size);
    return strings.get(text);
  };
  const line = (cells, number) =>
    `<row r="${number}">${cells.map((cell, c) => `<c r="${letters[c]}${number}" t="s"><v>${stringNumber(cell)}</v></c>`).join('')}</row>`;
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const pieces = function* () {
    yield '<worksheet><sheetData>';
    yield line(headings, 1);
    for (let i = 0; i < count; i++) yield line(row(i), i + 2);
    yield '</sheetData></worksheet>';
  };
  const parts = [
    ['xl/worksheets/sheet1.xml', pieces],
    [
      'xl/workbook.xml',
      () => [`<workbook xmlns:r="${type}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`],
    ],
    [
      'xl/_rels/workbook.xml.rels',
      () => [
        `<Relationships><Relationship Id="r1" Type="${type}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ],
    ],
    [
      'xl/sharedStrings.xml',
      () => [
        `<sst>${[...strings.keys()].map((text) => `<si><t>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</t></si>`).join('')}</sst>`,
      ],
    ],
  ];
  const file = openSync(path, 'w');
  let offset = 0;
  const directory = [];
  const put = (bytes) => {
    writeSync(file, bytes);
    offset += bytes.length;
  };
  for (const [name, make] of parts) {
    const start = offset;
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(8, 8);
    header.writeUInt16LE(name.length, 26);
    header.write(name, 30);
    put(header);
    const begin = offset;
    const { crc, size } = packPieces(make(), put);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(offset - begin, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(start, 42);
    entry.write(name, 46);
    directory.push(entry);
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  put(list);
  put(end);
  closeSync(file);
}

/** Deflates in blocks of some megabytes; each but the last ends at a byte and leaves the stream open. */
function packPieces(pieces, put) {
  let crc = 0;
  let size = 0;
  let block = '';
  const flush = (finishFlush) => {
    const bytes = Buffer.from(block);
    crc = crc32(bytes, crc);
    size += bytes.length;
    put(deflateRawSync(bytes, { level: 1, ...(finishFlush === 'open' ? { finishFlush: 2 } : {}) }));
    block = '';
  };
  for (const piece of pieces) {
    block += piece;
    if (block.length > 1 << 22) flush('open');
  }
  flush('end');
  return { crc, size };
}

function columnName(column) {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
