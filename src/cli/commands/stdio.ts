import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { Language } from '../../kernel/errors.js';
import type { StdioChoice } from '../../run/stdio/open-stdio.js';
import type { StdioResult } from '../../run/stdio/stdio-run.js';
import { ANY_SWITCHES } from '../../schemes/any-switches.js';
import { addExamples, addOptions, keyValues, need, type Options } from '../options.js';

interface StdioCommandOptions {
  readonly columns?: string;
  readonly output?: string;
  readonly escape: 'none' | 'backslash';
  readonly separator: 'auto' | 'tab' | 'ctrl-a';
  readonly chunkHeader?: true;
  readonly emit: 'rows' | 'cells';
  readonly reform?: readonly string[];
  readonly pack?: string;
}

const SEPARATORS = { auto: undefined, tab: 9, 'ctrl-a': 1 };

export function addStdio(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('stdio')
    .description(
      zh
        ? '逐行程序：标准输入每一行病例，标准输出对应一行结果（供 Spark、Hive、ClickHouse 调用）'
        : 'row program: a line of standard input is a case, a line of standard output its answer (for Spark, Hive, ClickHouse)',
    )
    .option(
      '--columns <names>',
      zh
        ? '输入各列的名称，逗号分隔：标准列名会被读取，其他名称只透传'
        : 'names of the input columns, with commas: canonical names are read, others only passed through',
    )
    .option(
      '--output <names>',
      zh
        ? '输出各列：结果列，或要透传的输入列（默认 case_id,mdc,adrg,group,status,reason）'
        : 'names of the output columns: results, or input columns to pass through (default case_id,mdc,adrg,group,status,reason)',
    )
    .addOption(
      new Option('--escape <form>', zh ? '值内特殊字符的写法' : 'how signs within values are written')
        .choices(['none', 'backslash'])
        .default('none'),
    )
    .addOption(
      new Option(
        '--separator <sign>',
        zh ? '列分隔符（auto：随首行）' : 'between columns (auto: as the first line has it)',
      )
        .choices(['auto', 'tab', 'ctrl-a'])
        .default('auto'),
    )
    .option(
      '--chunk-header',
      zh
        ? '每一块之前有一行行数（ClickHouse send_chunk_header）'
        : 'each chunk begins with its row count (send_chunk_header of ClickHouse)',
    )
    .addOption(
      new Option(
        '--emit <what>',
        zh
          ? 'rows：逐行结果；cells：输入结束后写出可合并的聚合单元（供 settle、simulate 的 --in）'
          : 'rows: a line for each row; cells: at the end of the input, lines that can be merged (for --in of settle and simulate)',
      )
        .choices(['rows', 'cells'])
        .default('rows'),
    )
    .option(
      '--pack <file>',
      zh
        ? '写出单文件程序（代码与 --scheme 所列方案，逗号分隔），只需 Node 即可在工作节点上分组'
        : 'write the program as one file, with the schemes of --scheme (with commas): a worker node needs Node alone to group',
    )
    .option('--reform <file...>', zh ? '改革方案（YAML，可多个叠加）' : 'reform (YAML, several stack)')
    .action(async (options: Options & StdioCommandOptions) => {
      if (options.pack !== undefined) {
        await pack(options.pack, names(need(options.scheme, '--scheme', 'stdio')), language);
        return;
      }
      const columns = names(need(options.columns, '--columns', 'stdio'));
      const { scheme, policy } = options;
      if (policy === undefined) need(scheme, '--scheme', 'stdio');
      const form = {
        columns,
        escaping: options.escape,
        separator: SEPARATORS[options.separator],
        hasChunkHeaders: options.chunkHeader === true,
        switches: keyValues(options.option, ANY_SWITCHES),
      };
      const { rows, rejected } =
        options.emit === 'cells' ? await cells(form, need(scheme, '--scheme', 'stdio')) : await answers(form, options);
      if (options.quiet) return;
      process.stderr.write(
        zh
          ? `drgdip stdio：${rows} 行，其中拒收 ${rejected} 行\n`
          : `drgdip stdio: ${rows} rows, of which ${rejected} rejected\n`,
      );
    });
  addOptions(command, language, ['scheme', 'option', 'policy', 'weights', 'register']);
  addExamples(command, language, [
    'drgdip stdio --pack drgdip-stdio.mjs --scheme chs-drg-2.0,chs-drg-3.0',
    'drgdip stdio --scheme chs-drg-2.0 --columns case_id,sex,age_years,los_days,dx,px < cases.tsv > groups.tsv',
    'drgdip stdio --scheme chs-drg-2.0 --columns case_id,dx,note --output case_id,group,note,scheme_hash,checksum < cases.tsv',
    'drgdip stdio --scheme chs-drg-2.0 --columns case_id,dx,px,hospital_id,insurance,total_cost,pooled_fund --emit cells < cases.tsv > part.cells',
    'drgdip stdio --scheme chs-drg-2.0 --columns case_id,dx,px --escape backslash --chunk-header < chunks.tsv',
  ]);
}

/** Writes the packed program; the code lies beside the compiled command line. */
async function pack(out: string, schemes: readonly string[], language: Language): Promise<void> {
  const { packProgram } = await import('../../run/stdio/packed-schemes.js');
  const { openAnyScheme } = await import('../../schemes/open-any-scheme.js');
  const { packageRoot } = await import('../../kernel/package-root.js');
  const code = join(packageRoot(), 'dist', 'src', 'cli', 'packed-stdio.mjs');
  packProgram(
    code,
    out,
    schemes.map((name) => [name, openAnyScheme(name)] as const),
  );
  const size = statSync(out).size;
  const kilobytes = Math.ceil(size / 1000);
  process.stderr.write(language === 'zh' ? `${out}：${kilobytes} kB\n` : `${out}: ${kilobytes} kB\n`);
}

type Form = Pick<StdioChoice, 'columns' | 'escaping' | 'separator' | 'hasChunkHeaders' | 'switches'>;

async function answers(form: Form, options: Options & StdioCommandOptions): Promise<StdioResult> {
  const { openStdio } = await import('../../run/stdio/open-stdio.js');
  const { runStdio } = await import('../../run/stdio/stdio-run.js');
  const { output, scheme, policy, reform: reforms, weights, register } = options;
  const chosen = {
    output: output === undefined ? undefined : names(output),
    scheme,
    policy,
    reforms,
    weights,
    register,
  };
  return await runStdio(await openStdio({ ...form, ...chosen }), process.stdin, process.stdout);
}

async function cells(form: Form, scheme: string): Promise<StdioResult> {
  const { emitCells } = await import('../../run/stdio/emit-cells.js');
  const { openAnyScheme } = await import('../../schemes/open-any-scheme.js');
  return await emitCells({ ...form, scheme: openAnyScheme(scheme) }, process.stdin, process.stdout);
}

function names(list: string): string[] {
  return list.split(',').map((name) => name.trim());
}
