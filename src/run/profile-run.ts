import { profileYaml } from '../cases/profiles/profile-yaml.js';
import { type ProfileProposal, proposeProfile } from '../cases/profiles/propose-profile.js';
import { peekTable } from '../cases/read/peek-table.js';
import { sniffFile } from '../cases/read/sniff-file.js';
import { refuseFile, refuseInputAsOutput } from './output-folder.js';
import { writeTextFile } from './write-text-file.js';

/** Rows looked at for sample values. */
const ROWS = 50;

export interface ProfileRunResult extends ProfileProposal {
  readonly yaml: string;
  readonly out: string | undefined;
}

/** Proposes an import profile for files and writes it where asked. */
export async function runProfile(options: {
  readonly files: readonly string[];
  readonly out: string | undefined;
}): Promise<ProfileRunResult> {
  const { files, out } = options;
  if (out !== undefined) {
    refuseFile(out);
    refuseInputAsOutput(out, files);
  }
  const tables = [];
  for (const path of files) tables.push(await peekTable(path, await sniffFile(path), ROWS));
  const proposal = proposeProfile(tables);
  const yaml = profileYaml(proposal);
  if (out !== undefined) await writeTextFile(out, yaml);
  return { ...proposal, yaml, out };
}
