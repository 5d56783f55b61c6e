import { vi } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import type { Language } from '../../src/kernel/errors.js';

/** Runs a command as its words, in this process and without workers; answers what it printed. */
export async function drgdip(language: Language, ...words: string[]): Promise<string> {
  const printed: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  try {
    await (await createProgram(language)).parseAsync([...words, '--workers', '0', '--quiet'], { from: 'user' });
  } finally {
    write.mockRestore();
  }
  return printed.join('');
}
