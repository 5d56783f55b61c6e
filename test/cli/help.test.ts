import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { chooseLanguage } from '../../src/cli/context.js';
import { failureCode, failureText } from '../../src/cli/failure.js';
import { wrapHelp } from '../../src/cli/help-layout.js';
import { helpTitle, usageComplaint } from '../../src/cli/help-words.js';
import { createProgram } from '../../src/cli/program.js';
import { displayWidth } from '../../src/report/display-width.js';
import { engineVersion } from '../../src/run/engine-version.js';
import { isPlainSentence, runCli } from '../built-program.js';

const HAN = /[\u4e00-\u9fff]/;

/** Every command with its help text, sub-commands too. */
async function helpTexts(language: 'zh' | 'en'): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const walk = (command: Awaited<ReturnType<typeof createProgram>>, name: string): void => {
    const out: string[] = [];
    command.configureOutput({ writeOut: (text) => void out.push(text) });
    command.outputHelp();
    texts.set(name, out.join(''));
    for (const child of command.commands) walk(child, `${name} ${child.name()}`.trim());
  };
  walk(await createProgram(language), '');
  return texts;
}

const zh = await helpTexts('zh');
const en = await helpTexts('en');
const leaves = [...en.keys()].filter((name) => name !== '' && name !== 'policy' && name !== 'scheme');

describe('help', () => {
  test('lines of help in Chinese keep to the width, break between Han characters and begin with no closing sign', () => {
    expect(wrapHelp('一二三四五，六七', 10)).toBe('一二三四五，\n六七');
    expect(wrapHelp('--against 政策的权重', 14)).toBe('--against 政策\n的权重');
    expect(wrapHelp('abc defgh ij', 8)).toBe('abc\ndefgh ij');
    expect(wrapHelp('甲\n乙', 10)).toBe('甲\n乙');
    for (const [name, text] of zh) {
      const [options] = text.split('示例');
      for (const line of options!.split('\n')) expect(displayWidth(line), `${name}: ${line}`).toBeLessThanOrEqual(82);
    }
  });

  test('in Chinese what the parser itself writes is Chinese too, and terms with Han characters stand in line', () => {
    const text = [...zh.values()].join('\n');
    for (const word of ['[options]', '[command]', '(default:', '(choices:', 'Usage:']) expect(text).not.toContain(word);
    expect(zh.get('serve')).toContain('用法： drgdip serve [选项]');
    expect(zh.get('serve')).toContain('端口（默认 8010）');
    expect(zh.get('stdio')).toContain('（可选 none、backslash，默认 none）');
    expect(en.get('serve')).toContain('(default: "8010")');
    const line = (name: string): string =>
      zh
        .get('')!
        .split('\n')
        .find((one) => one.startsWith(`  ${name}`))!;
    const at = (name: string, words: string): number => displayWidth(line(name).slice(0, line(name).indexOf(words)));
    expect(at('help [命令]', '显示')).toBe(at('policy', '检查'));
  });

  test.each(['price', 'settle', 'simulate'])(
    '%s takes outpatient.csv, which benefits that count visits ask for',
    (name) => {
      expect(en.get(name)).toContain('--outpatient <file>');
    },
  );

  test('the fixed commands of this version are there, under their fixed names', () => {
    expect([...en.keys()]).toEqual(
      expect.arrayContaining([
        '',
        'demo',
        'explain',
        'generate',
        'group',
        'policy',
        'policy check',
        'policy diff',
        'policy show',
        'price',
        'scheme',
        'scheme check',
        'scheme import',
        'scheme list',
        'serve',
        'settle',
        'simulate',
        'sweep',
        'weights',
      ]),
    );
  });

  test.each(leaves)('%s: an example a user can type, in both languages', (name) => {
    const example = new RegExp(`\\$ (drgdip ${name}|npm run demo|npm start)`);
    expect(zh.get(name)).toMatch(example);
    expect(en.get(name)).toMatch(example);
    expect(zh.get(name)).toContain('示例：');
    expect(en.get(name)).toContain('Examples:');
  });

  test.each([...en.keys()])('"%s" speaks the language asked for and no other', (name) => {
    expect(HAN.test(en.get(name)!), 'English help has Chinese').toBe(false);
    const text = zh.get(name)!;
    expect(text).toMatch(/^用法：/);
    for (const line of text.split('\n').filter((entry) => /^ {2}-/.test(entry))) {
      expect(HAN.test(line) || /--kind/.test(line), line).toBe(true);
    }
  });

  test.each(leaves.filter((name) => name !== 'serve'))('%s has --lang, --json and --quiet', (name) => {
    for (const option of ['--lang <zh|en>', '--json', '--quiet']) expect(en.get(name)).toContain(option);
  });
});

describe('usage', () => {
  test('--version prints the version of the package and exits 0', async () => {
    const { code, stdout } = await runCli(['--version']);
    expect([code, stdout]).toEqual([0, `${engineVersion()}\n`]);
  });

  test("--help and a command's --help go to stdout with exit code 0", async () => {
    const [all, one] = await Promise.all([
      runCli(['--help', '--lang', 'zh']),
      runCli(['group', '--help', '--lang', 'en']),
    ]);
    expect([all.code, all.stderr, one.code, one.stderr]).toEqual([0, '', 0, '']);
    expect(all.stdout).toContain('用法：');
    expect(one.stdout).toContain('$ drgdip group --scheme');
  });

  test.each([
    ['an unknown command', ['grup'], "unknown command 'grup'", '没有命令“grup”'],
    ['an unknown option', ['group', '--out-put', 'x'], "unknown option '--out-put'", '没有选项“--out-put”'],
    ['an option without its value', ['group', '--in'], "'--in <file...>' argument missing", '缺少值'],
    ['a missing argument', ['policy', 'check'], "missing required argument 'policy'", '缺少参数“policy”'],
    ['a superfluous argument', ['demo', 'now'], 'too many arguments', '参数过多'],
  ])(
    '%s: the complaint and where help is, not the whole help, in both languages',
    async (_, args, english, chinese) => {
      const [a, b] = [await complaintOf(args, 'en'), await complaintOf(args, 'zh')];
      expect(a.text).toContain(english);
      expect(a.text).toMatch(/See --help\.\n$/);
      expect(a.text).not.toContain('Usage:');
      expect(b.text).toContain(chinese);
      expect(b.text).toMatch(/用法见 --help。\n$/);
      expect(b.text).not.toContain('用法：');
      expect(a.error).toBeInstanceOf(CommanderError);
      expect(isPlainSentence(a.text) && isPlainSentence(b.text)).toBe(true);
    },
  );

  test('--polcy is answered with --policy in three lines', async () => {
    const { text } = await complaintOf(['settle', '--polcy', 'x'], 'en');
    expect(text).toBe("error: unknown option '--polcy'\n(Did you mean --policy?)\nSee --help.\n");
  });

  test('no command: the help', async () => {
    const [a, b] = [await complaintOf([], 'en'), await complaintOf([], 'zh')];
    expect(a.text).toContain('Usage:');
    expect(b.text).toContain('用法：');
    expect([a.error, b.error].every((error) => error instanceof CommanderError)).toBe(true);
  });

  test('such a complaint goes to stderr with exit code 2, and nothing to stdout', async () => {
    const [command, option, none] = await Promise.all([
      runCli(['grup', '--lang', 'zh']),
      runCli(['group', '--out-put', 'x']),
      runCli([]),
    ]);
    for (const { code, stdout } of [command, option, none]) expect([code, stdout]).toEqual([2, '']);
    expect(command.stderr).toMatch(/^错误：没有命令“grup”\n/);
    expect(option.stderr).toMatch(/^error: unknown option '--out-put'\n/);
    expect(none.stderr).toMatch(/^Usage: /);
  });

  test.each([
    ['group', [], '--in'],
    ['group', ['--in', 'x.csv'], '--out'],
    ['explain', ['--in', 'x.csv'], '--scheme'],
    ['generate', [], '--out'],
    ['weights', ['--policy', 'demo-region'], '--in'],
    ['weights', ['--in', 'x.csv'], '--policy'],
    ['price', ['--in', 'x.csv'], '--policy'],
    ['settle', ['--in', 'x.csv', '--policy', 'demo-region'], '--out'],
    ['simulate', ['--in', 'x.csv', '--policy', 'demo-region', '--out', 'y'], '--reform'],
  ])('%s %j without %s: one sentence that names the option', async (command, args, option) => {
    const { error } = await complaintOf([command, ...args], 'en');
    expect(failureText(error, 'en')).toBe(
      `error: option ${option} is required. See drgdip ${command} --help for an example.\n`,
    );
    expect(failureText(error, 'zh')).toContain(`缺少必填选项 ${option}`);
    expect(failureCode(error)).toBe(2);
  });

  test.each([
    [['demo', '--cases', '12'], '--cases', '1000 … 20000000'],
    [['demo', '--cases', 'many'], '--cases', '1000 … 20000000'],
    [['demo', '--seed', '-1'], '--seed', '0 … 2147483647'],
    [['demo', '--workers', '1.5'], '--workers', '0 … 256'],
    [['explain', '--in', 'a', '--scheme', 'c', '--option', 'qy=off'], '--option', 'unrelated_procedure=qy|medical'],
  ])('%j: the value and what was expected', async (args, option, expected) => {
    const { error } = await complaintOf(args, 'en');
    expect(failureText(error, 'en')).toMatch(new RegExp(`^error: option ${option}: ".*" is not valid`));
    expect(failureText(error, 'en')).toContain(expected);
    expect(failureCode(error)).toBe(2);
  });

  test('a missing option and a wrong value end the program with exit code 2, its sentence on stderr only', async () => {
    const [missing, language] = await Promise.all([
      runCli(['group', '--lang', 'zh']),
      runCli(['demo', '--lang', 'fr']),
    ]);
    expect(missing).toEqual({
      code: 2,
      stdout: '',
      stderr: '错误：缺少必填选项 --in。用 drgdip group --help 查看示例。\n',
    });
    expect(language).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: option --lang: "fr" is not valid, expected zh | en.\n',
    });
  });
});

/** What the parser prints, and what the command throws, in this process. */
async function complaintOf(args: readonly string[], language: 'zh' | 'en'): Promise<{ text: string; error: unknown }> {
  const program = await createProgram(language);
  const printed: string[] = [];
  const listen = (command: typeof program): void => {
    command.configureOutput({
      writeErr: (text) => void printed.push(text),
      writeOut: (text) => void printed.push(text),
    });
    command.commands.forEach(listen);
  };
  listen(program);
  try {
    await program.parseAsync(['node', 'drgdip', ...args]);
    return { text: printed.join(''), error: undefined };
  } catch (error) {
    return { text: printed.join(''), error };
  }
}

describe('the language', () => {
  const keep = { ...process.env };
  const choose = (argv: string[], env: Record<string, string>): string => {
    for (const name of ['DRGDIP_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG']) delete process.env[name];
    Object.assign(process.env, env);
    const language = chooseLanguage(argv);
    process.env = { ...keep };
    return language;
  };

  test.each([
    [['--lang', 'zh'], { LANG: 'en_US.UTF-8' }, 'zh'],
    [['--lang=en'], { LANG: 'zh_CN.UTF-8' }, 'en'],
    [['--lang', 'cn'], { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [['--lang', 'zhongwen'], { LANG: 'en_US.UTF-8' }, 'en'],
    [[], { DRGDIP_LANG: 'zh', LANG: 'en_US.UTF-8' }, 'zh'],
    [[], { LANG: 'zh_CN.UTF-8' }, 'zh'],
    [[], { LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh'],
    [[], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
  ] as const)('%j with %j is %s', (argv, env, expected) => {
    expect(choose([...argv], env)).toBe(expected);
  });

  test('words of the parser that are not known stay as they are', () => {
    expect(helpTitle('Usage:', 'zh')).toBe('用法：');
    expect(helpTitle('Global Options:', 'zh')).toBe('Global Options:');
    expect(usageComplaint("error: unknown option '--x'\n(Did you mean --y?)\n", 'zh')).toBe(
      '错误：没有选项“--x”\n（是否要写 --y？）\n',
    );
    expect(usageComplaint('error: something new', 'zh')).toBe('error: something new');
  });
});
