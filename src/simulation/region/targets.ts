/**
 * Every figure the synthetic region is built on: one row a figure, with its unit and where it comes from. The model
 * reads its parameters from here and nowhere else; a figure nobody has published is marked "chosen".
 * Costs are those of the simulated year: figures published for 2023 and 2024 are taken as they stand.
 */
export interface Target {
  readonly value: number;
  readonly unit: 'yuan' | 'days' | 'years' | 'share' | 'ratio' | 'count' | 'codes' | 'factor';
  /** Publisher and year, or "chosen"; "computed" names the figures it was computed from. */
  readonly source: string;
}

const BULLETIN_2024 = 'NHSA statistical bulletin 2024, as quoted in the press';
const BULLETIN_2023 = 'NHSA statistical bulletin 2023, as quoted in the press';
const HOSPITALS_2023 = 'NHC statistical bulletin 2023, as quoted in the press';
const DIP_TABLE = 'one city’s DIP 2.0 table of 1,870,844 cases, measured';
const TWO_CITIES = 'two DIP cities in the first half of 2022, paper PMC11368113, mean of both';
const CHOSEN = 'chosen';

const row = (value: number, unit: Target['unit'], source: string): Target => ({ value, unit, source });

export const TARGETS = {
  // Who is admitted, and where.
  employee_share: row(
    0.295,
    'share',
    `computed: employee stays 82.0 million (${BULLETIN_2024}), resident stays 94,713.73 ten thousand insured × 20.7 % (${BULLETIN_2023})`,
  ),
  employee_retired_share: row(
    0.61,
    'share',
    `computed: insured by class (${BULLETIN_2024}) × admission rates 11.93 % and 49.02 % (${BULLETIN_2023})`,
  ),
  employee_share_level_3: row(
    0.645,
    'share',
    `computed: the shares at which level costs give the mean of 11,707 and LOS of 8.7 days (${BULLETIN_2024})`,
  ),
  employee_share_level_2: row(0.275, 'share', `computed: as level 3 (${BULLETIN_2024})`),
  employee_share_level_1: row(0.08, 'share', `computed: as level 3 (${BULLETIN_2024})`),
  resident_share_level_3: row(0.42, 'share', CHOSEN),
  resident_share_level_2: row(0.38, 'share', CHOSEN),
  resident_share_level_1: row(0.2, 'share', CHOSEN),
  age_mean: row(51.3, 'years', TWO_CITIES),
  age_sd: row(22.5, 'years', TWO_CITIES),
  female_share: row(0.522, 'share', TWO_CITIES),
  readmission_30_days: row(0.062, 'share', TWO_CITIES),
  later_return_share: row(0.14, 'share', CHOSEN),
  mortality: row(
    0.004,
    'share',
    `${CHOSEN}; the two cities report 0.09 % and 0.13 % (PMC11368113), front pages of level-3 hospitals more`,
  ),
  transfer_share: row(0.012, 'share', CHOSEN),
  community_share: row(0.008, 'share', CHOSEN),
  against_advice_share: row(0.02, 'share', CHOSEN),
  other_discharge_share: row(0.006, 'share', CHOSEN),
  season_amplitude: row(0.06, 'share', CHOSEN),

  // Hospitals.
  hospitals_level_3: row(10, 'count', CHOSEN),
  hospitals_level_2: row(20, 'count', CHOSEN),
  hospitals_level_1: row(30, 'count', CHOSEN),
  hospital_size_sigma: row(0.55, 'factor', CHOSEN),
  hospital_efficiency_sigma: row(0.07, 'factor', CHOSEN),
  hospital_department_sigma: row(0.5, 'factor', CHOSEN),

  // Costs and days a stay.
  employee_cost_level_3: row(13_840, 'yuan', BULLETIN_2024),
  employee_cost_level_2: row(8_327, 'yuan', BULLETIN_2024),
  employee_cost_level_1: row(6_105, 'yuan', BULLETIN_2024),
  employee_cost: row(11_707, 'yuan', BULLETIN_2024),
  resident_cost: row(7_674, 'yuan', BULLETIN_2023),
  employee_los_level_3: row(7.7, 'days', BULLETIN_2024),
  employee_los_level_2: row(9.6, 'days', BULLETIN_2024),
  employee_los_level_1: row(12.6, 'days', BULLETIN_2024),
  los: row(8.8, 'days', `${HOSPITALS_2023}, all hospitals`),
  level_2_cost_within_group: row(
    0.86,
    'ratio',
    `${CHOSEN}: cost of one group against level 3; the rest of the difference is case mix`,
  ),
  level_1_cost_within_group: row(0.74, 'ratio', `${CHOSEN}: as level 2`),
  resident_cost_within_group: row(0.94, 'ratio', `${CHOSEN}: cost of one group against employees`),
  cost_growth: row(0.03, 'share', `${CHOSEN}: a year; 3.1 % is named in the press of September 2025`),

  // Groups: how common, how dear, how spread.
  top_10_group_share: row(0.25, 'share', `${DIP_TABLE}: 26.9 %`),
  top_50_group_share: row(0.51, 'share', `${DIP_TABLE}: 52.6 %`),
  top_100_group_share: row(0.66, 'share', `${CHOSEN}: ${DIP_TABLE} has 62.2 % of many more groups`),
  top_200_group_share: row(0.83, 'share', CHOSEN),
  top_400_group_share: row(0.97, 'share', CHOSEN),
  no_operation_share: row(0.744, 'share', DIP_TABLE),
  relative_mean_p01: row(0.22, 'ratio', CHOSEN),
  relative_mean_p05: row(0.373, 'ratio', `${DIP_TABLE}: case-weighted group mean 2,064 of 5,537`),
  relative_mean_p25: row(0.584, 'ratio', `${DIP_TABLE}: 3,232`),
  relative_mean_p50: row(0.696, 'ratio', `${DIP_TABLE}: 3,854`),
  relative_mean_p75: row(1.05, 'ratio', `${DIP_TABLE}: 5,812`),
  relative_mean_p90: row(1.588, 'ratio', `${DIP_TABLE}: 8,793`),
  relative_mean_p95: row(2.418, 'ratio', `${DIP_TABLE}: 13,390`),
  relative_mean_p99: row(5.437, 'ratio', `${DIP_TABLE}: 30,106`),
  relative_mean_p998: row(9, 'ratio', CHOSEN),
  relative_mean_p100: row(34, 'ratio', `${CHOSEN}: published weights of a city end at 36.2`),
  group_cv_p00: row(0.12, 'ratio', CHOSEN),
  group_cv_p05: row(0.179, 'ratio', DIP_TABLE),
  group_cv_p25: row(0.315, 'ratio', DIP_TABLE),
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: a measured quantile, not log10(e)
  group_cv_p50: row(0.434, 'ratio', DIP_TABLE),
  group_cv_p75: row(0.577, 'ratio', DIP_TABLE),
  group_cv_p95: row(0.884, 'ratio', DIP_TABLE),
  group_cv_p100: row(1.35, 'ratio', CHOSEN),
  group_los_mean: row(8.48, 'days', `${DIP_TABLE}: what the quantiles below lie around`),
  group_los_p05: row(4, 'days', DIP_TABLE),
  group_los_p25: row(6.8, 'days', DIP_TABLE),
  group_los_p50: row(8, 'days', DIP_TABLE),
  group_los_p75: row(9.4, 'days', DIP_TABLE),
  group_los_p90: row(11.4, 'days', DIP_TABLE),
  group_los_p95: row(14.4, 'days', DIP_TABLE),
  group_los_p99: row(25.3, 'days', DIP_TABLE),
  cost_mcc: row(1.62, 'factor', `${CHOSEN}: near the median ratio of published weights within an ADRG`),
  cost_cc: row(1.3, 'factor', `${CHOSEN}: as cost_mcc`),
  high_tail_share: row(0.013, 'share', CHOSEN),
  low_tail_share: row(0.013, 'share', CHOSEN),

  // Codes.
  diagnoses_per_case: row(5.5, 'codes', CHOSEN),
  further_cc_share: row(0.3, 'share', `${CHOSEN}: one more CC, where the group stays the same`),
  further_mcc_share: row(0.08, 'share', `${CHOSEN}: one more MCC, where the group stays the same`),
  procedures_per_case: row(1.5, 'codes', CHOSEN),

  // Charges, their parts and who pays.
  charge_jitter: row(0.25, 'factor', CHOSEN),
  employee_in_list_share_level_3: row(0.835, 'share', BULLETIN_2023),
  employee_in_list_share_level_2: row(0.874, 'share', BULLETIN_2023),
  employee_in_list_share_level_1: row(0.894, 'share', BULLETIN_2023),
  resident_in_list_share_level_3: row(0.632, 'share', BULLETIN_2023),
  resident_in_list_share_level_2: row(0.724, 'share', BULLETIN_2023),
  resident_in_list_share_level_1: row(0.808, 'share', BULLETIN_2023),
  self_funded_share_level_3: row(0.055, 'share', CHOSEN),
  self_funded_share_level_2: row(0.04, 'share', CHOSEN),
  self_funded_share_level_1: row(0.025, 'share', CHOSEN),
  first_paid_share_level_3: row(0.07, 'share', CHOSEN),
  first_paid_share_level_2: row(0.055, 'share', CHOSEN),
  first_paid_share_level_1: row(0.03, 'share', CHOSEN),
  deductible_level_3: row(800, 'yuan', `${CHOSEN}: as several cities’ published tables`),
  deductible_level_2: row(400, 'yuan', `${CHOSEN}: as level 3`),
  deductible_level_1: row(200, 'yuan', `${CHOSEN}: as level 3`),
  deductible_later_stay: row(
    0.5,
    'factor',
    `${CHOSEN}: share of the deductible asked from the second stay of a year on`,
  ),
  critical_illness_from: row(14_000, 'yuan', `${CHOSEN}: residents’ in-list burden of one stay`),
  critical_illness_share: row(0.6, 'share', CHOSEN),
  assistance_person_share: row(0.05, 'share', `${CHOSEN}: of residents`),
  assistance_pays: row(0.7, 'share', `${CHOSEN}: of the in-list burden left`),
  civil_servant_person_share: row(0.1, 'share', `${CHOSEN}: of employees`),
  civil_servant_pays: row(0.5, 'share', CHOSEN),
  account_mean: row(1_500, 'yuan', `${CHOSEN}: drawn on at most, employees`),
  hospital_cost_ratio: row(0.97, 'ratio', `${CHOSEN}: hospital’s own cost against charges`),
  hospital_cost_sigma: row(0.06, 'factor', CHOSEN),
  fund_reserve: row(0.05, 'share', `${CHOSEN}: a 5 % reserve is reported of one city`),

  // What is wrong in real files.
  ungrouped_share: row(0.01, 'share', CHOSEN),
  unrelated_procedure_share: row(0.01, 'share', CHOSEN),
  unknown_secondary_share: row(0.004, 'share', CHOSEN),
  missing_department_share: row(0.005, 'share', CHOSEN),
  missing_hospital_cost_share: row(0.03, 'share', CHOSEN),
  missing_sex_share: row(0.0003, 'share', CHOSEN),
  missing_age_share: row(0.0003, 'share', CHOSEN),
  missing_discharge_type_share: row(0.002, 'share', CHOSEN),
} as const satisfies Readonly<Record<string, Target>>;

export type TargetName = keyof typeof TARGETS;

/** The value of a figure. */
export function target(name: TargetName): number {
  return TARGETS[name].value;
}

/** Hospital level classes in the order of every level-indexed array of the model. */
export const LEVELS = [3, 2, 1] as const;
/** Insurance types in the order of every insurance-indexed array of the model. */
export const INSURANCES = ['employee', 'resident'] as const;

const BY_LEVEL = ['3', '2', '1'] as const;

/** The three figures of a family, by level 3, 2, 1: `byLevel('deductible')`. */
export function byLevel(
  family:
    | 'employee_share'
    | 'resident_share'
    | 'employee_cost'
    | 'employee_los'
    | 'employee_in_list_share'
    | 'resident_in_list_share'
    | 'self_funded_share'
    | 'first_paid_share'
    | 'deductible'
    | 'hospitals',
): readonly [number, number, number] {
  return BY_LEVEL.map((level) => target(`${family}_level_${level}`)) as unknown as readonly [number, number, number];
}
