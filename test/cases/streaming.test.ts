import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, openSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import type { EngineError } from '../../src/kernel/errors.js';
import { builtModule, finished } from '../built-program.js';
import { zip } from './alter-part.js';
import { ENDINGS, writeForm } from './damage/write-form.js';
import { temporaryFolder, writeSample } from './temporary-folder.js';

const folder = temporaryFolder();
/** Where the system has it. */
const MAKE_PIPE = 'mkfifo';
const REMARK = '冗长的病程记录。'.repeat(120);

/** A file of rows made on the fly, some megabytes at a time. */
function writeRows(name: string, count: number, heading: string, line: (row: number) => string, end = ''): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  writeSync(file, heading);
  for (let row = 0; row < count; row += 500) {
    let block = '';
    for (let i = row; i < Math.min(count, row + 500); i++) block += line(i);
    writeSync(file, block);
  }
  writeSync(file, end);
  closeSync(file);
  return path;
}

/**
 * Reads a small file to load all that reading needs, then the file named; prints its cases and how many megabytes the
 * resident memory of its own process grew at most. Resident, because shared columns are in no figure of the heap.
 */
const READER = `
const [module, small, path] = process.argv.slice(1);
const { readCases } = await import(module);
const options = { columns: ['dx', 'total_cost'] };
await readCases([small], options);
globalThis.gc();
const before = process.memoryUsage.rss();
let peak = before;
const look = () => { peak = Math.max(peak, process.memoryUsage.rss()); };
const timer = setInterval(look, 5);
const { summary } = await readCases([path], { ...options, progress: look });
look();
clearInterval(timer);
console.log(JSON.stringify({ cases: summary.cases, bytes: summary.files[0].bytes, peak: (peak - before) / 1e6 }));
`;

async function peakOf(small: string, path: string): Promise<{ cases: number; bytes: number; peak: number }> {
  const module = builtModule('src/cases/read/read-cases.js');
  const args = ['--expose-gc', '--input-type=module', '-e', READER, module, small, path];
  const { code, stdout, stderr } = await finished(spawn(process.execPath, args));
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as { cases: number; bytes: number; peak: number };
}

describe("the file's size does not set the memory, measured as resident memory of a process of its own", () => {
  const HEADING = 'case_id,dx,remark,total_cost\n';
  const csvLine = (i: number): string => `C${i},I10|E11.900,${REMARK},${i}.50\n`;

  test('a CSV of 100 MB whose remarks are not kept is read within 60 MB, and so is one of 200 MB', async () => {
    const small = writeRows('small.csv', 10, HEADING, csvLine);
    const half = await peakOf(small, writeRows('half.csv', 36_000, HEADING, csvLine));
    const whole = await peakOf(small, writeRows('whole.csv', 72_000, HEADING, csvLine));
    expect([half.cases, whole.cases]).toEqual([36_000, 72_000]);
    expect(half.bytes).toBeGreaterThan(100e6);
    expect(whole.bytes).toBeGreaterThan(200e6);
    expect(half.peak).toBeGreaterThan(0.5);
    expect(half.peak).toBeLessThan(60);
    expect(whole.peak).toBeLessThan(60);
  });

  test('NDJSON and an HTML table of 30 MB are read within 150 MB of short-lived strings', async () => {
    const jsonLine = (i: number): string =>
      `{"case_id":"C${i}","dx":["I10"],"remark":"${REMARK}","total_cost":${i}.5}\n`;
    const table = '<table><tr><td>case_id<td>dx<td>remark<td>total_cost</tr>';
    const htmlLine = (i: number): string => `<tr><td>C${i}<td>I10<td>${REMARK}<td>${i}.5</tr>\n`;
    for (const [name, heading, line, end] of [
      ['long.ndjson', '', jsonLine, ''],
      ['long.xls', table, htmlLine, '</table>'],
    ] as const) {
      const small = writeRows(`small-${name}`, 10, heading, line, end);
      const { cases, bytes, peak } = await peakOf(small, writeRows(name, 10_000, heading, line, end));
      expect(cases).toBe(10_000);
      expect(bytes).toBeGreaterThan(28e6);
      expect(peak, name).toBeLessThan(150);
    }
  });

  test('a workbook whose sheet unpacks to 120 MB is read within 150 MB', async () => {
    const cells = (i: number): string =>
      `<row r="${i + 2}"><c r="A${i + 2}" t="inlineStr"><is><t>C${i}</t></is></c><c r="B${i + 2}" t="inlineStr"><is><t>I10</t></is></c><c r="C${i + 2}" t="inlineStr"><is><t>${REMARK}</t></is></c><c r="D${i + 2}"><v>${i}.5</v></c></row>`;
    const headings = ['case_id', 'dx', 'remark', 'total_cost'].map(
      (name, c) => `<c r="${'ABCD'[c]}1" t="inlineStr"><is><t>${name}</t></is></c>`,
    );
    const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const book = (count: number): string => {
      const rows = Array.from({ length: count }, (_, i) => cells(i)).join('');
      const parts = {
        'xl/workbook.xml': `<workbook xmlns:r="${types}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${types}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1">${headings.join('')}</row>${rows}</sheetData></worksheet>`,
      };
      return writeSample(
        folder,
        zip(Object.entries(parts).map(([name, text]) => ({ name, data: Buffer.from(text) }))),
        '.xlsx',
      );
    };
    const { cases, peak } = await peakOf(book(10), book(40_000));
    expect(cases).toBe(40_000);
    expect(peak).toBeLessThan(150);
  });
});

describe('what is no file, or changes', () => {
  const failureOf = async (paths: readonly string[], progress: () => void): Promise<EngineError> =>
    (await readCases(paths, { progress }).catch((cause: unknown) => cause)) as EngineError;
  const failure = async (path: string): Promise<EngineError> =>
    (await readCases([path]).catch((cause: unknown) => cause)) as EngineError;

  test('a pipe and a device are refused at once, never waited for', async () => {
    const pipe = join(folder, 'pipe.csv');
    if (spawnSync(MAKE_PIPE, [pipe]).status === 0) {
      const error = await failure(pipe);
      expect(error.code).toBe('file_not_regular');
      expect(error.text('zh')).toMatch(/保存为文件/);
    }
    expect((await failure('/dev/null')).code).toBe('file_not_regular');
  }, 5_000);

  test.each(['.csv', '.ndjson', '.xls'])('a file of %s that grows while it is read is refused', async (ending) => {
    const content = {
      '.csv': 'case_id,dx\nA,I10\n',
      '.ndjson': '{"case_id":"A","dx":"I10"}\n',
      '.xls': '<table><tr><td>case_id<td>dx<tr><td>A<td>I10</table>',
    }[ending]!;
    const path = writeSample(folder, content, ending);
    let isGrown = false;
    const progress = (): void => {
      if (!isGrown) appendFileSync(path, ' \n');
      isGrown = true;
    };
    const error = (await readCases([path], { progress }).catch((cause: unknown) => cause)) as EngineError;
    expect(error.code).toBe('file_changed');
  });

  const rows = Array.from({ length: 4000 }, (_, i) => ({ case_id: `C${i}`, dx: 'I10', total_cost: `${i}.50` }));
  const forms = ['xlsx', 'parquet', 'biff8', 'gb18030', 'csv', 'ndjson', 'html'] as const;
  const changes: Readonly<Record<string, (path: string) => void>> = {
    grows: (path) => appendFileSync(path, ' \n'),
    'is cut in half': (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
    'is written anew': (path) => writeFileSync(path, 'case_id,dx\nZ,I10\n'),
    'is gone': (path) => rmSync(path),
  };
  const kinds = forms.flatMap((form) => Object.keys(changes).map((change) => [form, change] as const));

  test.each(kinds)(
    'a file of %s that %s while it is read is refused as changed, not as damaged',
    async (form, change) => {
      const path = writeSample(folder, await writeForm(form, rows), ENDINGS[form]);
      // Both files are looked at first; the second changes when a part of the first is read.
      const first = writeSample(folder, 'case_id,dx\nA,I10\n');
      let isChanged = false;
      const progress = (): void => {
        if (!isChanged) changes[change]!(path);
        isChanged = true;
      };
      const error = await failureOf([first, path], progress);
      expect(error.code).toBe('file_changed');
      expect(error.text('zh')).toMatch(/请等其他程序写完后重试/);
      expect(error.path).toBe(path);
    },
  );

  test('a Parquet file of 300,000 rows that grows or is cut while its rows come is refused as changed', async () => {
    const many = Array.from({ length: 300_000 }, (_, i) => ({ case_id: `C${i}`, dx: 'I10' }));
    const bytes = await writeForm('parquet', many);
    for (const change of ['grows', 'is cut in half']) {
      const path = writeSample(folder, bytes, '.parquet');
      let calls = 0;
      const error = await failureOf([path], () => {
        if (++calls === 2) changes[change]!(path);
      });
      expect(error.code).toBe('file_changed');
      expect(calls).toBeGreaterThanOrEqual(2);
    }
  });
});
