import { describe } from 'vitest';
import { testDifferential } from './compare-engines.js';

describe('compiled engine and literal interpreter give the same answer', () => {
  testDifferential(
    'chs-drg-3.0',
    [
      { unrelated_procedure: 'qy' },
      { unrelated_procedure: 'medical' },
      { unrelated_by: 'any', multiple_trauma: 'regions', 'unrelated_procedure.G': 'medical' },
      { code_match: 'category', missing: 'reference' },
      { first_procedure: 'valid', code_match: 'category', 'unrelated_procedure.P': 'medical' },
    ],
    {
      groups: 825,
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
      ],
    },
  );
});
