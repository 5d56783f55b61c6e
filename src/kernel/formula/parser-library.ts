// The only file that touches mathjs. The build bundles it, because the library's index takes half a second to load.
import { create, parseDependencies } from 'mathjs/number';

/** mathjs parses; nothing of it ever evaluates. */
export const parseExpression: (text: string) => unknown = create({ parseDependencies }).parse as (
  text: string,
) => unknown;
