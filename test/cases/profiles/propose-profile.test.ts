import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadProfile, parseProfile } from '../../../src/cases/import-profile.js';
import { profileYaml } from '../../../src/cases/profiles/profile-yaml.js';
import { proposeProfile } from '../../../src/cases/profiles/propose-profile.js';
import { peekTable } from '../../../src/cases/read/peek-table.js';
import { readCases } from '../../../src/cases/read/read-cases.js';
import { sniffFile } from '../../../src/cases/read/sniff-file.js';
import { packageRoot } from '../../../src/kernel/package-root.js';
import { temporaryFolder, writeSample } from '../temporary-folder.js';

const folder = temporaryFolder();
const example = (...path: string[]): string => join(packageRoot(), 'examples', ...path);
const peek = async (path: string) => peekTable(path, await sniffFile(path), 20);

describe('a profile proposed from headings', () => {
  test.each([
    ['hqms', ['cases.csv']],
    ['settlement-list', ['cases.csv']],
    ['settlement-list-tables', ['setlinfo.csv', 'diseinfo.csv', 'oprninfo.csv']],
    ['dip-case-file', ['cases.csv']],
  ])('%s is recognised, and what is written reads the example as the shipped profile does', async (name, files) => {
    const paths = files.map((file) => example(name, file));
    const proposal = proposeProfile(await Promise.all(paths.map(peek)));
    expect(proposal.base).toBe(name);
    expect(proposal.lacking).toEqual([]);
    const written = parseProfile(parse(profileYaml(proposal)), 'written.yaml');
    const own = await readCases(paths, { profile: loadProfile(name) });
    const proposed = await readCases(paths, { profile: written });
    expect(proposed.table.columns).toEqual(own.table.columns);
    expect(proposed.summary.netted).toBe(own.summary.netted);
  });

  test('own headings: no base, each column with its values, names without any, the rest told', async () => {
    const text = '病案号,姓名,性别,主要诊断编码,备注,身份证号\n10001,某某,男,I63.900,x,\n10002,某,女,J18.900,,\n';
    const proposal = proposeProfile([await peek(writeSample(folder, text))]);
    expect(proposal.base).toBeUndefined();
    expect(proposal.columns.map(({ column, headings, samples }) => [column, headings, samples])).toEqual([
      ['case_id', ['病案号'], ['10001', '10002']],
      ['sex', ['性别'], ['男', '女']],
      ['dx', ['主要诊断编码'], ['I63.900', 'J18.900']],
    ]);
    expect(proposal.unmapped).toEqual([
      { heading: '姓名', personal: 'name' },
      { heading: '备注', personal: undefined },
      { heading: '身份证号', personal: 'id_number' },
    ]);
    const yaml = profileYaml(proposal);
    expect(yaml).not.toContain('某');
    expect(yaml).toMatch(/case_id: 病案号 {4}# 病例号 case id: 10001 \| 10002/);
    expect(yaml).toMatch(/# {3}姓名 {4}个人信息，从不保留/);
  });

  test.each(['统筹基金', '统筹支付'])('the short heading %s is what the fund recorded', async (heading) => {
    const text = `病案号,主要诊断编码,总费用,${heading}\n1,I63.900,9000,6000\n`;
    const proposal = proposeProfile([await peek(writeSample(folder, text))]);
    expect([proposal.profile.columns?.pooled_fund, proposal.unmapped]).toEqual([heading, []]);
  });

  test('a file with names of hospitals and no ids takes the names for ids and says so; ids go before names', async () => {
    const named = '病案号,医院名称,主要诊断编码\n1,市一院,I63.900\n';
    const proposal = proposeProfile([await peek(writeSample(folder, named))]);
    expect(proposal.namesAsIds).toBe('医院名称');
    expect(proposal.profile.columns?.hospital_id).toBe('医院名称');
    expect(proposal.unmapped).toEqual([]);
    expect(proposal.lackingLater.map(({ column }) => column)).not.toContain('hospital_id');
    for (const id of ['医院代码', 'hospital_id']) {
      const both = `病案号,医院名称,${id},主要诊断编码\n1,市一院,H01,I63.900\n`;
      const coded = proposeProfile([await peek(writeSample(folder, both))]);
      expect(coded.namesAsIds).toBeUndefined();
      expect(coded.columns.find(({ column }) => column === 'hospital_id')?.headings).toEqual([id]);
      expect(coded.unmapped.map(({ heading }) => heading)).toEqual(['医院名称']);
    }
  });

  test('what cannot be guessed stands as a comment to fill in, and the file is still a profile', async () => {
    const proposal = proposeProfile([await peek(writeSample(folder, 'foo,bar\n1,2\n'))]);
    expect(proposal.lacking).toEqual(['case_id', 'dx']);
    const yaml = profileYaml(proposal);
    expect(yaml).toMatch(/# dx: {4}# 必需，未找到 needed and not found/);
    expect(parseProfile(parse(yaml), 'p').columns).toEqual({});
  });

  test('the first rows are enough: a file of a million rows is not read through', async () => {
    const path = writeSample(folder, `case_id,dx\n${'A,I10\n'.repeat(1_000_000)}`);
    const begun = process.hrtime.bigint();
    const { headings, rows } = await peekTable(path, await sniffFile(path), 20);
    expect(Number(process.hrtime.bigint() - begun) / 1e6).toBeLessThan(1000);
    expect([headings, rows.length]).toEqual([['case_id', 'dx'], 20]);
  });
});
