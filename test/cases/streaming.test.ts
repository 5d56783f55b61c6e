import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, openSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCases } from '../../src/cases/read/read-cases.js';
import type { EngineError } from '../../src/kernel/errors.js';
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

/** Megabytes that the process held at most while a file was read, above what it held before. */
async function peakOf(path: string): Promise<{ cases: number; bytes: number; peak: number }> {
  const held = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  };
  const before = held();
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, held() - before);
  }, 5);
  const progress = (): void => {
    peak = Math.max(peak, held() - before);
  };
  const { summary } = await readCases([path], { columns: ['dx', 'total_cost'], progress });
  clearInterval(timer);
  return { cases: summary.cases, bytes: summary.files[0]!.bytes, peak };
}

describe("the file's size does not set the memory", () => {
  test('a CSV of 200 MB whose remarks are not kept is read within 60 MB', async () => {
    const path = writeRows(
      'wide.csv',
      72_000,
      'case_id,dx,remark,total_cost\n',
      (i) => `C${i},I10|E11.900,${REMARK},${i}.50\n`,
    );
    const { cases, bytes, peak } = await peakOf(path);
    expect(cases).toBe(72_000);
    expect(bytes).toBeGreaterThan(200e6);
    expect(peak).toBeGreaterThan(0.5);
    expect(peak).toBeLessThan(60);
  }, 60_000);

  test('NDJSON and an HTML table of 30 MB are read within 150 MB of short-lived strings', async () => {
    const ndjson = writeRows(
      'long.ndjson',
      10_000,
      '',
      (i) => `{"case_id":"C${i}","dx":["I10"],"remark":"${REMARK}","total_cost":${i}.5}\n`,
    );
    const html = writeRows(
      'long.xls',
      10_000,
      '<table><tr><td>case_id<td>dx<td>remark<td>total_cost</tr>',
      (i) => `<tr><td>C${i}<td>I10<td>${REMARK}<td>${i}.5</tr>\n`,
      '</table>',
    );
    for (const path of [ndjson, html]) {
      const { cases, bytes, peak } = await peakOf(path);
      expect(cases).toBe(10_000);
      expect(bytes).toBeGreaterThan(28e6);
      expect(peak).toBeLessThan(150);
    }
  }, 60_000);
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
  const forms = ['xlsx', 'parquet', 'biff8', 'gb18030'] as const;
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
