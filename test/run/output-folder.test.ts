import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  refuseFile,
  refuseFolder,
  refuseInputAsOutput,
  writeFileAside,
  writeFolderAside,
} from '../../src/run/output-folder.js';
import { isOrHolds } from '../../src/run/same-place.js';
import { temporaryFolder } from '../temporary-folder.js';

const root = temporaryFolder();
let count = 0;
const fresh = (): string => {
  const path = join(root, `place-${++count}`);
  mkdirSync(path);
  return path;
};

/** A result folder of ours with one table. */
function ourResult(path: string, extra: object = {}): void {
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'fund.csv'), 'old');
  const manifest = { tool: 'drgdip', files: { 'fund.csv': 'hash' }, ...extra };
  writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(path, 'timings.json'), '{}');
}

const writeNew = async (aside: string): Promise<void> => writeFileSync(join(aside, 'fund.csv'), 'new');

describe('an output folder', () => {
  test('is made with its parents and holds what was written, nothing else stands beside it', async () => {
    const place = fresh();
    await writeFolderAside(join(place, 'a', 'b'), 'result', writeNew);
    expect(readFileSync(join(place, 'a', 'b', 'fund.csv'), 'utf8')).toBe('new');
    expect(readdirSync(join(place, 'a'))).toEqual(['b']);
  });

  test('of ours is replaced whole: no file of the old one stays', async () => {
    const place = fresh();
    const folder = join(place, 'results');
    ourResult(folder);
    await writeFolderAside(folder, 'result', writeNew);
    expect(readdirSync(folder)).toEqual(['fund.csv']);
    expect(readFileSync(join(folder, 'fund.csv'), 'utf8')).toBe('new');
    expect(readdirSync(place)).toEqual(['results']);
  });

  test('that is empty may be used', async () => {
    const folder = fresh();
    await writeFolderAside(folder, 'result', writeNew);
    expect(readdirSync(folder)).toEqual(['fund.csv']);
  });

  test.each<[string, (folder: string) => void, string]>([
    ['holds files and no manifest', (folder) => writeFileSync(join(folder, 'thesis.docx'), 'x'), 'thesis.docx'],
    ['has a manifest of another tool', (folder) => ourResult(folder, { tool: 'other' }), 'fund.csv'],
    [
      'is ours but holds one more file',
      (folder) => {
        ourResult(folder);
        writeFileSync(join(folder, 'notes.txt'), 'mine');
      },
      'notes.txt',
    ],
    [
      'is a generated region, which a result never replaces',
      (folder) => ourResult(folder, { kind: 'synthetic region' }),
      'fund.csv',
    ],
    [
      'has a manifest that is no JSON',
      (folder) => {
        writeFileSync(join(folder, 'fund.csv'), 'x');
        writeFileSync(join(folder, 'manifest.json'), '{');
      },
      'fund.csv',
    ],
  ])('that %s is refused before anything is written, the file named', async (_, fill, found) => {
    const folder = fresh();
    fill(folder);
    const before = readdirSync(folder);
    let isCalled = false;
    const run = writeFolderAside(folder, 'result', async () => {
      isCalled = true;
    });
    await expect(run).rejects.toMatchObject({ code: 'output_not_ours', details: { found } });
    expect(isCalled).toBe(false);
    expect(readdirSync(folder)).toEqual(before);
    expect(() => refuseFolder(folder, 'result')).toThrow(found);
  });

  test('what a file manager leaves in a result of ours does not matter', async () => {
    const folder = join(fresh(), 'results');
    ourResult(folder);
    for (const name of ['.DS_Store', 'Thumbs.db', 'desktop.ini']) writeFileSync(join(folder, name), '');
    await writeFolderAside(folder, 'result', writeNew);
    expect(readdirSync(folder)).toEqual(['fund.csv']);
  });

  test('that is a file is refused, and the file stays', async () => {
    const file = join(fresh(), 'results');
    writeFileSync(file, 'mine');
    await expect(writeFolderAside(file, 'result', writeNew)).rejects.toMatchObject({ code: 'output_is_file' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('whose writing fails half way is as before, and nothing half-written stands beside it', async () => {
    const place = fresh();
    const folder = join(place, 'results');
    ourResult(folder);
    const run = writeFolderAside(folder, 'result', async (aside) => {
      writeFileSync(join(aside, 'fund.csv'), 'half');
      throw new RangeError('stopped');
    });
    await expect(run).rejects.toThrow('stopped');
    expect(readdirSync(place)).toEqual(['results']);
    expect(readFileSync(join(folder, 'fund.csv'), 'utf8')).toBe('old');
  });

  test('is not seen under its name before it is whole', async () => {
    const folder = join(fresh(), 'results');
    await writeFolderAside(folder, 'result', async (aside) => {
      await writeNew(aside);
      expect(existsSync(folder)).toBe(false);
    });
    expect(existsSync(folder)).toBe(true);
  });
});

describe('an output file', () => {
  test('keeps its ending while it is written aside, since writers choose a format by it', async () => {
    const place = fresh();
    let path = '';
    await writeFileAside(join(place, 'groups.parquet'), async (aside) => {
      path = aside;
      writeFileSync(aside, 'x');
    });
    expect(path).toMatch(/\.partial-\d+-groups\.parquet$/);
    expect(readdirSync(place)).toEqual(['groups.parquet']);
  });

  test('where a folder stands is refused: the folder and all in it stay', async () => {
    const folder = fresh();
    writeFileSync(join(folder, 'thesis.docx'), 'x');
    const run = writeFileAside(folder, async (aside) => writeFileSync(aside, 'x'));
    await expect(run).rejects.toMatchObject({ code: 'output_is_folder' });
    expect(readdirSync(folder)).toEqual(['thesis.docx']);
    expect(() => refuseFile(`${join(folder, 'new')}/`)).toThrow('is a folder');
  });

  test('below a file, or below a place that cannot be written, is refused with place and reason', async () => {
    const place = fresh();
    writeFileSync(join(place, 'note.txt'), 'x');
    const below = join(place, 'note.txt', 'groups.csv');
    const written = writeFileAside(below, async (aside) => writeFileSync(aside, 'x'));
    await expect(written).rejects.toMatchObject({
      code: 'output_not_writable',
      details: { path: below, reason: 'ENOTDIR' },
    });
    expect(() => refuseFolder(join(below, 'deeper'), 'result')).toThrow('ENOTDIR');
  });

  test.skipIf(process.platform === 'win32')(
    'under a name of 300 bytes is refused at once, and 85 Han characters too',
    () => {
      const place = fresh();
      for (const name of ['a'.repeat(300), '长'.repeat(85)]) {
        for (const refuse of [() => refuseFolder(join(place, name), 'result'), () => refuseFile(join(place, name))]) {
          expect(refuse).toThrow(expect.objectContaining({ code: 'output_not_writable' }));
        }
        expect(isOrHolds(join(place, name), join(place, 'cases.csv'))).toBe(false);
      }
      expect(() => refuseFolder(join(place, '长'.repeat(60)), 'result')).not.toThrow();
    },
  );

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'in a read-only folder is refused with EACCES',
    () => {
      const place = fresh();
      chmodSync(place, 0o500);
      expect(() => refuseFile(join(place, 'groups.csv'))).toThrow('EACCES');
      chmodSync(place, 0o700);
    },
  );

  test('a failure of something else than the output is not told as one of the output', async () => {
    const run = writeFileAside(join(fresh(), 'x.csv'), async () => void readFileSync('/nowhere/at/all.csv'));
    await expect(run).rejects.toMatchObject({ code: 'ENOENT', path: '/nowhere/at/all.csv' });
  });
});

describe('an output that is an input', () => {
  test.each([
    ['the file itself', 'cases.csv', 'cases.csv'],
    ['the file by another way', './x/../cases.csv', 'cases.csv'],
    ['a folder that holds it', 'region', 'region/year.csv'],
  ])('%s is refused', (_, output, input) => {
    expect(() => refuseInputAsOutput(output, [undefined, 'other.csv', input])).toThrow(/would replace the input file/);
  });

  test.each([
    ['a file beside it', 'region/groups.csv', 'region/year.csv'],
    ['a name that begins alike', 'reg', 'region/year.csv'],
  ])('%s is allowed', (_, output, input) => {
    expect(() => refuseInputAsOutput(output, [input])).not.toThrow();
  });
});

describe.skipIf(process.platform === 'win32')('an input is refused as output under every name it has', () => {
  /** A folder with cases.csv, a link to the folder, a link to the file and a second name of it. */
  function linked() {
    const place = fresh();
    const folder = join(place, 'data');
    mkdirSync(folder);
    const input = join(folder, 'cases.csv');
    writeFileSync(input, 'precious');
    symlinkSync(folder, join(place, 'way'));
    symlinkSync(input, join(place, 'link.csv'));
    linkSync(input, join(place, 'second.csv'));
    return { place, folder, input };
  }

  test.each(['way/cases.csv', 'link.csv', 'second.csv', 'way', 'data/../way/./cases.csv'])('%s', (output) => {
    const { place, input } = linked();
    expect(() => refuseInputAsOutput(join(place, output), [input])).toThrow(/would replace the input file/);
  });

  test('the input named by a link, the output by the file or by the folder that holds either', () => {
    const { place, folder, input } = linked();
    const link = join(place, 'link.csv');
    for (const output of [input, folder, link, place]) {
      expect(() => refuseInputAsOutput(output, [link])).toThrow(/would replace the input file/);
    }
  });

  test('a new file in a linked folder, a like name and a link that leads nowhere may be written', () => {
    const { place, input } = linked();
    symlinkSync(join(place, 'gone'), join(place, 'nowhere.csv'));
    for (const output of ['way/new.csv', 'way/cases.csv.csv', 'nowhere.csv', 'new/deep/cases.csv']) {
      refuseInputAsOutput(join(place, output), [input, undefined]);
    }
    expect(readFileSync(input, 'utf8')).toBe('precious');
  });
});

test('a pipe or a device is no place for a result file, by a link to it neither: it would be gone for everybody', () => {
  const folder = fresh();
  const pipe = join(folder, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const link = join(folder, 'link.csv');
  symlinkSync(pipe, link);
  for (const file of [pipe, link]) {
    expect(() => refuseFile(file)).toThrow(expect.objectContaining({ code: 'output_is_device', details: { file } }));
  }
  expect(statSync(pipe).isFIFO()).toBe(true);
});
