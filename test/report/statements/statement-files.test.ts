import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EngineError } from '../../../src/kernel/errors.js';
import { hospitalStatements } from '../../../src/report/statements/statement-book.js';
import { statementFileNames } from '../../../src/report/statements/statement-file-names.js';
import { statementHtml } from '../../../src/report/statements/statement-html.js';
import { statementTable } from '../../../src/report/statements/statement-table.js';
import { writeTableCsv } from '../../../src/report/write-table-csv.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { HOSTILE_IDS, singleBook, statementBookOf, statementLines, statementPart } from './statement-fixture.js';

const folder = temporaryFolder();

test('a plain id names its own file; any other keeps what is plain of it and the beginning of its hash', () => {
  const names = statementFileNames(['H001', '市一院', 'a/b', '../../etc/passwd', 'CON', 'index', 'x'.repeat(49), '']);
  expect([...names.values()].map((name) => name.replace(/~[0-9a-f]{12}$/, '~#'))).toEqual([
    'H001',
    '市一院',
    'a_b~#',
    '______etc_passwd~#',
    'CON~#',
    'index~#',
    `${'x'.repeat(48)}~#`,
    '~#',
  ]);
});

test('ids that differ by case only get names that differ where case does not count', () => {
  const names = [...statementFileNames(['h1', 'H1']).values()];
  expect(names[0]).toMatch(/^h1~/);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(2);
});

test('whatever the ids, every name is safe, at most 180 bytes, and no two are the same, case aside', () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('..', '.', '/', '\\', 'nul', 'LPT1', 'a.', 'a ', '\u0000', '医'.repeat(80), '-rf'),
  );
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 20 }), (ids) => {
      const names = [...statementFileNames(ids).values()];
      expect(names).toHaveLength(ids.length);
      for (const name of names) {
        expect(name).toMatch(/^[A-Za-z0-9_~\p{Script=Han}][A-Za-z0-9_~\p{Script=Han}-]*$/u);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)$/i);
        expect(Buffer.byteLength(`${name}.html`)).toBeLessThanOrEqual(180 + 5);
      }
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    }),
    { numRuns: 300 },
  );
});

test('statements.csv: yuan and fen, names in both languages, source of each line; ids are defused', async () => {
  const path = join(folder, 'statements.csv');
  const table = statementTable(singleBook(), 'csv');
  await writeTableCsv(path, table);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines[0]).toBe(
    'scenario,hospital_id,hospital_name,insurance,order,line,label_zh,label_en,role,band,amount,amount_fen,formula_zh,formula_en,policy_path,source_document,source_article,source_trust',
  );
  expect(lines[8]).toBe(
    'single,H001,示例市第一人民医院,employee,8,retention,结余留用与超支分担,Retention and sharing,term,shared,-1234.07,-123407,“retention”的算式：甲 − 乙,formula of retention: a − b,retention.bands.shared,用户设定,,chosen',
  );
  expect(lines[3]).toMatch(/,rate,示例医保发〔2026〕1 号,第五条,cited$/);
  expect(lines[9]).toContain(',step_of_next_year,step of next year,step of next year,term,');
  expect(lines[9]).toMatch(/,clearing\.next,,,none$/);
  expect(lines.slice(1).filter((line) => /(^|,)[=+@]/.test(line))).toEqual([]);
  expect(lines[23]).toMatch(/^single,'=1\+1,"'=HYPERLINK\(""http:\/\/example.invalid""\)",/);
  expect(statementTable(singleBook(), 'parquet').schema.columns.map(({ name }) => name)).not.toContain('amount_fen');
});

test('a statement whose total is one fen off is refused, with both amounts', () => {
  const lines = statementLines('H001', 'employee');
  lines[9] = { ...lines[9]!, amountFen: lines[9]!.amountFen + 1 };
  let error: EngineError | undefined;
  try {
    hospitalStatements(statementBookOf([statementPart('single', lines)]));
  } catch (caught) {
    error = caught as EngineError;
  }
  expect(error?.code).toBe('statement_not_equal');
  expect(error?.text('en')).toContain('"final_fund" is 68776.54 yuan, the terms above it add up to 68776.53 yuan');
});

test('a hospital that only the reform knows still has a statement, with an empty part for the baseline', () => {
  const book = statementBookOf([
    statementPart('baseline', statementLines('A', 'employee')),
    statementPart('reform', statementLines('B', 'employee')),
  ]);
  const [a, b] = hospitalStatements(book);
  expect([a!.hospitalId, a!.parts.map(({ accounts }) => accounts.length)]).toEqual(['A', [1, 0]]);
  expect([b!.hospitalId, b!.parts.map(({ accounts }) => accounts.length)]).toEqual(['B', [0, 1]]);
  expect(statementHtml(b!, 'zh')).toContain('rate-minus-3');
});

test('the page holds no markup of an id, and equal statements are equal pages', () => {
  const statements = hospitalStatements(singleBook());
  expect(statements.map(({ hospitalId }) => hospitalId)).toEqual(['H001', ...HOSTILE_IDS]);
  for (const statement of statements) {
    const html = statementHtml(statement, 'zh');
    expect(html).not.toContain('<script>alert');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(statementHtml(statement, 'zh')).toBe(html);
  }
});

test('all insurances to pay: one without a cash line is owed its final payment, 206329.59 of a sum of 270106.12', () => {
  const cash = statementLines('H001', 'employee');
  const line = (name: string, role: 'term' | 'total', amountFen: number) => ({
    ...cash[9]!,
    order: cash.length + 1,
    line: name,
    role,
    amountFen,
  });
  cash.push(line('ledger_prepayment', 'term', -500_000));
  cash.push({ ...line('to_pay', 'total', 6_377_653), order: cash.length + 1 });
  const lines = [...cash, ...statementLines('H001', 'resident', 3)];
  const html = statementHtml(hospitalStatements(statementBookOf([statementPart('single', lines)]))[0]!, 'zh');
  const row = /<tr><th scope="row">应拨付<\/th>(.*?)<\/tr>/.exec(html)![1]!;
  expect([...row.matchAll(/class="yuan">([^<]*)</g)].map(([, amount]) => amount)).toEqual([
    '63,776.53',
    '206,329.59',
    '270,106.12',
  ]);
});

test('the day on which clearing is due stands at the head of the page, in both languages, and only where the policy names one', () => {
  const lines = statementLines('H001', 'employee');
  const page = (due: object) => {
    const [statement] = hospitalStatements(statementBookOf([{ ...statementPart('single', lines), ...due }]));
    return statementHtml(statement!, 'zh');
  };
  const named = page({ due: '2027-06-30' });
  expect(named).toMatch(/清算截止日<\/dt><dd>2027-06-30/);
  expect(named).toMatch(/Clearing due<\/dt><dd>2027-06-30/);
  expect(page({})).not.toMatch(/清算截止日|Clearing due/);
});
