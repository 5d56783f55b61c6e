import type { MonitorRules } from '../../indicators/monitor/rules/monitor-rules-schema.js';

/** What monitoring looks at beside what grouping reads; a file may lack any of it, and what it lacks is named. */
export function monitorColumns(rules: MonitorRules): string[] {
  return [
    'hospital_id',
    'hospital_level',
    'department',
    'insurance',
    'patient_key',
    'admit_date',
    'discharge_date',
    'settlement_date',
    'upload_date',
    'discharge_type',
    'los_days',
    'sex',
    'age_years',
    'total_cost',
    'pooled_fund',
    'self_funded',
    'hospital_cost',
    'cost_drug',
    'cost_consumable',
    'dx_on_admission',
    'planned_readmission',
    ...rules.list_quality.service_parts,
  ];
}
