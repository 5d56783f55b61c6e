import type { Language } from '../../kernel/errors.js';
import { download, element } from '../../report/page/dom.js';
import { ask, keyInUse } from './ask-server.js';
import { failureNotice } from './notice.js';

/** A link to a file of the server. Where the server asks for keys the page fetches it, since a link carries none. */
export function fileLink(text: string, address: string, name: string, language: Language): HTMLElement {
  const link = element('a', { href: address, download: name }, text);
  let told: HTMLElement | undefined;
  link.addEventListener('click', (event) => {
    if (keyInUse() === '') return;
    event.preventDefault();
    told?.remove();
    ask(address)
      .then(async (answer) => download(name, await answer.blob()))
      .catch((error: unknown) => {
        told = failureNotice(error, language, () => link.click());
        link.after(told);
      });
  });
  return link;
}
