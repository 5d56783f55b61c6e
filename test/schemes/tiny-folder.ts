import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of a scheme of two chapters that loads and checks without a finding of weight. */
export const TINY_FILES: Readonly<Record<string, string>> = {
  'scheme.yaml': `format: drgdip-scheme/1
id: tiny
method: drg
title: {zh: 小方案, en: Tiny}
provenance:
  issuer: nobody
  document: none
  trust: invented for tests
  sources: [this test]
options: {unrelated_procedure: qy, code_match: exact, missing: strict}
chapters: [A, B]
codes:
  diagnoses: codes/diagnoses.txt
  procedures: codes/procedures.txt
  valid_procedures: codes/valid-procedures.txt
lists:
  robot:
    procedures: 17.4
`,
  'mdc/A.yaml': `mdc: A
name: 先期
when: always
rules:
  AA1:
    order: 1
    name: 移植
    kind: surgical
    when: ppx(1)
    procedures:
      1: 33.6
    groups:
      - {code: AA19, name: 移植, when: always}
`,
  'mdc/B.yaml': `mdc: B
name: 神经
when: pdx(mdc)
diagnoses: $medical
rules:
  BB1:
    order: 1
    name: 手术
    kind: surgical
    when: ppx(1) or (apx(1) and apx(2))
    procedures:
      1: 01.2
      2: 01.3
    groups:
      - {code: BB10, name: 手术机器人, when: apx(robot)}
      - {code: BB11, name: 手术伴严重, when: mcc}
      - {code: BB19, name: 手术, when: always}
  BQY:
    order: 2
    name: 歧义
    kind: unrelated
    when: ppx(valid)
  BR1:
    order: 3
    name: 内科
    kind: medical
    when: pdx(1)
    diagnoses:
      1: I60-I62 !I61.9
    groups:
      - {code: BR13, name: 内科伴, when: mcc or cc}
      - {code: BR15, name: 内科, when: always}
`,
  'severity.yaml': `exclusion_lists:
  0: {cc: E11}
  1: {principals: I60-I62, mcc: I60.0, cc: I61}
`,
  'codes/diagnoses.txt': '# valid\nE11.9\nI60.0\nI60.1\nI61.0\nI61.9\nI62.0\nJ18.9\n',
  'codes/procedures.txt': '01.20\n01.30\n17.41\n33.60\n99.10\n',
  'codes/valid-procedures.txt': '0 1 3\n',
};

/** Writes the tiny scheme to a new folder, with some files replaced by edits of their text. */
export function tinyFolder(edits: Readonly<Record<string, (text: string) => string>> = {}): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'drgdip-tiny-')), 'tiny');
  for (const [file, text] of Object.entries(TINY_FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const edited = edits[file]?.(text) ?? text;
    if (edits[file] !== undefined && edited === text) throw new Error(`the edit of ${file} changes nothing`);
    writeFileSync(join(folder, file), edited);
  }
  return folder;
}

/** An edit that replaces one text by another. */
export const replace = (from: string, to: string) => (text: string) => text.replace(from, to);
