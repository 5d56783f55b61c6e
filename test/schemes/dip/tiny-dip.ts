import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files of a small catalogue: core, comprehensive and fallback entries, treatment classes, one excluded list of each kind. */
export const TINY_DIP: Readonly<Record<string, string>> = {
  'scheme.yaml': `format: drgdip-scheme/1
id: tiny-dip
method: dip
title: {zh: 小目录, en: Tiny catalogue}
provenance: {issuer: nobody, document: none, trust: invented for tests, sources: [this test]}
options: {unmatched: fallback, no_principal: fallback}
codes: {diagnoses: codes/diagnoses.txt, procedures: codes/procedures.txt}
excluded:
  diagnoses: excluded/diagnoses.txt
  conservative: excluded/conservative.txt
  not_main: excluded/not-main.txt
  main_only_for_scope:
    - {scope: digestive, procedures: excluded/endoscopy.txt}
lists:
  digestive: {diagnoses: K20-K93}
classes: {surgical: classes/surgical.txt, therapeutic: classes/therapeutic.txt, diagnostic: classes/diagnostic.txt}
matching: more_parts
sections:
  - {id: core, mdc: HX, zh: 核心, en: core, entries: entries/core.csv}
  - {id: comprehensive, mdc: ZH, zh: 综合, en: comprehensive, entries: entries/comprehensive.csv}
  - {id: fallback, mdc: DD, zh: 兜底, en: fallback, entries: entries/fallback.csv}
steps:
  - sections: [core]
  - sections: [comprehensive]
  - sections: [fallback]
`,
  'codes/diagnoses.txt': 'J18.900 K29.500 K35.200 K35.900 K80.200 P07.000 Z51.900',
  'codes/procedures.txt': `17.4200 45.1600x001 47.0100 47.0100x002 47.0901 51.2300 54.5100x005 54.5100x009 54.5101
88.7600 93.9000 96.7201 99.2501 99.9900`,
  'excluded/diagnoses.txt': '=Z51.900',
  'excluded/conservative.txt': '=99.2501 =93.9000',
  'excluded/not-main.txt': '=17.4200',
  'excluded/endoscopy.txt': '=45.1600x001',
  'classes/surgical.txt': '47.0 51.2',
  'classes/therapeutic.txt': '96.7',
  'classes/diagnostic.txt': '45.16 88',
  'entries/core.csv': `code,sequence,dx,px,name,score
K35:47.0901,1,K35,47.0901,阑尾炎|开放,900
K35:47.0100+54.5101,2,K35,47.0100+54.5101,阑尾炎|腹腔镜|松解,1400.5
K35:47.0100,3,K35,47.0100,阑尾炎|腹腔镜,1200
K35,4,K35,,阑尾炎,400
K35.9,5,K35.9,,阑尾炎 未特指,350
`,
  'entries/comprehensive.csv': `code,sequence,dx,kind,core,name,score
K80:SS,11,K80,surgical,comprehensive,胆石|手术,1500
K80:ZL,12,K80,therapeutic,comprehensive,胆石|治疗,900
K80:ZD,13,K80,diagnostic,comprehensive,胆石|诊断,700
K80:BS,14,K80,conservative,comprehensive,胆石|保守,500
`,
  'entries/fallback.csv': `code,sequence,dx,kind,core,name,score
CP11:SS,21,K00-K93,surgical,fallback,消化|手术,1000
CP11:BS,22,K00-K93,conservative,fallback,消化|保守,300
KB,23,*,,fallback,空白,200
`,
};

/** Writes the files, edited, into a folder of its own. @returns the folder */
export function tinyDip(edits: Readonly<Record<string, (text: string) => string>> = {}): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'drgdip-test-dip-')), 'tiny-dip');
  for (const [file, text] of Object.entries({
    ...Object.fromEntries(Object.keys(edits).map((name) => [name, ''])),
    ...TINY_DIP,
  })) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, edits[file]?.(text) ?? text);
  }
  return folder;
}
