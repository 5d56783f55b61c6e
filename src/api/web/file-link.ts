import { download, element } from '../../report/page/dom.js';
import { ask, keyInUse } from './ask-server.js';

/** A link to a file of the server. Where the server asks for keys the page fetches it, since a link carries none. */
export function fileLink(text: string, address: string, name: string): HTMLElement {
  const link = element('a', { href: address, download: name }, text);
  link.addEventListener('click', (event) => {
    if (keyInUse() === '') return;
    event.preventDefault();
    void ask(address).then(async (answer) => download(name, await answer.blob()));
  });
  return link;
}
