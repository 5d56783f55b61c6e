import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineExecutor } from '../../../src/kernel/executor.js';
import { runGroup } from '../../../src/run/group-run.js';
import { silentProgress } from '../../../src/run/progress.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { answersTo, CHOICE } from './lines.js';

const folder = temporaryFolder();
const context = { executor: inlineExecutor, progress: silentProgress, timings: [], language: 'en' as const };
const CASE = 'A1\t1\t60\t8\tJ18.900\t\n';
const ANSWER = 'A1\tE\tES3\tES35\tgrouped\t';

const code = fc.constantFrom('J18.900', 'K35.800', 'I21.900', 'O82.100', 'E11.900', 'N18.900', 'ZZZ', 'Z51.100', '');
const operation = fc.constantFrom('47.0100', '37.2300', '74.1x01', '99.9999', '');
const row = fc.tuple(
  fc.constantFrom('1', '2', '', '7'),
  fc.constantFrom('0', '5', '60', '69', '70', ''),
  fc.constantFrom('1', '8', '61', ''),
  fc.array(code, { maxLength: 5 }).map((codes) => codes.join('|')),
  fc.array(operation, { maxLength: 2 }).map((codes) => codes.join('|')),
);
const rows = fc
  .array(row, { minLength: 1, maxLength: 60 })
  .map((list) => list.map((values, i) => [`C${i}`, ...values]));

describe('rows of text grouped line by line', () => {
  test('are the rows of `group` over a file of the same cases, however the bytes are cut into parts', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fc.nat(4000), { maxLength: 8 }), async (list, places) => {
        const file = join(folder, 'cases.csv');
        writeFileSync(file, `${[CHOICE.columns, ...list].map((cells) => cells.join(',')).join('\n')}\n`);
        await runGroup({ files: [file], scheme: 'chs-drg-2.0', out: join(folder, 'groups.csv') }, context);
        const expected = readFileSync(join(folder, 'groups.csv'), 'utf8').trimEnd().split('\n').slice(1);
        const bytes = Buffer.from(list.map((cells) => `${cells.map((cell) => cell || '\\N').join('\t')}\n`).join(''));
        const cuts = [0, ...places.map((place) => place % bytes.length).sort((a, b) => a - b), bytes.length];
        const parts = cuts.slice(1).map((to, i) => bytes.subarray(cuts[i], to));
        const { lines, result } = await answersTo(parts);
        expect(lines.map((line) => line.split('\t'))).toEqual(expected.map((line) => line.split(',')));
        count += list.length;
        expect(result.rows).toBe(list.length);
      }),
      { numRuns: 40, seed: 11 },
    );
    expect(count).toBeGreaterThan(200);
  });

  test('an empty input has an empty answer: no heading, no total', async () => {
    expect((await answersTo([])).bytes.length).toBe(0);
  });

  test('a last line without a line feed is a row; its answer has one', async () => {
    const { bytes } = await answersTo([CASE, CASE.slice(0, -1)]);
    expect(bytes.toString()).toBe(`${ANSWER}\n${ANSWER}\n`);
  });

  test('two rows of one id are both answered: no row sees another, so partitions may be cut anywhere', async () => {
    expect((await answersTo([CASE, CASE])).lines).toEqual([ANSWER, ANSWER]);
  });

  test.each([
    ['too few values', 'A1\t1\t60\n', 'row_too_few_cells', 'A1'],
    ['a TAB inside a value', 'A1\t1\t60\t8\tJ18.900\t\tmore\n', 'row_too_many_cells', 'A1'],
    ['an empty line', '\n', 'row_too_few_cells', ''],
    ['no id', '\\N\t1\t60\t8\tJ18.900\t\n', 'row_case_id_missing', '\\N'],
    ['a sex of 9', 'A1\t9\t60\t8\tJ18.900\t\n', 'cell_value_not_allowed', 'A1'],
    ['words for an age', 'A1\t1\tsixty\t8\tJ18.900\t\n', 'cell_not_a_number', 'A1'],
  ])('%s: a row with status and reason between its neighbours', async (_, line, reason, id) => {
    const { lines, result } = await answersTo([CASE, line, CASE]);
    expect(lines).toEqual([ANSWER, `${id}\t\t\t\trejected\t${reason}`, ANSWER]);
    expect(result).toEqual({ rows: 3, rejected: 1 });
  });

  test('a line of 17 MiB is rejected and the next one answered', async () => {
    const long = Buffer.alloc(17 * 2 ** 20, 'x');
    const { lines } = await answersTo([CASE, 'B\t1\t60\t8\t', long, '\t\n', CASE], { output: ['status', 'reason'] });
    expect(lines).toEqual(['grouped\t', 'rejected\trow_too_long', 'grouped\t']);
  });
});

describe('what engines send', () => {
  test('numbers as doubles write them, None of a pipe and a CR before the line feed are read', async () => {
    const { lines } = await answersTo(['A1\t1.0\t6.0E1\t8.0\tJ18.900\tNone\r\n', 'A2\tNone\t60\t8\tO82.100\t\\N\n']);
    expect(lines).toEqual([ANSWER, 'A2\t\t\t0000\tungrouped\tmissing_sex']);
  });

  test('U+0001 between values is answered with U+0001, TAB with TAB, and a named one holds whatever comes', async () => {
    const other = CASE.replaceAll('\t', '\u0001');
    expect((await answersTo([other])).lines).toEqual([ANSWER.replaceAll('\t', '\u0001')]);
    const { lines } = await answersTo([other], { separator: 9 });
    expect(lines[0]).toMatch(/rejected\trow_too_few_cells$/);
  });

  test('values pass through byte for byte, whatever they hold', async () => {
    const columns = [...CHOICE.columns, 'note'];
    const output = ['note', 'group', 'case_id'];
    const note = Buffer.from([0xff, 0x20, 0x5c, 0x74, 0xe4, 0xb8, 0xad, 0x22, 0x0d]);
    const line = Buffer.concat([Buffer.from('A1\t1\t60\t8\tJ18.900\t\t'), note, Buffer.from('\n')]);
    for (const escaping of ['none', 'backslash'] as const) {
      const { bytes } = await answersTo([line], { columns, output, escaping });
      expect(bytes).toEqual(Buffer.concat([note, Buffer.from('\tES35\tA1\n')]));
    }
  });

  test('under --escape backslash a code written with an escaped sign is the code; without it the sign is its own', async () => {
    const line = 'A1\t1\t60\t8\tJ18.900\\t\t\n';
    expect((await answersTo([line], { escaping: 'backslash' })).lines).toEqual([ANSWER]);
    expect((await answersTo([line])).lines[0]).toMatch(/unknown_principal$/);
  });

  test('scheme and its hash stand in every row, rejected ones too, and the checksum is the CRC-32 of the row', async () => {
    const output = ['case_id', 'scheme', 'scheme_hash', 'checksum', 'policy_hash'];
    const { lines } = await answersTo([CASE, 'B\n'], { output });
    const [first, second] = lines.map((line) => line.split('\t')) as [string[], string[]];
    expect(first[2]).toMatch(/^[0-9a-f]{64}$/);
    expect(second.slice(1, 3)).toEqual(first.slice(1, 3));
    expect([first[1], first[4], second[0]]).toEqual(['chs-drg-2.0', '', 'B']);
    // CRC-32 of "B" by the published polynomial.
    expect(second[3]).toBe('1255198513');
  });
});

describe('chunks with their row count first', () => {
  const choice = { hasChunkHeaders: true };

  test('the counts are no rows, wherever the bytes are cut', async () => {
    const text = `2\n${CASE}${CASE}1\n${CASE}`;
    for (let cut = 0; cut <= text.length; cut += 3) {
      expect((await answersTo([text.slice(0, cut), text.slice(cut)], choice)).lines).toEqual([ANSWER, ANSWER, ANSWER]);
    }
  });

  test('a count that is none ends the program, and so does an input that holds fewer rows', async () => {
    await expect(answersTo([`1\n${CASE}${CASE}`], choice)).rejects.toMatchObject({ code: 'stdio_chunk_header' });
    await expect(answersTo([`3\n${CASE}`], choice)).rejects.toMatchObject({
      code: 'stdio_chunk_short',
      details: { missing: 2 },
    });
  });
});

describe('what is wrong before a row comes', () => {
  test.each([
    [{ columns: ['case_id', 'px'] }, 'stdio_columns_missing', /dx/],
    [{ columns: ['case_id', 'dx', 'dx'] }, 'stdio_column_twice', /--columns/],
    [{ output: ['group', 'group'] }, 'stdio_column_twice', /--output/],
    [{ output: ['grp'] }, 'stdio_output_unknown', /mdc, adrg, group/],
    [{ columns: ['dx', 'status'], output: ['status'] }, 'stdio_output_both', /in_status/],
    [{ output: ['pay'] }, 'stdio_output_unknown', /"pay"/],
  ])('%o is refused by name with a remedy', async (choice, errorCode, text) => {
    const error = (await answersTo([CASE], choice).catch((cause: unknown) => cause)) as Error & { code: string };
    expect(error.code).toBe(errorCode);
    expect(error.message).toMatch(text);
  });
});
