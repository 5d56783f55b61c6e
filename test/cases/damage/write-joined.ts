import { type CaseTexts, HEADINGS } from './clean-cases.js';
import { csvLine } from './write-form.js';

/** How the three tables are joined: by a key of their own, since damage may lie in the case id. */
export const JOINED_PROFILE = {
  tables: {
    key: 'setl_id',
    diagnoses: { code: 'diag_code', principal: { heading: 'maindiag', values: ['1'] } },
    procedures: { code: 'oprn_code' },
  },
};

/** The rows as a table of stays, one of diagnoses (a code a row, the principal flagged) and one of procedures. */
export function writeJoined(rows: readonly CaseTexts[]): { stays: string; diagnoses: string; procedures: string } {
  const columns = HEADINGS.filter((heading) => heading !== 'dx' && heading !== 'px');
  const stays = [csvLine(['setl_id', ...columns])];
  const diagnoses = ['setl_id,diag_code,maindiag'];
  const procedures = ['setl_id,oprn_code'];
  rows.forEach((row, index) => {
    const key = `S${index}`;
    stays.push(csvLine([key, ...columns.map((column) => row[column] ?? '')]));
    (row.dx ?? '').split('|').forEach((code, place) => {
      diagnoses.push(csvLine([key, code, place === 0 ? '1' : '0']));
    });
    for (const code of (row.px ?? '').split('|').filter((one) => one !== '')) procedures.push(csvLine([key, code]));
  });
  const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
  return { stays: text(stays), diagnoses: text(diagnoses), procedures: text(procedures) };
}
