import { writeFileSync } from 'node:fs';

/** What a file of groups was made with. */
export interface GroupsScheme {
  /** Name of the file of groups beside it. */
  readonly groups: string;
  /** Every scheme in use; `from` by date: the first day of discharge it takes, absent for the one before all others. */
  readonly schemes: readonly { readonly id: string; readonly hash: string; readonly from?: string }[];
  /** Switches asked for by name; what they leave out is as the scheme states it, which its hash covers. */
  readonly switches: Readonly<Record<string, string>>;
}

/** First line of every such file: by it a later run knows one of ours. */
export const GROUPS_SCHEME_HEADING = '{"tool":"drgdip","kind":"scheme of groups",';

/**
 * Writes, beside a file of groups, the scheme, its hash and the switches that its codes have their meaning from: the six
 * columns are fixed, and a group code never travels without its scheme.
 */
export function writeGroupsScheme(path: string, { groups, schemes, switches }: GroupsScheme): void {
  const listed = schemes.map((scheme) => `  ${JSON.stringify(scheme)}`).join(',\n');
  const lines = [
    GROUPS_SCHEME_HEADING,
    `"groups":${JSON.stringify(groups)},`,
    `"schemes":[\n${listed}\n],`,
    `"switches":${JSON.stringify(switches)}}`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
}
