import type { Language } from '../kernel/errors.js';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/** The parser's own headings of help in the reader's language. */
export function helpTitle(title: string, language: Language): string {
  return language === 'zh' ? (TITLES[title] ?? title) : title;
}

/** What the parser itself writes into usage and options: [options], [command], (default: "8010"), (choices: "a", "b"). */
export function helpWords(text: string, language: Language): string {
  if (language === 'en') return text;
  return text
    .replace('[options]', '[选项]')
    .replace('[command]', '[命令]')
    .replace(/ ?\(default: "?([^")]*)"?\)/, '（默认 $1）')
    .replace(/ ?\(choices: ([^)]*?)(?:, default: "([^"]*)")?\)/, (_, choices: string, chosen?: string) => {
      const listed = choices.replaceAll('"', '').replaceAll(', ', '、');
      return chosen === undefined ? `（可选 ${listed}）` : `（可选 ${listed}，默认 ${chosen}）`;
    });
}

const COMPLAINTS: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.+)'/, '错误：没有选项“$1”'],
  [/^error: unknown command '(.+)'/, '错误：没有命令“$1”'],
  [/^error: missing required argument '(.+)'/, '错误：缺少参数“$1”'],
  [/^error: required option '(.+)' not specified/, '错误：缺少必填选项 $1'],
  [/^error: option '(.+)' argument missing/, '错误：选项 $1 缺少值'],
  [/^error: too many arguments(?: for '(.+)')?\..*/, '错误：参数过多'],
  [/\(Did you mean (?:one of )?(.+)\?\)/, '（是否要写 $1？）'],
];

/** The parser's own complaints about usage in the reader's language. */
export function usageComplaint(text: string, language: Language): string {
  if (language === 'en') return text;
  return COMPLAINTS.reduce((complaint, [pattern, zh]) => complaint.replace(pattern, zh), text);
}
