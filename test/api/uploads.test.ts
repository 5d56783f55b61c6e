import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { safeFileName } from '../../src/api/uploads/safe-file-name.js';
import { UploadStore } from '../../src/api/uploads/upload-store.js';
import { ZIP_LIMITS } from '../../src/cases/read/zip/zip-archive.js';
import { temporaryFolder } from '../temporary-folder.js';
import { bytesForm, formOf } from './form.js';
import { type TestServer, testServer } from './test-app.js';

const folder = temporaryFolder();
let server: TestServer;
beforeAll(async () => {
  server = await testServer({ app: { uploads: new UploadStore(folder, 1_000) }, queue: { dataFolder: folder } });
});
afterAll(() => server.close());

const bring = (...files: [string, string][]) =>
  server.app.inject({ method: 'POST', url: '/v1/uploads', ...formOf(files) });
/** Names in the folder of uploads, half-written ones too. */
const lying = () => (existsSync(join(folder, 'uploads')) ? readdirSync(join(folder, 'uploads')) : []);

/** An archive of one part whose directory states a size of its own. */
function zipOf(name: string, packed: Buffer, size: number): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(8, 10);
  record.writeUInt32LE(packed.length, 20);
  record.writeUInt32LE(size, 24);
  record.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, record, Buffer.from(name), end]);
}

describe('uploads', () => {
  test('two files lie where the answer says, byte for byte, with their SHA-256, and a run may name them', async () => {
    const content = 'case_id,dx\r\nA,J18.900\r\n';
    const response = await bring(['病例 2026.csv', content], ['register.csv', 'hospital_id,level\nH1,三级\n']);
    expect(response.statusCode).toBe(201);
    const { id, files } = response.json<{ id: string; files: { name: string; bytes: number; sha256: string }[] }>();
    expect(files.map(({ name }) => name)).toEqual([`uploads/${id}/病例_2026.csv`, `uploads/${id}/register.csv`]);
    expect(readFileSync(join(folder, files[0]!.name), 'utf8')).toBe(content);
    expect(files[0]).toMatchObject({
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    const list = await server.app.inject({ url: '/v1/uploads' });
    expect(list.json()).toMatchObject({ uploads: [{ id, files: [{ name: files[1]!.name }, { bytes: 23 }] }] });
    const run = await server.app.inject({
      method: 'POST',
      url: '/v1/runs',
      payload: { kind: 'settle', files: [files[0]!.name], policy: 'example-standard-8000' },
    });
    expect(run.statusCode).toBe(202);
    await server.queue.idle();
    const gone = await server.app.inject({ method: 'DELETE', url: `/v1/uploads/${id}` });
    expect([gone.statusCode, existsSync(join(folder, files[0]!.name))]).toEqual([200, false]);
    expect((await server.app.inject({ method: 'DELETE', url: `/v1/uploads/${id}` })).json().code).toBe(
      'upload_not_found',
    );
  });

  test('a file of 1,000 bytes is taken where that is the limit, one of 1,001 is not', async () => {
    expect((await bring(['a.csv', 'x'.repeat(1_000)])).statusCode).toBe(201);
    const response = await bring(['a.csv', 'x'.repeat(1_001)]);
    expect([response.statusCode, response.json().code]).toEqual([413, 'upload_too_large']);
  });

  test('a workbook of which a part would unpack to 64 MiB and a byte at 500 : 1 and more is refused and leaves nothing', async () => {
    const before = lying().length;
    const codes: unknown[] = [];
    for (const size of [ZIP_LIMITS.smallPart + 1, ZIP_LIMITS.smallPart]) {
      const answer = await server.app.inject({
        method: 'POST',
        url: '/v1/uploads',
        ...bytesForm([['a.xlsx', zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(20), size)]]),
      });
      codes.push(answer.statusCode === 201 ? 201 : [answer.statusCode, answer.json<{ code: string }>().code]);
      if (answer.statusCode !== 201) expect(lying()).toHaveLength(before);
    }
    expect(codes).toEqual([[413, 'upload_zip_bomb'], 201]);
  });

  test.each<[string, [string, string][], number, string]>([
    ['a program', [['run.exe', 'x']], 415, 'upload_kind'],
    ['no ending', [['cases', 'x']], 415, 'upload_kind'],
    ['an ending alone', [['.csv', 'x']], 415, 'upload_kind'],
    ['an empty file', [['a.csv', '']], 400, 'upload_empty'],
    ['nothing', [], 400, 'upload_empty'],
    [
      'one name twice',
      [
        ['x/a.csv', '1'],
        ['y/a.csv', '2'],
      ],
      400,
      'upload_twice',
    ],
    [
      'a good file before a bad one',
      [
        ['a.csv', '1'],
        ['b.exe', '2'],
      ],
      415,
      'upload_kind',
    ],
    [
      '21 files',
      Array.from({ length: 21 }, (_, index) => [`${index}.csv`, 'x'] as [string, string]),
      400,
      'upload_form',
    ],
  ])('%s is refused and leaves nothing', async (_, files, status, code) => {
    const before = lying();
    const response = await bring(...files);
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
    expect(lying()).toEqual(before);
  });

  test('what is no form, or one without its end, is told and leaves nothing', async () => {
    const before = lying();
    const plain = await server.app.inject({ method: 'POST', url: '/v1/uploads', payload: { file: 'x' } });
    expect([plain.statusCode, plain.json().code]).toEqual([400, 'upload_form']);
    const { headers, payload } = formOf([['a.csv', 'x']]);
    const cut = await server.app.inject({
      method: 'POST',
      url: '/v1/uploads',
      headers,
      payload: payload.slice(0, -20),
    });
    expect([cut.statusCode, cut.json().code]).toEqual([400, 'upload_form']);
    expect(lying()).toEqual(before);
  });

  test('a client that leaves in the middle leaves nothing behind', async () => {
    const before = lying();
    const address = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 }));
    const { headers, payload } = formOf([['a.csv', 'x'.repeat(900)]]);
    const socket = connect(Number(address.port), '127.0.0.1');
    socket.write(
      `POST /v1/uploads HTTP/1.1\r\nHost: ${address.host}\r\nContent-Type: ${headers['content-type']}\r\n` +
        `Content-Length: ${payload.length}\r\n\r\n${payload.slice(0, 500)}`,
    );
    const until = performance.now() + 10_000;
    while (lying().length === before.length && performance.now() < until) await new Promise((r) => setTimeout(r, 10));
    expect(lying().length).toBe(before.length + 1);
    socket.destroy();
    while (lying().length > before.length && performance.now() < until) await new Promise((r) => setTimeout(r, 10));
    expect(lying()).toEqual(before);
  });
});

describe('names', () => {
  test.each([
    ['../../etc/passwd.csv', 'passwd.csv'],
    ['C:\\Users\\x\\病例.xlsx', '病例.xlsx'],
    ['.hidden.csv', 'hidden.csv'],
    ['-rf.csv', 'rf.csv'],
    ['a\u0000b;c|d.csv', 'a_b_c_d.csv'],
    ['con.csv', '_con.csv'],
    ['CASES.CSV', 'CASES.csv'],
    [`${'长'.repeat(300)}.csv`, `${'长'.repeat(100)}.csv`],
  ])('%s lies as %s', (given, name) => {
    expect(safeFileName(given)).toBe(name);
  });
});

test('uploads of 31 days ago go where 30 are kept, those of 30 days stay; what was half-written goes always', () => {
  const root = join(folder, 'kept');
  const day = 86_400;
  const now = performance.timeOrigin / 1000;
  const ids = ['0', '1'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`);
  for (const [index, age] of [30, 31].entries()) {
    const path = join(root, 'uploads', ids[index]!);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'a.csv'), 'x');
    utimesSync(path, now - age * day, now - age * day);
  }
  mkdirSync(join(root, 'uploads', '.partial-x'));
  const store = new UploadStore(root, 1);
  store.clean(0);
  expect(store.list().map(({ id }) => id)).toEqual(ids);
  store.clean(30);
  expect(readdirSync(join(root, 'uploads'))).toEqual([ids[0]]);
});
