import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { csvLine } from '../../../cases/write/csv-line.js';
import { YamlText } from '../../import/yaml-text.js';
import { ENTRY_COLUMNS, type EntryRow } from '../load/entry-row.js';
import type { DipDraft } from './dip-draft.js';

/** Characters of a line of codes. */
const LINE_WIDTH = 118;

/** Writes a draft as a folder that loadDip reads; the folder must not exist yet. */
export function writeDipFolder(draft: DipDraft, folder: string): void {
  for (const [file, text] of dipFiles(draft)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Path within the folder → text. */
export function dipFiles(draft: DipDraft): Map<string, string> {
  const files = new Map<string, string>();
  files.set('scheme.yaml', headerText(draft));
  for (const { id, rows } of draft.sections) files.set(`entries/${id}.csv`, entriesText(rows));
  const { excludedDiagnoses, excludedProcedures, classes, primaryCare } = draft;
  const codes = (file: string, comment: string, list: readonly string[]) => {
    if (list.length > 0) files.set(file, `# ${comment}\n${wrapped(list.map((code) => `=${code}`))}\n`);
  };
  codes('excluded/diagnoses.txt', 'Principal diagnoses that do not group (不纳入分组的主要诊断).', excludedDiagnoses);
  codes(
    'excluded/conservative.txt',
    'Procedures that never lead: a case that begins with one goes on as conservative.',
    excludedProcedures.conservative,
  );
  codes('excluded/not-main.txt', 'Procedures that may be related and never lead.', excludedProcedures.not_main);
  for (const { list, codes: own } of excludedProcedures.scopes)
    codes(`excluded/only-for-${list}.txt`, `Procedures that lead only with a principal of the list ${list}.`, own);
  for (const [kind, own] of classes) codes(`classes/${kind}.txt`, `Procedures of the class ${kind}.`, own);
  if (primaryCare.length > 0)
    files.set(
      'primary-care.csv',
      [['sequence', 'dx', 'px'], ...primaryCare.map(({ sequence, dx, px }) => [sequence, dx, px])]
        .map(csvLine)
        .join(''),
    );
  return files;
}

/** A table with the columns that any row fills. */
function entriesText(rows: readonly EntryRow[]): string {
  const columns = ENTRY_COLUMNS.filter(
    (column) => column === 'code' || column === 'dx' || column === 'px' || rows.some((row) => row[column] !== ''),
  );
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map(csvLine).join('');
}

function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > LINE_WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}

function headerText(draft: DipDraft): string {
  const yaml = new YamlText();
  yaml.entry(0, 'format', 'drgdip-scheme/1');
  yaml.entry(0, 'id', draft.id);
  yaml.entry(0, 'method', 'dip');
  yaml.section(0, 'title');
  yaml.entry(1, 'zh', draft.title.zh);
  yaml.entry(1, 'en', draft.title.en);
  const { provenance } = draft;
  yaml.section(0, 'provenance');
  for (const key of ['issuer', 'document', 'published', 'in_force_from', 'trust'] as const) {
    const value = provenance[key];
    if (value !== undefined) yaml.entry(1, key, value);
  }
  yaml.section(1, 'sources');
  for (const source of provenance.sources) yaml.item(2, source);
  if (Object.keys(draft.options).length > 0) {
    yaml.comment(0, 'Defaults a run may switch; docs/dip.md says what they mean.');
    yaml.section(0, 'options');
  }
  for (const [option, value] of Object.entries(draft.options)) yaml.entry(1, option, value);
  codesText(yaml, draft);
  excludedText(yaml, draft);
  if (draft.lists.size > 0) yaml.section(0, 'lists');
  for (const [name, patterns] of draft.lists) {
    yaml.section(1, name);
    yaml.block(2, 'diagnoses', wrapped(patterns));
  }
  if (draft.classes.size > 0) yaml.section(0, 'classes');
  for (const kind of draft.classes.keys()) yaml.entry(1, kind, `classes/${kind}.txt`);
  if (draft.matching !== undefined) matchingText(yaml, 0, draft.matching);
  if (draft.kindOrder !== undefined) yaml.raw(0, `kind_order: [${draft.kindOrder.join(', ')}]`);
  yaml.section(0, 'sections');
  for (const { id, mdc, title, procedures } of draft.sections)
    yaml.record(1, { id, mdc, zh: title.zh, en: title.en, procedures, entries: `entries/${id}.csv` });
  yaml.comment(0, 'The first step with a candidate gives the group.');
  yaml.section(0, 'steps');
  for (const { sections, matching } of draft.steps) {
    yaml.raw(1, `- sections: [${sections.join(', ')}]`);
    if (matching !== undefined) matchingText(yaml, 2, matching);
  }
  if (draft.primaryCare.length > 0) yaml.entry(0, 'primary_care', 'primary-care.csv');
  return yaml.text();
}

function matchingText(yaml: YamlText, depth: number, matching: NonNullable<DipDraft['matching']>): void {
  if (typeof matching === 'string') yaml.entry(depth, 'matching', matching);
  else yaml.raw(depth, `matching: [${matching.join(', ')}]`);
}

function codesText(yaml: YamlText, { acknowledged }: DipDraft): void {
  yaml.section(0, 'codes');
  yaml.entry(1, 'diagnoses', '../lists/diagnoses.txt');
  yaml.entry(1, 'procedures', '../lists/procedures.txt');
  const kinds = (['diagnoses', 'procedures'] as const).filter((kind) => acknowledged[kind].size > 0);
  if (kinds.length > 0) yaml.section(1, 'acknowledged');
  for (const kind of kinds) {
    yaml.section(2, kind);
    for (const [code, reason] of acknowledged[kind]) yaml.entry(3, code, reason);
  }
}

function excludedText(yaml: YamlText, { excludedDiagnoses, excludedProcedures }: DipDraft): void {
  const { conservative, not_main, scopes } = excludedProcedures;
  if (excludedDiagnoses.length + conservative.length + not_main.length + scopes.length === 0) return;
  yaml.section(0, 'excluded');
  if (excludedDiagnoses.length > 0) yaml.entry(1, 'diagnoses', 'excluded/diagnoses.txt');
  if (conservative.length > 0) yaml.entry(1, 'conservative', 'excluded/conservative.txt');
  if (not_main.length > 0) yaml.entry(1, 'not_main', 'excluded/not-main.txt');
  if (scopes.length > 0) yaml.section(1, 'main_only_for_scope');
  for (const { list } of scopes) yaml.record(2, { scope: list, procedures: `excluded/only-for-${list}.txt` });
}
