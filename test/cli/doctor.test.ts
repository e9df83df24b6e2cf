import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CAPABILITIES, type Capability } from '../../src/observe/capability.ts';
import { Mark } from '../support/leftovers.ts';
import { ORDINARY, pathWith, ROOT } from '../support/ordinary-user.ts';
import { runSockets, startSockets } from '../support/sockets-process.ts';
import { LINUX, pathOf, testNeeding } from '../support/tools.ts';
import { TRACEFS } from '../support/tracefs.ts';

interface Report {
  readonly node: string;
  readonly found: readonly Capability[];
  readonly lanes: Readonly<Record<'app' | 'syscall' | 'kernel' | 'wire', string>>;
  readonly commands: Readonly<Record<string, boolean>>;
}

/** What the document says; its shape is asserted by who reads it. */
function reportIn(stdout: Buffer): Report {
  return JSON.parse(stdout.toString());
}
const namesOf = (found: Report['found']) => found.map(({ name }) => name);

test('tells of everything whether it works, and ends with the lanes and commands', async () => {
  const { stdout, stderr, status } = await runSockets(['doctor']);
  const lines = stdout.toString().trimEnd().split('\n');
  const items = lines.filter((line) => /^[✓✗] /.test(line));

  expect(items).toHaveLength(CAPABILITIES.length);
  expect(items[0]).toMatch(new RegExp(`^✓ Node ${process.versions.node} +everything$`));
  expect(lines.at(-2)).toMatch(/^Lanes here: app/);
  expect(lines.at(-1)).toMatch(/^Every command works here/);
  expect({ stderr, status }).toEqual({ stderr: '', status: process.platform === 'linux' ? 0 : 1 });
});

test('with --json it is one document, for a program', async () => {
  const { stdout } = await runSockets(['doctor', '--json']);
  const report = reportIn(stdout);

  expect(namesOf(report.found)).toEqual([...CAPABILITIES]);
  expect(report.node).toBe(process.versions.node);
  expect(report.lanes).toMatchObject({ app: 'here' });
  expect(Object.keys(report.commands)).toContain('watch');
  for (const { works, why } of report.found) expect(why === undefined).toBe(works);
});

testNeeding([LINUX], 'to an ordinary user it says what only root may', async () => {
  const { stdout, status } = await runSockets(['doctor', '--json'], { through: ORDINARY });
  const { found, lanes } = reportIn(stdout);
  const of = (name: string) => found.find((one) => one.name === name);

  expect(status).toBe(0);
  expect(of('trace')?.works).toBe(false);
  expect(of('tables')?.works).toBe(true);
  if (pathOf('tcpdump') && of('network')?.works) {
    expect(of('tcpdump')).toMatchObject({ why: 'in-lab-only', remedy: 'npx sockets lab' });
    expect(lanes.wire).toBe('lab');
  }
  expect(of('strace')?.works).toBe(pathOf('strace') !== undefined);
});

testNeeding([LINUX], 'without any of the tools it says which packages bring them', async () => {
  using folder = pathWith('node', 'sh');
  const { stdout, status } = await runSockets(['doctor', '--json'], {
    env: { PATH: folder.PATH },
  });
  const { found, lanes, commands } = reportIn(stdout);
  const missing = found.filter(({ why }) => why === 'missing');

  expect(status).toBe(0);
  expect(missing.map(({ name, remedy }) => [name, remedy])).toEqual(
    expect.arrayContaining([
      ['strace', 'sudo apt install strace'],
      ['tcpdump', 'sudo apt install tcpdump'],
      ['network', 'sudo apt install util-linux'],
    ]),
  );
  expect(lanes).toEqual({ app: 'here', syscall: 'nowhere', kernel: 'here', wire: 'nowhere' });
  expect(commands).toMatchObject({ watch: false, lab: false });
});

testNeeding([LINUX], 'it leaves nothing behind', async () => {
  const mark = new Mark();
  await using doctor = startSockets(['doctor'], { env: mark.env });
  const { pid } = doctor;
  expect((await doctor.exited).status).toBe(0);

  expect(mark.running()).toEqual([]);
  const instances = join(TRACEFS, 'instances');
  if (!ROOT || !existsSync(instances)) return;
  expect(readdirSync(instances).filter((name) => name.includes(String(pid)))).toEqual([]);
});
