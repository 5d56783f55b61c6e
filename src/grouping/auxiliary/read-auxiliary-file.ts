import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { z } from 'zod';
import { EngineError } from '../../kernel/errors.js';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { readYamlFile } from '../../schemes/load/yaml-file.js';
import { AUXILIARY_ERRORS } from './auxiliary-errors.js';

/**
 * Reads and checks one YAML file of an auxiliary catalogue; every scalar arrives as text.
 * @param asked  as the policy names it, for messages
 * @throws auxiliary_file_missing, auxiliary_shape, scheme_yaml_syntax, each with file and line
 */
export function readAuxiliaryFile<Schema extends z.ZodType>(
  path: string,
  asked: string,
  schema: Schema,
): z.infer<Schema> {
  const folder = dirname(path);
  if (!existsSync(path)) throw AUXILIARY_ERRORS.auxiliary_file_missing({ file: asked, folder: basename(folder) });
  refusePipe(path);
  try {
    return readYamlFile(folder, basename(path), schema).content;
  } catch (cause) {
    if (!(cause instanceof EngineError) || cause.code !== 'scheme_shape') throw cause;
    throw AUXILIARY_ERRORS.auxiliary_shape(cause.details, { ...(cause.path ? { path: cause.path } : {}), cause });
  }
}
