import type { Language } from '../../../kernel/errors.js';
import { button, element } from '../../../report/page/dom.js';
import { type Lever, type Patch, patchText, reformYaml } from '../levers.js';
import { say, WORDS } from '../words.js';

export interface PatchList {
  readonly nodes: readonly Node[];
  readonly show: () => void;
}

/** What is changed, in words; as a reform file; as a link. */
export function patchList(
  levers: () => readonly Lever[],
  patches: () => readonly Patch[],
  language: Language,
  onReset: () => void,
  onFailure: (error: unknown) => void,
): PatchList {
  const list = element('ul', { class: 'patches' });
  const resetAll = button(say('resetAll', language), onReset);
  const copyYaml = copyButton(say('copyYaml', language), () => reformYaml(patches(), WORDS.reformTitle));
  const copyLink = copyButton(say('copyLink', language), () => location.href);

  function copyButton(name: string, text: () => string): HTMLButtonElement {
    const node = button(name, () => {
      navigator.clipboard.writeText(text()).then(() => {
        node.textContent = say('copied', language);
        setTimeout(() => {
          node.textContent = name;
        }, 1500);
      }, onFailure);
    });
    return node;
  }
  return {
    nodes: [
      element('h3', {}, say('patches', language)),
      list,
      element('div', { class: 'tools' }, resetAll, copyYaml, copyLink),
    ],
    show() {
      const own = patches();
      const text = ({ path, value }: Patch): string =>
        patchText(levers().find(({ parameter }) => parameter.path === path) as Lever, value, language);
      list.replaceChildren(
        ...(own.length === 0
          ? [element('li', { class: 'note' }, say('noPatches', language))]
          : own.map((patch) => element('li', {}, text(patch)))),
      );
      for (const control of [resetAll, copyYaml]) control.disabled = own.length === 0;
    },
  };
}
