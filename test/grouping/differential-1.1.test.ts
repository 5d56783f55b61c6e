import { describe } from 'vitest';
import { testDifferential } from './compare-engines.js';

describe('compiled engine and literal interpreter give the same answer', () => {
  testDifferential(
    'chs-drg-1.1',
    [
      { unrelated_procedure: 'qy' },
      { unrelated_procedure: 'medical' },
      { unrelated_procedure: 'qy', missing: 'reference', unrelated_by: 'first', first_procedure: 'valid' },
      { code_match: 'category', left_out_principals: 'taken', multiple_trauma: 'regions' },
      {
        unrelated_procedure: 'qy',
        'unrelated_procedure.A': 'qy',
        'unrelated_procedure.U': 'qy',
        'unrelated_procedure.G': 'medical',
        left_out_principals: 'taken',
      },
    ],
    {
      groups: 628,
      outcomes: [
        'grouped',
        'unrelated_procedure',
        'no_principal',
        'unknown_principal',
        'not_allowed_as_principal',
        'missing_sex',
        'sex_conflict',
        'missing_age_years',
        'missing_age_days',
        'in_no_group',
        'missing_birth_weight_g',
      ],
    },
  );
});
