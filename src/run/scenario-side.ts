/** Where weights come from when not from the history: a file's path, or a weight file's text held in memory. */
export type WeightSource = string | { readonly name: string; readonly text: string };

/** What one side of a comparison has of its own. */
export interface ScenarioSide {
  /** In place of the runner's. */
  readonly weights?: WeightSource | undefined;
  /** of_method: what was paid through groups of another method counts as paid through groups of this one. */
  readonly kinds?: 'recorded' | 'of_method' | undefined;
  /** of_scheme: codes of groups are written with their scheme, because the other side has another. */
  readonly labels?: 'plain' | 'of_scheme' | undefined;
  /** Where this side is the last that groups and weighs: columns that policies need of a case, all else may go. */
  readonly lastToGroup?: { readonly needed: readonly string[] } | undefined;
}
