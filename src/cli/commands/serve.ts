import type { Command } from 'commander';
import type { Language } from '../../kernel/errors.js';
import { addExamples, addOptions, type Options, wholeNumber } from '../options.js';

export function addServe(program: Command, language: Language): void {
  const zh = language === 'zh';
  const command = program
    .command('serve')
    .description(zh ? '在本机提供 HTTP 接口（仅回环地址）' : 'serve the HTTP API on this machine (loopback only)')
    .option('--port <n>', zh ? '端口' : 'port', '8010')
    .option('--data <folder>', zh ? '存放任务结果的文件夹' : 'folder for the results of runs')
    .action(async (options: Options & { port?: string; data?: string }) => {
      const { startServer } = await import('../../api/start-server.js');
      const port = wholeNumber(options.port, '--port', 0, 65_535, 8010);
      const workers = options.workers === undefined ? undefined : wholeNumber(options.workers, '--workers', 0, 256, 0);
      await startServer({ port, workers, dataFolder: options.data, language });
    });
  addOptions(command, language, []);
  addExamples(command, language, ['npm start', 'drgdip serve --port 8010']);
}
