import { stringify } from 'yaml';
import { columnSchema } from '../columns.js';
import type { ProfileProposal } from './propose-profile.js';

/**
 * A proposal as a profile to edit: each column with its Chinese and English name and first values beside it, then
 * what no column was found for. What it says it maps, loadProfile reads.
 */
export function profileYaml(proposal: ProfileProposal): string {
  const { base, profile, columns, unmapped, lacking, lackingLater } = proposal;
  const { columns: sources = {}, values = {}, ...others } = profile;
  const lines = [
    '# 由 drgdip profile 生成，请核对后使用。Made by drgdip profile: look it over before use.',
    ...(base === undefined ? [] : [`# 依据内置配置 ${base}。From the shipped profile ${base}.`]),
    '# 标准列: 文件中的表头    canonical column: heading of the file',
    'columns:',
  ];
  if (Object.keys(sources).length === 0) lines[lines.length - 1] = 'columns: {}';
  for (const { column, source, samples } of columns) {
    if (source === undefined) continue;
    const { zh, en } = columnSchema(column)!.label;
    const shown = samples.length === 0 ? '' : `: ${samples.join(' | ').replace(/\s+/g, ' ')}`;
    lines.push(`  ${column}: ${flow(source)}    # ${zh} ${en}${shown}`);
  }
  for (const column of lacking) {
    const { zh, en } = columnSchema(column)!.label;
    lines.push(`  # ${column}:    # 必需，未找到 needed and not found: ${zh} ${en}`);
  }
  for (const { column, without } of lackingLater) {
    const { zh, en } = columnSchema(column)!.label;
    lines.push(`  # ${column}:    # 未找到 not found: ${zh} ${en}；${without.zh} ${without.en}`);
  }
  const maps = Object.entries(values);
  if (maps.length > 0)
    lines.push(
      '',
      '# 文件中的取值: 标准取值，"" 表示缺失    text in the file: canonical value, "" is missing',
      'values:',
    );
  for (const [column, map] of maps) lines.push(`  ${column}: ${flow(map)}`);
  if (Object.keys(others).length > 0) lines.push('');
  for (const [key, value] of Object.entries(others)) lines.push(`${key}: ${flow(value)}`);
  if (unmapped.length > 0) {
    lines.push('', '# 未使用的表头 headings not used:');
    for (const { heading, personal } of unmapped) {
      lines.push(
        `#   ${heading.replace(/\s+/g, ' ')}${personal === undefined ? '' : '    个人信息，从不保留 personal, never kept'}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim();
}
