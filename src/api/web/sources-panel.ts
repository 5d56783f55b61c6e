import type { Language } from '../../kernel/errors.js';
import type { PolicySource } from '../../policy/policy-schema.js';
import { renderParameters } from '../../report/html/render-parameters.js';
import { button, element } from '../../report/page/dom.js';
import { askJson } from './ask-server.js';
import { startIn } from './in-english.js';
import type { LiveStart } from './live-types.js';
import { failureNotice, skeleton } from './notice.js';
import { say } from './words.js';

/** What names a policy is no parameter of it. */
const IDENTITY = /^(id|title\..+|region|year)$/;

/** Every parameter of the baseline in view with value, unit, source and mark, over the room; Escape closes it. */
export function openSources(run: string, language: Language): void {
  const body = element('div', { class: 'sources' });
  const close = button(say('close', language), () => dialog.close());
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'sources-title', class: 'over' },
    element('div', { class: 'card-head' }, element('h2', { id: 'sources-title' }, say('sources', language)), close),
    element('p', { class: 'note' }, say('sourcesLead', language)),
    body,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  void fill();

  async function fill(): Promise<void> {
    body.replaceChildren(skeleton(say('loadingShort', language)));
    try {
      const start = await askJson<LiveStart>(`/v1/runs/${encodeURIComponent(run)}/live`);
      const { parameters, policy } = startIn(start, language);
      const told = parameters
        .filter(({ path }) => !IDENTITY.test(path))
        .map(({ path, label, value, unit, source, trust }) => ({
          path,
          label,
          value,
          unit,
          ...(source === null ? {} : { source: { ...source, trust } as PolicySource }),
        }));
      // Text made by renderParameters, which escapes every value.
      body.innerHTML = renderParameters(told, language);
      body.prepend(element('p', {}, `${say('baselineOf', language)}${policy[language]}`));
    } catch (error) {
      body.replaceChildren(failureNotice(error, language, () => void fill()));
    }
  }
}
