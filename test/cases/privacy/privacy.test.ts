import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseProfile } from '../../../src/cases/import-profile.js';
import { personalHeading, personalText, personalTexts } from '../../../src/cases/privacy/personal-data.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { tableTexts } from '../table-rows.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
/** Invented numbers of an area code that no place has, with check digits that hold. */
const IDS = ['199999195603020010', '199999198811110032', '199999200001010055'].map(withCheckDigit);

function withCheckDigit(id: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return id.slice(0, 17) + '10X98765432'[sum % 11];
}

const read = (heading: string, rows: readonly string[], profile: object = {}) => {
  const path = writeSample(folder, `${heading}\n${rows.join('\n')}\n`);
  return readCases([path], { profile: parseProfile(profile, path) });
};

describe('personal data', () => {
  test.each([
    ['姓名', 'name'],
    ['患者姓名', 'name'],
    ['psn_name', 'name'],
    ['A11', 'name'],
    ['主管医师', 'name'],
    ['身份证号', 'id_number'],
    ['certno', 'id_number'],
    ['SFZH', 'id_number'],
    ['联系电话', 'telephone'],
    ['现住址', 'address'],
    ['户口地址', 'address'],
  ])('the heading %s announces %s', (heading, kind) => {
    expect(personalHeading(heading)).toBe(kind);
  });

  test.each(['机构名称', '诊断名称', '科室', '证件类型', '主诊医师代码', '病案号', '年龄', 'A48', '总费用', '邮编'])(
    'the heading %s announces none',
    (heading) => {
      expect(personalHeading(heading)).toBeUndefined();
    },
  );

  test('an ID number is told by its check digit: of the 11 last digits one holds', () => {
    const first17 = IDS[0]!.slice(0, 17);
    const held = [...'0123456789X'].filter((digit) => personalText(first17 + digit) === 'id_number');
    expect(held).toEqual([IDS[0]![17]]);
    expect(personalText('13800000000')).toBe('telephone');
    expect(personalText('12800000000')).toBeUndefined();
    expect(personalText('202600000000000001')).toBeUndefined();
  });

  test('three texts and half of those there make a column personal; two do not', () => {
    expect(personalTexts([...IDS, 'a', 'b', 'c', ''])).toBe('id_number');
    expect(personalTexts([...IDS, 'a', 'b', 'c', 'd'])).toBeUndefined();
    expect(personalTexts(IDS.slice(0, 2))).toBeUndefined();
  });

  test('columns of names, ID numbers and telephones are ignored as ever, and told', async () => {
    const { table, summary } = await read('case_id,dx,姓名,身份证号,联系电话', [`A,I10,某某,${IDS[0]},13800000000`]);
    expect(tableTexts(table)).toEqual({ case_id: ['A'], dx: ['I10'] });
    expect(summary.personalColumns).toEqual(['姓名', '身份证号', '联系电话']);
    expect(summary.notices.find(({ code }) => code === 'notice_personal_columns')?.zh).toMatch(/从不保留/);
  });

  test('what is personal is told once: not among the unused columns too, and of 41 headings 30 and their number', async () => {
    const { summary } = await read('case_id,dx,remark,姓名', ['A,I10,r,某某']);
    const told = (code: string) => summary.notices.find((one) => one.code === code)?.zh;
    expect(told('notice_personal_columns')).toBe('含个人信息的列从不保留：姓名。');
    expect(told('notice_columns_ignored')).toBe('未使用的列：remark。');
    const many = Array.from({ length: 41 }, (_, i) => `${i + 1}号医师`);
    const wide = await read(`case_id,dx,${many.join(',')}`, [`A,I10${',某'.repeat(many.length)}`]);
    expect(wide.summary.personalColumns).toHaveLength(41);
    expect(wide.summary.notices.find(({ code }) => code === 'notice_personal_columns')?.en).toMatch(
      /30号医师, … \(41\)\.$/,
    );
    expect(wide.summary.notices.map(({ code }) => code)).not.toContain('notice_columns_ignored');
  });

  test('a patient key of ID numbers is dropped by its heading or its content', async () => {
    const rows = IDS.map((id, index) => `C${index},I10,${id}`);
    for (const [heading, columns] of [
      ['case_id,dx,身份证号', { patient_key: '身份证号' }],
      ['case_id,dx,pid', { patient_key: 'pid' }],
    ] as const) {
      const { table, summary } = await read(heading, rows, { columns });
      expect(Object.keys(table.columns)).toEqual(['case_id', 'dx']);
      expect(summary.notices.map(({ code }) => code)).toContain('notice_personal_content');
    }
  });

  test('with a salt the key becomes 20 digits of SHA-256(salt, newline, key), equal for equal patients', async () => {
    const rows = [`A,I10,${IDS[0]}`, `B,I10,${IDS[1]}`, `C,I10,${IDS[0]}`, 'D,I10,'];
    const { table, summary } = await read('case_id,dx,pid', rows, {
      columns: { patient_key: 'pid' },
      hash_patients: 's',
    });
    const hash = (id: string) => createHash('sha256').update(`s\n${id}`).digest('hex').slice(0, 20);
    expect(tableTexts(table).patient_key).toEqual([hash(IDS[0]!), hash(IDS[1]!), hash(IDS[0]!), '']);
    expect(summary.notices.find(({ code }) => code === 'notice_patients_hashed')?.en).toMatch(/: 3 cases/);
  });

  test('a case id of ID numbers is refused with the remedy; one of eleven digits is a record number', async () => {
    const rows = IDS.map((id) => `${id},I10`);
    await expect(read('id,dx', rows, { columns: { case_id: 'id' } })).rejects.toThrow(
      /"id" mapped to case_id holds ID numbers.*case_id: \{join: \[record_number, stay_number\]\}/,
    );
    await expect(read('姓名,dx', ['某某,I10'], { columns: { case_id: '姓名' } })).rejects.toThrow(/holds names/);
    const { summary } = await read('case_id,dx', ['13800000001,I10', '13800000002,I10', '13800000003,I10']);
    expect(summary.cases).toBe(3);
  });

  test('a department of telephones goes too', async () => {
    const rows = [1, 2, 3].map((n) => `C${n},I10,1380000000${n}`);
    const { table } = await read('case_id,dx,department', rows);
    expect(Object.keys(table.columns)).toEqual(['case_id', 'dx']);
  });

  test('a row of broken quotes is told by its id, never by its first cell, which may be a name', async () => {
    const { rejected } = await read('姓名,case_id,dx', ['"某某"x,A,I10', '乙,B,I10']);
    expect(rejected).toMatchObject([{ row: 1, code: 'row_broken_quotes', caseId: 'A', value: 'A' }]);
    expect(JSON.stringify(rejected)).not.toContain('某某');
  });
});
