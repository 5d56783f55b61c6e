import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../kernel/finding.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { visibleText } from '../kernel/visible-text.js';
import type { PolicyTimeline } from '../policy/policy-timeline.js';
import { listSchemes } from '../schemes/list-schemes.js';

/**
 * Schemes that a policy or a reform names and that are not there: neither the name of a shipped scheme nor a folder with a
 * scheme.yaml. A run refuses them; a check and a diff say so before, with the nearest shipped names.
 */
export function checkSchemes({ segments }: PolicyTimeline): Finding[] {
  const shipped = listSchemes();
  const named = new Set(segments.map(({ policy }) => policy.scheme));
  return [...named]
    .filter((scheme) => !shipped.includes(scheme) && !existsSync(join(scheme, 'scheme.yaml')))
    .map((scheme) => {
      const name = visibleText(scheme);
      const nearest = nearestNames(scheme, shipped);
      return {
        code: 'scheme_not_found',
        severity: 'error',
        path: 'scheme',
        zh: `找不到分组方案“${name}”。请给出方案名（最接近的：${nearest.join('、')}）或含 scheme.yaml 的文件夹。`,
        en: `scheme "${name}" is not found. Give a name (nearest: ${nearest.join(', ')}) or a folder that holds scheme.yaml.`,
      };
    });
}
