import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, need, type Options, wholeNumber } from '../options.js';

type ServeOptions = Options &
  Readonly<
    Partial<
      Record<
        | 'port'
        | 'data'
        | 'host'
        | 'keys'
        | 'requestsAMinute'
        | 'largestUpload'
        | 'keepUploads'
        | 'demoCases'
        | 'newKey'
        | 'scopes'
        | 'removeKey',
        string
      >
    >
  >;

export function addServe(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('serve')
    .description(
      zh
        ? '提供 HTTP 接口（默认仅本机；--host 开放给网络，须有密钥）'
        : 'serve the HTTP API (this machine only, unless --host opens it; that needs keys)',
    )
    .option('--port <n>', zh ? '端口' : 'port', '8010')
    .option('--data <folder>', zh ? '存放上传文件和任务结果的文件夹' : 'folder for uploads and the results of runs')
    .option('--host <address>', zh ? '监听地址，如 0.0.0.0' : 'address to listen on, e.g. 0.0.0.0')
    .option('--keys <file>', zh ? '密钥文件；给出后本机也须密钥' : 'file of keys; given, this machine needs one too')
    .option('--requests-a-minute <n>', zh ? '每个客户每分钟请求上限，0 为不限' : 'limit for each client; 0: none')
    .option('--largest-upload <bytes>', zh ? '上传文件的最大字节数' : 'bytes of an uploaded file at most')
    .option(
      '--keep-uploads <days>',
      zh ? '上传文件保留天数，0 为不删（默认 30）' : 'days to keep uploads; 0: for good (default 30)',
    )
    .option(
      '--demo-cases <n>',
      zh
        ? '首次启动时在后台生成的模拟地区病例数（任务 demo），0 为不生成（默认 10000）'
        : 'cases of the demo region made in the background at the first start (run demo); 0: none (default 10000)',
    )
    .option('--new-key <name>', zh ? '新建密钥，显示一次后退出' : 'make a key, show it once and end')
    .option('--scopes <list>', zh ? '新密钥的权限：read,run,upload' : 'what the new key may do: read,run,upload')
    .option('--remove-key <name>', zh ? '删除密钥后退出' : 'remove a key and end')
    .action((options: ServeOptions) => serve(options, language));
  addOptions(command, language, []);
  addExamples(command, language, [
    'npm start',
    'drgdip serve --port 8010',
    'drgdip serve --demo-cases 0',
    'drgdip serve --new-key finance --scopes read',
    'drgdip serve --host 0.0.0.0',
  ]);
}

async function serve(options: ServeOptions, language: Language): Promise<void> {
  const { DEFAULT_KEY_FILE, startServer } = await import('../../api/start-server.js');
  const keyFile = resolve(options.keys ?? DEFAULT_KEY_FILE);
  if (options.newKey !== undefined) {
    const { addKey, parseScopes } = await import('../../api/access/key-file.js');
    const scopes = parseScopes(need(options.scopes, '--scopes', 'serve --new-key'));
    process.stdout.write(`${addKey(keyFile, options.newKey, scopes)}\n`);
    process.stderr.write(
      language === 'zh'
        ? `密钥“${options.newKey}”（${scopes.join(', ')}）只显示这一次；${keyFile} 中只存散列值\n`
        : `the key "${options.newKey}" (${scopes.join(', ')}) is shown this once; ${keyFile} keeps its hash only\n`,
    );
    return;
  }
  if (options.removeKey !== undefined) {
    const { removeKey } = await import('../../api/access/key-file.js');
    removeKey(keyFile, options.removeKey);
    return;
  }
  await startServer({
    port: wholeNumber(options.port, '--port', 0, 65_535, 8010),
    workers: given(options.workers, '--workers', 0, 256),
    dataFolder: options.data,
    language,
    host: options.host,
    keyFile: options.keys,
    requestsAMinute: given(options.requestsAMinute, '--requests-a-minute', 0, 1e9),
    largestUpload: given(options.largestUpload, '--largest-upload', 1, Number.MAX_SAFE_INTEGER),
    demoCases: demoCases(options.demoCases),
    keepUploads: given(options.keepUploads, '--keep-uploads', 0, 100_000),
  });
}

/** The smallest region has 1,000 cases. @throws option_value */
function demoCases(text: string | undefined): number | undefined {
  return text === '0' ? 0 : given(text, '--demo-cases', 1_000, 5_000_000);
}

/** A whole number where the option is given. @throws option_value */
function given(text: string | undefined, option: string, least: number, most: number): number | undefined {
  return text === undefined ? undefined : wholeNumber(text, option, least, most, least);
}
