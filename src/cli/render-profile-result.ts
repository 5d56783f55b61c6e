import { columnSchema } from '../cases/columns.js';
import type { HeadingSource } from '../cases/import-profile.js';
import type { Language } from '../kernel/errors.js';
import { visibleLines } from '../kernel/visible-text.js';
import { padEndWide } from '../report/display-width.js';
import type { ProfileRunResult } from '../run/profile-run.js';
import { renderLackingColumns } from './render-lacking-columns.js';

const MOST_HEADINGS = 3;

/** What `profile` prints: each canonical column with the headings that fill it and first values, then what is left. */
export function renderProfileResult(result: ProfileRunResult, language: Language): string {
  const zh = language === 'zh';
  const rows = result.columns.map(({ column, source, headings, samples }) => [
    column,
    columnSchema(column)!.label[language],
    shown(headings, source),
    samples.join(' | ').replace(/\s+/g, ' '),
  ]);
  const widths = [0, 1, 2].map((cell) => Math.max(...rows.map((row) => [...row[cell]!].length * 2), 8));
  widths[0] = Math.max(...rows.map((row) => row[0]!.length), 8);
  if (!zh) widths[1] = Math.max(...rows.map((row) => row[1]!.length), 8);
  const lines = rows.map((row) =>
    row
      .map((cell, c) => (c < 3 ? padEndWide(cell, widths[c]!) : cell))
      .join('  ')
      .trimEnd(),
  );
  if (result.base !== undefined) {
    lines.unshift(zh ? `最接近的内置配置：${result.base}` : `closest shipped profile: ${result.base}`, '');
  }
  if (result.lacking.length > 0) {
    const names = result.lacking.map((column) => `${column}（${columnSchema(column)!.label[language]}）`).join(', ');
    lines.push(
      '',
      zh ? `未找到必需的列：${names}。请在配置中写明。` : `needed and not found: ${names}. Name them in the profile.`,
    );
  }
  if (result.lackingLater.length > 0) {
    const heading = zh
      ? '⚠ 后续步骤要用而未找到的列（请核对下面未使用的表头）：'
      : '⚠ not found, and needed by later steps (see the headings not used below):';
    lines.push('', ...renderLackingColumns(result.lackingLater, heading, language));
  }
  if (result.namesAsIds !== undefined) {
    lines.push(
      '',
      zh
        ? `⚠ 没有医疗机构代码，以“${result.namesAsIds}”列的名称作代码：登记表（--register）的 hospital_id 须写同样的名称。另有代码列时请改用代码。`
        : `⚠ no ids of hospitals: the names under "${result.namesAsIds}" stand for them, so hospital_id of the register (--register) must be the same names. Take the column of ids if there is one.`,
    );
  }
  const personal = result.unmapped.filter((one) => one.personal !== undefined).map((one) => one.heading);
  const others = result.unmapped.filter((one) => one.personal === undefined).map((one) => one.heading);
  if (personal.length > 0) {
    lines.push('', `${zh ? '个人信息，从不保留' : 'personal, never kept'}: ${personal.join(', ')}`);
  }
  if (others.length > 0) lines.push('', `${zh ? '未使用' : 'not used'} (${others.length}): ${others.join(', ')}`);
  if (result.out === undefined) {
    lines.push(
      '',
      zh ? '用 --out profile.yaml 写出，供核对修改。' : 'Write it with --out profile.yaml, to look over and edit.',
    );
  } else {
    const next = `drgdip check --in ${zh ? '文件' : 'FILE'} --profile ${result.out}`;
    lines.push(
      '',
      `→ ${result.out}`,
      zh ? `核对后用 ${next} 查看读到了什么。` : `Look it over, then ${next} lists what is read.`,
    );
  }
  return visibleLines(`${lines.join('\n')}\n`);
}

function shown(headings: readonly string[], source: HeadingSource | undefined): string {
  if (typeof source === 'object' && 'from' in source) return headings.join(' − ');
  if (typeof source === 'object' && 'sum' in source) return headings.join(' + ');
  if (headings.length <= MOST_HEADINGS) return headings.join(', ');
  return `${headings[0]} … ${headings.at(-1)} (${headings.length})`;
}
