/** What a parameter is counted in. */
export type ParameterUnit =
  | 'yuan'
  | 'yuan_per_weight'
  | 'share'
  | 'multiple'
  | 'coefficient'
  | 'count'
  | 'days'
  | 'decimals'
  | 'word'
  | 'formula';
