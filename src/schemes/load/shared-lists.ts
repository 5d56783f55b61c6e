import { z } from 'zod';
import { SCHEME_ERRORS } from '../scheme-errors.js';
import { codeFilePath } from './code-file-path.js';
import type { CodeLists } from './code-lists.js';
import { sharedListFiles } from './shared-list-files.js';
import { SHARED_PREFIX } from './shared-names.js';
import { readYamlFile } from './yaml-file.js';

const lists = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.]*$/, 'expected a list name'), z.string()).optional();
const sharedListsSchema = z.strictObject({ diagnoses: lists, procedures: lists });

/**
 * Makes the lists that several schemes state alike known as `$shared.<name>`, each with its own file and line.
 * @param shared  the folder as scheme.yaml names it (`shared_lists`)
 * @param place   where scheme.yaml names it
 * @throws scheme_shared_folder where there is none, scheme_doubled_code for one name in two files
 */
export function declareSharedLists(
  schemeFolder: string,
  shared: string,
  place: string,
  known: { readonly diagnoses: CodeLists; readonly procedures: CodeLists },
): void {
  const files = sharedListFiles(schemeFolder, shared);
  if (files === undefined) throw SCHEME_ERRORS.scheme_shared_folder({ folder: shared }, { path: place });
  const folder = codeFilePath(schemeFolder, shared);
  const seen = new Map<string, string>();
  for (const name of files) {
    const file = readYamlFile(folder, name, sharedListsSchema);
    for (const kind of ['diagnoses', 'procedures'] as const) {
      for (const [list, text] of Object.entries(file.content[kind] ?? {})) {
        const at = file.place([kind, list]);
        const other = seen.get(`${kind} ${list}`);
        if (other !== undefined) throw SCHEME_ERRORS.scheme_doubled_code({ code: list, other }, { path: at });
        seen.set(`${kind} ${list}`, at);
        known[kind].add(`${SHARED_PREFIX}${list}`, text, at);
      }
    }
  }
}
