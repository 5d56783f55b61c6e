import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeCaseCsv } from '../../src/cases/write/write-case-csv.js';
import { writeRejected } from '../../src/cases/write/write-rejected.js';
import { inlineExecutor } from '../../src/kernel/executor.js';
import { sha256 } from '../../src/kernel/hash.js';
import { writeGroupCsv } from '../../src/report/write-group-csv.js';
import { type GroupedFiles, groupFiles } from '../../src/run/group-files.js';
import { rowPositions, unreadRows } from '../../src/run/group-stages.js';
import { silentProgress } from '../../src/run/progress.js';
import { cleanCase, HEADINGS } from '../cases/damage/clean-cases.js';
import { answersTo } from '../run/stdio/lines.js';
import { temporaryFolder } from '../temporary-folder.js';
import { LINE_DAMAGES, type LineDamage, lineOf } from './line-damages.js';
import { stressSize } from './stress-size.js';

const ROWS = stressSize('damage', 2_000);
/** One row in twenty is damaged; the kinds take turns. */
const EVERY = 20;
const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' as const };

const damageOf = (row: number): LineDamage | undefined =>
  row % EVERY === EVERY - 1 ? LINE_DAMAGES[Math.floor(row / EVERY) % LINE_DAMAGES.length] : undefined;

/** Both files, in pieces: all rows with the damaged ones among them, and those that are whole. */
function writeFiles(): void {
  const heading = `${HEADINGS.join(',')}\n`;
  writeFileSync(at('damaged.csv'), heading);
  writeFileSync(at('kept.csv'), heading);
  const first = cleanCase(0);
  for (let from = 0; from < ROWS; from += 5_000) {
    let damaged = '';
    let kept = '';
    for (let i = from; i < Math.min(ROWS, from + 5_000); i++) {
      const row = cleanCase(i);
      const damage = damageOf(i);
      const line = `${damage === undefined ? lineOf(row) : damage.line(row, first)}\n`;
      damaged += line;
      if (damage === undefined) kept += line;
    }
    appendFileSync(at('damaged.csv'), damaged);
    appendFileSync(at('kept.csv'), kept);
  }
}

async function groupAll(name: string): Promise<GroupedFiles> {
  const done = await groupFiles([at(`${name}.csv`)], 'chs-drg-2.0', {}, {}, context);
  const positions = rowPositions(done.read);
  const unread = unreadRows(done.read.rejected, done.read.netted, positions);
  writeCaseCsv(at(`${name}-cases.csv`), done.read.table);
  writeGroupCsv(at(`${name}-groups.csv`), done.read.table, done.grouped, { unread, ofCases: positions.ofCases });
  writeRejected(at(`${name}-rejected.csv`), done.read.rejected);
  return done;
}

let damaged: GroupedFiles;
let kept: GroupedFiles;
beforeAll(async () => {
  writeFiles();
  damaged = await groupAll('damaged');
  kept = await groupAll('kept');
}, 1_200_000);

describe(`40 kinds of damage over ${ROWS} rows, one row in ${EVERY}`, () => {
  test('there are at least 40 kinds, with at least 16 different reasons, and each occurs', () => {
    expect(LINE_DAMAGES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(LINE_DAMAGES.map(({ name }) => name)).size).toBe(LINE_DAMAGES.length);
    expect(new Set(LINE_DAMAGES.map(({ code }) => code)).size).toBeGreaterThanOrEqual(16);
    expect(ROWS / EVERY).toBeGreaterThanOrEqual(LINE_DAMAGES.length);
  });

  test('each damaged row is rejected once, in its place, for its reason, and no other row is', () => {
    const expected: [number, string, string][] = [];
    for (let i = 0; i < ROWS; i++) {
      const damage = damageOf(i);
      if (damage !== undefined) expected.push([i + 1, damage.column, damage.code]);
    }
    const found = damaged.read.rejected.map(({ row, column, code }): [number, string, string] => [row, column, code]);
    const wrong = found.map((one, i) => [one, expected[i]] as const).filter(([a, b]) => a.join() !== b?.join());
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(found.length).toBe(expected.length);
    expect(damaged.read.summary).toMatchObject({
      rowsRead: ROWS,
      cases: ROWS - expected.length,
      rejected: expected.length,
    });
    expect(kept.read.rejected).toEqual([]);
  });

  test('rejected.csv has a line for each with reason and remedy in both languages', () => {
    const lines = readFileSync(at('damaged-rejected.csv'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBe(1 + damaged.read.rejected.length);
    expect(
      lines
        .slice(1)
        .filter((line) => !/,(row|cell)_[a-z_]+,.*请.*,/.test(line))
        .slice(0, 3),
    ).toEqual([]);
    expect(lines.join('\n')).not.toMatch(/undefined|\{\w+\}/);
  });

  test('the other rows are those of the clean run, byte for byte: cases, and groups', () => {
    const hashOf = (name: string): string => sha256(readFileSync(at(name)));
    expect(hashOf('damaged-cases.csv')).toBe(hashOf('kept-cases.csv'));
    const groups = readFileSync(at('damaged-groups.csv'), 'utf8').trimEnd().split('\n');
    const whole = groups.filter((line) => !/,rejected,[a-z_]+$/.test(line));
    expect(groups.length).toBe(1 + ROWS);
    expect(whole.length).toBe(1 + ROWS - damaged.read.rejected.length);
    expect(sha256(`${whole.join('\n')}\n`)).toBe(hashOf('kept-groups.csv'));
  });

  test('through the row program each line has its answer: damaged ones rejected for the same reason, others alike', async () => {
    // No row sees another there: a doubled id and a refund are no faults of a line.
    const ofLines = new Set(['row_case_id_doubled', 'row_refund_unmatched', 'row_broken_quotes']);
    // Grouping alone reads no money, and passes an id through as it came.
    const unread = new Set(['insurance', 'total_cost', 'cost_drug']);
    const first = cleanCase(0);
    const count = Math.min(ROWS, 20_000);
    const rows = Array.from({ length: count }, (_, i) => i).filter((i) => !ofLines.has(damageOf(i)?.code ?? ''));
    const tabs = (i: number): string => {
      const damage = damageOf(i);
      const row = cleanCase(i);
      if (damage?.code === 'row_too_few_cells') return tabLine(row).slice(0, tabLine(row).lastIndexOf('\t'));
      if (damage?.code === 'row_too_many_cells') return `${tabLine(row)}\tx`;
      return damage === undefined ? tabLine(row) : tabsOfCsv(damage.line(row, first));
    };
    const input = rows.map((i) => `${tabs(i)}\n`).join('');
    const output = ['case_id', 'status', 'reason', 'group'];
    const { lines } = await answersTo([input], { columns: [...HEADINGS], output });
    const clean = await answersTo([rows.map((i) => `${tabLine(cleanCase(i))}\n`).join('')], {
      columns: [...HEADINGS],
      output,
    });
    expect(lines.length).toBe(rows.length);
    const wrong = rows.flatMap((i, k) => {
      const damage = damageOf(i);
      const answer = lines[k]!;
      if (damage === undefined) return answer === clean.lines[k] ? [] : [['whole', answer]];
      const right = unread.has(damage.column)
        ? answer === clean.lines[k]
        : damage.code === 'cell_scientific_notation' && damage.column === 'case_id'
          ? answer.endsWith(clean.lines[k]!.replace(/^[^\t]*/, ''))
          : answer.endsWith(`\trejected\t${damage.code}\t`);
      return right ? [] : [[damage?.name, answer]];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

const tabLine = (row: Record<string, string>): string => HEADINGS.map((heading) => row[heading] ?? '').join('\t');
/** A damaged line of CSV as the row program gets it; only the department has a comma and quotes of its own. */
const tabsOfCsv = (line: string): string =>
  [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/g)]
    .slice(0, HEADINGS.length)
    .map(([, quoted, plain]) => quoted ?? plain)
    .join('\t');
