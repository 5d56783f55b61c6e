import { existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { INPUT_TABLES } from '../../cases/tables/input-tables.js';
import type { MoreHeadings } from '../../cases/tables/read-input-table.js';
import { refusePipe } from '../../kernel/refuse-pipe.js';
import { readDocument } from '../../simulation/scenario-file/read-document.js';
import { RECONCILE_ERRORS } from './reconcile-errors.js';

/**
 * Reads which column each heading of a feedback file stands for.
 * @throws heading_map_missing, heading_map_invalid (every fault with line and remedy)
 */
export function loadHeadingMap(path: string): MoreHeadings {
  if (!existsSync(path) || !statSync(path).isFile()) throw RECONCILE_ERRORS.heading_map_missing({ file: path });
  refusePipe(path);
  const names = INPUT_TABLES['bureau-feedback'].columns.map(({ name }) => name);
  const schema = z.strictObject({ columns: z.record(z.string().min(1), z.enum(names)) });
  return readDocument(readFileSync(path, 'utf8'), path, schema, RECONCILE_ERRORS.heading_map_invalid).columns;
}
