import type { Text } from '../../kernel/errors.js';

/** A parameter as /v1/parameters and a run's live start tell it. */
export interface Parameter {
  readonly path: string;
  readonly label: Text;
  readonly value: string;
  readonly raw: unknown;
  readonly unit: Text;
  readonly source: { readonly document: string; readonly article?: string; readonly note?: string } | null;
  readonly trust: string;
  readonly range: {
    readonly types: readonly string[];
    readonly minimum?: number;
    readonly minimum_included?: boolean;
    readonly maximum?: number;
    readonly maximum_included?: boolean;
  } | null;
}

export interface LiveSide {
  readonly cases: number;
  readonly low_outlier_cases: number;
  readonly high_outlier_cases: number;
  readonly total_cost_fen: number;
  readonly patient_fen: number;
  readonly fund_fen: number;
}

export interface LiveAnswer {
  readonly clearing: 'none' | 'year';
  readonly method: 'cells' | 'pass';
  readonly reason: (Text & { readonly code: string }) | null;
  readonly hospitals: readonly {
    readonly hospital_id: string;
    readonly name: string;
    readonly level: string;
    readonly baseline: LiveSide;
    readonly reform: LiveSide;
  }[];
  readonly pools: readonly {
    readonly insurance: string;
    readonly available_fen: number;
    readonly baseline_fund_fen: number;
    readonly reform_fund_fen: number;
  }[];
}

export interface LiveStart {
  readonly policy: Text;
  readonly region: string;
  readonly year: number;
  readonly parameters: readonly Parameter[];
  readonly answer: LiveAnswer;
}

/** A run as GET /v1/runs/{id} tells it, as far as the page reads it. */
export interface RunFacts {
  readonly id: string;
  readonly kind: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly place_in_line: number | null;
  readonly stage: Text | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly error: Text | null;
  readonly links: { readonly statements: string | null };
}
