import { statSync } from 'node:fs';
import { defineErrors, InputError } from './errors.js';

const ERRORS = defineErrors(InputError, {
  file_is_pipe: {
    zh: '这不是普通文件（管道或设备），可能要无限等待。请先保存为文件，再给出文件路径。',
    en: 'this is not an ordinary file (a pipe or device) and could be waited for without end. Save it to a file first, and give that.',
  },
});

/**
 * Refuses a pipe or a device where a file is read whole: reading one waits until somebody writes and closes it. Whether
 * there is anything at all at the path is for the caller to say.
 * @throws file_is_pipe
 */
export function refusePipe(path: string): void {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts !== undefined && !facts.isFile() && !facts.isDirectory()) throw ERRORS.file_is_pipe({}, { path });
}
