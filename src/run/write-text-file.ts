import { writeFile } from 'node:fs/promises';
import { writeFileAside } from './output-folder.js';

/** Writes a text aside and puts it in its place. @throws output_is_folder, output_not_writable */
export async function writeTextFile(path: string, text: string): Promise<void> {
  await writeFileAside(path, async (aside) => writeFile(aside, text));
}
