import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VERSION } from '../src/version.ts';
import { startProgram } from './support/sockets-process.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** npm may have to fetch the dependencies first. */
const INSTALLING = 180_000;

const folder = mkdtempSync(join(tmpdir(), 'sockets-package-'));
const empty = join(folder, 'empty');
const run = promisify(execFile);
let contents: readonly string[] = [];

/** What `npm pack --json` says of the one tarball it made. */
function parsePacked(json: string): { filename: string; paths: string[] } {
  const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(json);
  if (packed === undefined) throw new Error(`nothing was packed: ${json}`);
  return { filename: packed.filename, paths: packed.files.map(({ path }) => path) };
}

beforeAll(async () => {
  // Without scripts: a build would take dist away from under the other tests. What is packed is what is built.
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { filename, paths } = parsePacked((await run('npm', pack, { cwd: ROOT })).stdout);
  contents = paths;
  mkdirSync(empty);
  const install = ['install', '--prefix', empty, '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', [...install, '--prefer-offline', join(folder, filename)], { cwd: empty });
}, INSTALLING);

afterAll(() => rmSync(folder, { recursive: true }));

function startInstalled(...args: readonly string[]) {
  return startProgram(join(empty, 'node_modules/.bin/sockets'), args);
}

test('the installed command tells its version', async () => {
  await using sockets = startInstalled('--version');
  const { status, stdout } = await sockets.finished();

  expect(stdout.toString().trim()).toBe(VERSION);
  expect(status).toBe(0);
});

test('the installed command runs the demo', async () => {
  await using sockets = startInstalled('demo', '--lang', 'en', '--color', 'never');
  const { status, stderr } = await sockets.finished();

  for (const step of ['listen', 'connect', 'accept', 'receive', 'end-of-stream', 'close']) {
    expect(stderr).toContain(step);
  }
  expect(status).toBe(0);
});

test('the installed library is imported by its name', async () => {
  const program = join(empty, 'program.mjs');
  writeFileSync(
    program,
    `import { connectTcp, encodeEvent, listenTcp, makeService, readTrace, Trace } from 'sockets';
    const trace = new Trace();
    const server = await listenTcp({ port: 0, serve: makeService('upper') }, trace.record);
    const client = await connectTcp({ port: server.address.port }, trace.record);
    client.send('hello');
    client.end();
    for await (const octets of client) console.log(Buffer.from(octets).toString());
    await server.close();
    console.log(trace.steps('S1').join(' '));
    console.log(typeof encodeEvent(trace.of('accept')[0]), typeof readTrace);`,
  );
  await using running = startProgram(process.execPath, [program]);
  const { status, stdout, stderr } = await running.finished();

  expect(stderr).toBe('');
  expect(stdout.toString()).toBe(
    'HELLO\naccept receive send end-of-stream shutdown close\nstring function\n',
  );
  expect(status).toBe(0);
});

test('an example runs from where it is installed', async () => {
  const examples = join(empty, 'node_modules/sockets/examples/01-echo');
  await using server = startProgram(process.execPath, [join(examples, 'server.mjs'), '0']);
  const [, port = ''] = await server.untilOutput(/listening on \S+:(\d+)/);
  await using client = startProgram(process.execPath, [join(examples, 'client.mjs'), port]);

  expect((await client.finished()).status).toBe(0);
});

test('the package has what a user needs, and nothing of how it is made', () => {
  expect(contents).toEqual(
    expect.arrayContaining([
      ...['package.json', 'LICENSE', 'README.md', 'CHANGELOG.md', 'docs/trace-format.md'],
      ...['dist/bin/sockets.js', 'dist/src/index.js', 'dist/src/index.d.ts'],
      ...['dist/page/page.js', 'dist/page/page.css'],
      ...['examples/01-echo/server.mjs', 'examples/01-echo/README.md'],
    ]),
  );
  const strays = contents.filter(
    (path) =>
      !/^(dist\/(bin|page|src)|docs|examples)\/|^(package\.json|LICENSE|README(\.ko)?\.md|CHANGELOG\.md)$/.test(
        path,
      ) || /(^|\/)(test|bench)\/|(?<!\.d)\.ts$/.test(path),
  );
  expect(strays).toEqual([]);
});

test('what the build makes can be executed as it is, which is what npx does in the checkout', async () => {
  const { stdout } = await run(join(ROOT, 'dist/bin/sockets.js'), ['--version']);
  expect(stdout).toBe(`${VERSION}\n`);
});
