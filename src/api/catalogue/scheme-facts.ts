import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Text } from '../../kernel/errors.js';
import type { AnyCompiledScheme } from '../../schemes/any-scheme.js';
import { switchesOfMethod } from '../../schemes/any-switches.js';
import { schemeFolder } from '../../schemes/list-schemes.js';

const provenance = z.looseObject({ document: z.string(), trust: z.string() });
const head = z.looseObject({ title: z.object({ zh: z.string(), en: z.string() }), provenance });

/** A scheme as lists name it. */
export interface SchemeFacts {
  readonly id: string;
  readonly method: 'drg' | 'dip';
  readonly title: Text;
  readonly hash: string;
  readonly groups: number;
  readonly diagnoses: number;
  readonly procedures: number;
  readonly provenance: z.infer<typeof provenance>;
}

/** Title and provenance from the head of the scheme's folder, the rest from its compiled form: no rule is parsed. */
export function schemeFacts(scheme: AnyCompiledScheme): SchemeFacts {
  const { id, method, hash, catalogue } = scheme;
  const { title, provenance } = head.parse(parse(readFileSync(join(schemeFolder(id), 'scheme.yaml'), 'utf8')));
  return {
    id,
    method,
    title,
    hash,
    groups: catalogue.codes.length - 1,
    diagnoses: scheme.diagnoses.length,
    procedures: scheme.procedures.length,
    provenance,
  };
}

/** Each switch that a run may set, with the values it may take and the scheme's own; null: the scheme states none. */
export function schemeSwitches({ method, options }: AnyCompiledScheme): readonly {
  readonly name: string;
  readonly values: string[];
  readonly default: string | null;
}[] {
  const own = options as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(switchesOfMethod(method)).map(([name, values]) => {
    const value = own[name];
    return { name, values: [...values], default: typeof value === 'string' ? value : null };
  });
}
