import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { needsProgram } from '../needs-program.js';

const PYTHON = '/usr/bin/python3';

/** Path of LibreOffice where it can also be driven (its Python bridge is there); undefined skips, printed. */
export function needsCalc(): string | undefined {
  const soffice = needsProgram('soffice');
  if (soffice === undefined) return undefined;
  const bridge = existsSync(PYTHON) && spawnSync(PYTHON, ['-c', 'import uno']).status === 0;
  if (bridge) return soffice;
  if (process.env.DRGDIP_REQUIRE_ALL !== undefined) throw new Error('python3-uno is not installed');
  console.log('skipped: python3-uno is not installed, so LibreOffice cannot be made to recalculate');
  return undefined;
}

/**
 * Opens a workbook with content from outside allowed, recalculates it, and prints cells as JSON: text, number, error. It
 * is opened anew after each of the pauses; the cells are those of the last time. It leaves without taking the bridge
 * down, and LibreOffice is ended by its process: the two ending at once is where the bridge itself dies of a signal.
 */
const SCRIPT = `
import json, os, sys, time, uno
from com.sun.star.beans import PropertyValue
pipe, url, cells, pauses = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), json.loads(sys.argv[4])
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for attempt in range(1200):
    try:
        context = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.1)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
def prop(name, value):
    p = PropertyValue(); p.Name = name; p.Value = value; return p
def opened():
    doc = desktop.loadComponentFromURL(url, "_blank", 0, (prop("Hidden", True), prop("UpdateDocMode", 3)))
    doc.calculateAll()
    return doc
doc = opened()
for pause in pauses:
    doc.close(True)
    time.sleep(pause)
    doc = opened()
out = {}
for address in cells:
    sheet, name = address.split("!")
    cell = doc.Sheets.getByName(sheet).getCellRangeByName(name)
    out[address] = {"text": cell.String, "value": cell.Value, "error": cell.getError()}
print(json.dumps(out), flush=True)
os._exit(0)
`;

export interface CalcCell {
  readonly text: string;
  readonly value: number;
  readonly error: number;
}

/**
 * What real LibreOffice shows in cells ("Sheet!A1") of a workbook after it has recalculated and called out.
 * @param pauses  seconds, after each of which the same program closes the workbook and opens it anew
 */
export async function recalculated(
  soffice: string,
  workbook: Buffer,
  cells: readonly string[],
  pauses: readonly number[] = [],
): Promise<Readonly<Record<string, CalcCell>>> {
  const folder = mkdtempSync(join(tmpdir(), 'drgdip-calc-'));
  try {
    const path = join(folder, 'book.xlsx');
    writeFileSync(path, workbook);
    const profile = join(folder, 'profile');
    mkdirSync(join(profile, 'user'), { recursive: true });
    writeFileSync(
      join(profile, 'user', 'registrymodifications.xcu'),
      `<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="SecureURL" oor:op="fuse"><value><it>${pathToFileURL(folder)}</it></value></prop></item></oor:items>`,
    );
    const pipe = `drgdip${process.pid}${Math.round(performance.now())}`;
    // A group of its own: what is started is a script, and ending that alone would leave the program it starts.
    const office = spawn(
      soffice,
      [
        `-env:UserInstallation=${pathToFileURL(profile)}`,
        '--headless',
        '--norestore',
        '--nologo',
        `--accept=pipe,name=${pipe};urp;`,
      ],
      { detached: true, stdio: 'ignore' },
    );
    const script = join(folder, 'read.py');
    writeFileSync(script, SCRIPT);
    const reader = spawn(PYTHON, [
      script,
      pipe,
      pathToFileURL(path).href,
      ...[cells, pauses].map((list) => JSON.stringify(list)),
    ]);
    let out = '';
    let complaint = '';
    reader.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
    });
    reader.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    // 'close', not 'exit': what it complained of may still be on its way when it has ended.
    const code = await new Promise((resolve) => reader.on('close', (status, signal) => resolve(status ?? signal)));
    const ended = new Promise((resolve) => office.on('exit', resolve));
    const officeEnded = office.exitCode ?? office.signalCode;
    if (officeEnded === null) {
      process.kill(-office.pid!, 'SIGKILL');
      await ended;
    }
    if (code !== 0) {
      const stood = officeEnded === null ? 'was running' : `had ended with ${officeEnded}`;
      throw new Error(`the reader ended with ${String(code)}, LibreOffice ${stood}: ${complaint}`);
    }
    return JSON.parse(out) as Record<string, CalcCell>;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
