import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import { safeFileName } from '../../src/api/uploads/safe-file-name.js';
import { EngineError } from '../../src/kernel/errors.js';
import { BAND_VOCABULARY } from '../../src/kernel/formula/formula-language.js';
import { parseFormula } from '../../src/kernel/formula/parse-formula.js';
import { packageRoot } from '../../src/kernel/package-root.js';
import { parseReform } from '../../src/policy/load-policy.js';
import { temporaryFolder } from '../temporary-folder.js';
import { type StressedServer, serveStressed } from './stressed-server.js';

const folder = temporaryFolder();
let served: StressedServer | undefined;
afterAll(async () => {
  served?.process.kill('SIGKILL');
  await served?.ended;
});

describe('expressions that try to leave the language of formulas', () => {
  test.each([
    'cost.constructor("return 1")()',
    'constructor',
    '__proto__',
    'cost["constructor"]',
    'import("fs")',
    'eval("1")',
    'f(x) = x',
    'cost = 1',
    'cost; standard',
    '[1, 2][1]',
    '{a: 1}.a',
    'parse("1")',
    'createUnit("x")',
    '"text"',
    '`text`',
    'cost |> f',
    'cost!',
    "cost'",
    '1:3',
    'toString()',
    'cost ? process : standard',
  ])('%s is refused as a formula', (text) => {
    expect(() => parseFormula(text, BAND_VOCABULARY)).toThrow(EngineError);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('300 levels of brackets and a text of 100,000 characters are refused before they are parsed', () => {
    for (const text of [`${'('.repeat(300)}1${')'.repeat(300)}`, '1+'.repeat(50_000), `${'-'.repeat(1_900)}1`]) {
      const start = performance.now();
      expect(() => parseFormula(text, BAND_VOCABULARY)).toThrow(EngineError);
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });
});

describe('paths of patches that reach into objects', () => {
  test.each(['__proto__.polluted', 'constructor.prototype.polluted', 'rate.__proto__.polluted', 'pools.__proto__'])(
    'a reform on %s changes no object of the program',
    async (path) => {
      const { loadPolicy } = await import('../../src/policy/load-policy.js');
      const { resolveTimeline } = await import('../../src/policy/resolve-timeline.js');
      const apply = (): unknown =>
        resolveTimeline(loadPolicy('demo-region'), [
          parseReform(`id: x\ntitle: {zh: 甲, en: A}\npatches: [{path: ${path}, value: 1}]\n`, 'r.yaml'),
        ]);
      expect(apply).toThrow(EngineError);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );
});

describe('names that lead out of a folder', () => {
  test.each([
    '../../etc/x.csv',
    '..\\..\\x.csv',
    '/etc/x.csv',
    'a/../../x.csv',
    '....//x.csv',
    'C:\\x.csv',
    '\0/../x.csv',
  ])('%j lies where uploads lie', (name) => {
    expect(safeFileName(name)).toMatch(/^[^/\\.][^/\\]*\.csv$/);
  });
});

/** Every regular expression that stands in the sources, with its place. */
function expressionsOf(folderName: string): { readonly place: string; readonly expression: RegExp }[] {
  const root = join(packageRoot(), folderName);
  const names = readdirSync(root, { recursive: true }).map(String);
  return names
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(join(root, name), 'utf8');
      const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
      const found: { place: string; expression: RegExp }[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          const expression = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
          found.push({ place: `${folderName}/${name}: ${node.text}`, expression });
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
}

describe('regular expressions', () => {
  test('none of those in src takes worse than the square of the length, on 40 texts made to be slow', () => {
    const expressions = expressionsOf('src');
    expect(expressions.length).toBeGreaterThan(100);
    const units = [
      'a',
      '0',
      ' ',
      '.',
      ',',
      '-',
      '"',
      "'",
      '(',
      '{',
      '/',
      '\\',
      '_',
      ':',
      '\t',
      '病',
      'a0',
      '0.',
      ' a',
      '<a ',
    ];
    const texts = units.flatMap((unit) => {
      const long = unit.repeat(Math.floor(4_000 / unit.length));
      return [`${long}\u0000`, `x${long}!\n`];
    });
    const slow: string[] = [];
    for (const { place, expression } of expressions) {
      for (const text of texts) {
        const start = performance.now();
        expression.lastIndex = 0;
        expression.test(text);
        // A square takes 16 million steps, some 50 ms; a cube takes 64,000 million.
        if (performance.now() - start > 1_500) slow.push(place);
      }
    }
    expect([...new Set(slow)]).toEqual([]);
  });
});

describe('a server that is written to as raw bytes', () => {
  /** Sends bytes, waits for the end or a moment, and answers what came. */
  async function raw(bytes: string): Promise<string> {
    const { port } = new URL(served!.address);
    return await new Promise((resolve) => {
      let got = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.end(bytes));
      socket.on('data', (chunk) => {
        got += chunk.toString('latin1');
      });
      socket.on('close', () => resolve(got));
      socket.on('error', () => resolve(got));
    });
  }

  test('log lines cannot be forged, and no address leads to a file outside', async () => {
    served = await serveStressed(join(folder, 'data'));
    let log = '';
    for (const stream of [served.process.stdout!, served.process.stderr!]) {
      stream.on('data', (chunk: Buffer) => {
        log += chunk.toString('utf8');
      });
    }
    const host = `Host: ${new URL(served.address).host}\r\nConnection: close\r\n\r\n`;
    const forged = '%0A%7B%22level%22%3A60%2C%22msg%22%3A%22forged%22%7D%0A%1B%5B31m';
    const answers = [
      await raw(`GET /v1/runs/${forged} HTTP/1.1\r\nx-request-id: a{"level":60}\r\n${host}`),
      await raw(`GET /v1/${forged}?q=${forged} HTTP/1.1\r\n${host}`),
      await raw(`GET /../../../../etc/passwd HTTP/1.1\r\n${host}`),
      await raw(`GET /v1/runs/..%2f..%2f..%2fetc%2fpasswd/tables/fund.csv HTTP/1.1\r\n${host}`),
      await raw(`GET /v1/runs/x/tables/..%2f..%2fjobs.csv HTTP/1.1\r\n${host}`),
    ];
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).not.toMatch(/root:|\bat .*\.js:/);
    }
    await wait(300);
    const lines = log.split('\n').filter((line) => line !== '');
    expect(lines.filter((line) => line.startsWith('{')).map((line) => typeof JSON.parse(line))).toContain('object');
    expect(lines.filter((line) => line.includes('"msg":"forged"'))).toEqual([]);
    expect(log).not.toContain('\u001b');
  });

  test('a body that says 2 GiB is refused at its heading, and 200 listeners to a run leave the server answering', async () => {
    const { host, port } = new URL(served!.address);
    const big = `POST /v1/group HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 2147483648\r\nConnection: close\r\n\r\n{`;
    expect(await raw(big)).toMatch(/^HTTP\/1\.1 4(13|00|08) /);
    const started = await fetch(`${served!.address}/v1/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'demo', cases: 5_000, seed: 9 }),
    });
    const { id } = (await started.json()) as { id: string };
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(`GET /v1/runs/${id}/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      socket.pause();
      return socket;
    });
    await wait(500);
    const group = await fetch(`${served!.address}/v1/group`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scheme: 'chs-drg-2.0', cases: [{ case_id: 'A', dx: ['J18.900'] }] }),
    });
    expect(group.status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await fetch(`${served!.address}/v1/runs/${id}`, { method: 'DELETE' });
    expect((await fetch(`${served!.address}/health`)).status).toBe(200);
  });
});
