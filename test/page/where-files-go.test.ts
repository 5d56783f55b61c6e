import { expect, test } from 'vitest';
import { whereFilesGo } from '../../src/api/web/where-files-go.js';

test('a page from this machine says that nothing leaves it, one from another names the server', () => {
  for (const hostname of ['localhost', '127.0.0.1', '127.8.0.1', '[::1]']) {
    expect(whereFilesGo({ hostname, host: `${hostname}:8010` }, 'zh')).toBe('文件只在本机处理：不会离开这台电脑。');
    expect(whereFilesGo({ hostname, host: `${hostname}:8010` }, 'en')).toContain('nothing leaves it');
  }
  for (const hostname of ['192.0.2.7', 'drg.hospital.example', '127.0.0.1.example', 'localhost.example']) {
    expect(whereFilesGo({ hostname, host: `${hostname}:8010` }, 'zh')).toContain(`（${hostname}:8010）`);
    expect(whereFilesGo({ hostname, host: `${hostname}:8010` }, 'en')).not.toContain('nothing leaves');
  }
});
