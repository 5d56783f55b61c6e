import { closeSync, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';

/** Longer than any heading line of ours. */
const LONGEST_HEADING = 512;

/**
 * Removes a file that an earlier run left and this one has nothing to put into, so that nobody takes its rows for those
 * of this run. Only a file whose first line is one of our headings goes; anything else stays.
 * @param headings  heading lines of files of this kind, without byte order mark and line end
 */
export function removeStale(path: string, headings: readonly string[]): void {
  if (!existsSync(path) || !statSync(path).isFile()) return;
  if (headings.includes(firstLine(path))) rmSync(path, { force: true });
}

function firstLine(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(LONGEST_HEADING);
    const length = readSync(file, bytes, 0, LONGEST_HEADING, 0);
    const text = bytes.toString('utf8', 0, length);
    return text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0]!;
  } finally {
    closeSync(file);
  }
}
