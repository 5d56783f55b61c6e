/** Switches of a scheme that a run may set, with the values each may take; what they mean stands at SchemeOptions. */
export const SCHEME_SWITCHES: Readonly<Record<string, readonly string[]>> = {
  unrelated_procedure: ['qy', 'medical'],
  code_match: ['exact', 'category'],
  missing: ['strict', 'reference'],
  unrelated_by: ['first', 'any'],
  first_procedure: ['recorded', 'valid'],
  multiple_trauma: ['principal', 'regions'],
  left_out_principals: ['refused', 'taken'],
  ...Object.fromEntries(
    [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((mdc) => [`unrelated_procedure.${mdc}`, ['qy', 'medical'] as const]),
  ),
};
