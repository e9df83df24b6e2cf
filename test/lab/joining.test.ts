import { readlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { describe, expect } from 'vitest';
import { Lab } from '../../src/lab/lab-client.ts';
import { inside, startLab, TESTERS, type Tester } from '../support/lab.ts';
import type { RunningProcess } from '../support/sockets-process.ts';
import { NFT, TCPDUMP, testNeeding } from '../support/tools.ts';

/** A lab in which somebody listens, and connects whenever it reads a line: tells its port, its control socket, and each connection. */
const SERVER = `
const port = await listen({}, (socket) => socket.end('hello from inside'));
tell({ port, lab: process.env.SOCKETS_LAB });
for await (const line of createInterface({ input: process.stdin })) {
  const client = connect(port, '127.0.0.1').resume();
  client.on('connect', () => tell({ connected: line }));
  reaches(port, 'SYN-SENT undefined').then(() => tell({ stuck: line }));
}
process.exit(0);
`;

interface Served extends AsyncDisposable {
  readonly port: number;
  readonly path: string;
  readonly id: string;
  readonly running: RunningProcess;
}

async function serving(tester: Tester): Promise<Served> {
  const running = startLab(tester, ['--', ...inside(SERVER)]);
  const [, port = '', path = '', id = ''] = await running.untilOutput(
    /"port":(\d+),"lab":"(.*\/(\w+)\.sock)"/,
  );
  return {
    ...{ port: Number(port), path, id, running },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

describe.each(TESTERS)('joining a lab of $name', (tester) => {
  const { needs } = tester;
  const finished = async (args: readonly string[]) => {
    await using running = startLab(tester, args);
    const { status, stdout, stderr } = await running.finished();
    return { status, stdout: stdout.toString(), stderr };
  };

  testNeeding(needs, 'reaches what listens in it, and nobody outside does', async () => {
    await using lab = await serving(tester);
    const read = `connect(${lab.port}, '127.0.0.1').setEncoding('utf8').on('data', tell);`;

    const joined = await finished(['join', '--id', lab.id, '--', ...inside(read)]);
    expect(joined).toEqual({ status: 0, stdout: '"hello from inside"\n', stderr: '' });

    const outside = connect(lab.port, '127.0.0.1');
    const code = await new Promise<unknown>((resolve) => {
      outside.once('error', (error) => resolve(Reflect.get(error, 'code')));
      outside.once('connect', () => resolve('connected'));
    });
    outside.destroy();
    expect(code).toBe('ECONNREFUSED');
  });

  testNeeding(needs, 'sees the same processes, in the folder one came from', async () => {
    await using lab = await serving(tester);
    const look = `tell([process.cwd(), readFileSync('/proc/1/cmdline', 'latin1').split('\\0')[0]]);`;
    const { stdout } = await finished(['join', '--id', lab.id, '--', ...inside(look)]);

    expect(JSON.parse(stdout)).toEqual([process.cwd(), 'sh']);
  });

  testNeeding(needs, 'passes the exit status on', async () => {
    await using lab = await serving(tester);

    const { status } = await finished(['join', '--id', lab.id, '--', 'sh', '-c', 'exit 7']);
    expect(status).toBe(7);
  });

  testNeeding(
    needs,
    'of a name that no lab has is refused, with those that there are',
    async () => {
      await using lab = await serving(tester);
      const { status, stderr } = await finished(['join', '--id', 'nobody', '--', 'true']);

      expect(status).toBe(2);
      expect(stderr).toMatch(/No lab nobody is running/);
      expect(stderr).toContain(lab.id);
    },
  );

  testNeeding(
    [...needs, NFT],
    'changes it while it runs, from outside and from inside',
    async () => {
      await using lab = await serving(tester);
      const set = ['set', '--id', lab.id];
      const shown = await finished([...set, '--drop', 'syn', '--from', 'client']);
      expect(shown.stdout).toMatch(/--drop syn --from client {3}0 packets dropped/);
      lab.running.write('first\n');
      await lab.running.untilOutput(/"stuck":"first"/);

      expect((await finished([...set, '--clear'])).stdout).toMatch(/nothing is lost/);
      await lab.running.untilOutput(/"connected":"first"/); // TCP has tried again

      const inner = ['--', process.execPath, process.argv[1] ?? '', 'lab'];
      expect(inner).toHaveLength(4);
      const joined = ['join', '--id', lab.id, '--', ...inside(`tell(status())`)];
      await new Lab(lab.path).set({ loss: 12.5 });
      expect((await finished(joined)).stdout).toContain('--loss 12.5%   0 packets dropped');
    },
  );

  testNeeding(
    [...needs, TCPDUMP],
    'needs no capability for a capture: the lab makes it',
    async () => {
      await using lab = await serving(tester);
      const control = new Lab(lab.path);
      const capture = await control.capture({
        interface: 'lo',
        filter: `tcp dst port ${lab.port}`,
      });
      lab.running.write('watched\n');
      await lab.running.untilOutput(/"connected":"watched"/);
      const octets = await read(capture.packets, 24 + 16);
      capture.stop();
      const whole = Buffer.concat([octets, await rest(capture.packets)]);

      expect(whole.readUInt32LE(20)).toBe(1); // Ethernet
      expect(whole.readUInt16BE(24 + 16 + 14 + 20 + 2)).toBe(lab.port);
    },
  );

  testNeeding(
    [...needs, NFT, TCPDUMP],
    'what is dropped is told to everybody who asks',
    async () => {
      await using lab = await serving(tester);
      const control = new Lab(lab.path);
      const [one, other] = [
        await control.capture({ interface: 'drops' }),
        await control.capture({ interface: 'drops' }),
      ];
      await control.set({ drop: [{ segment: 'syn', count: 1 }] });
      lab.running.write('dropped\n');
      for (const { packets, stop } of [one, other]) {
        const octets = await read(packets, 24 + 16 + 40);
        expect(octets.readUInt32LE(20)).toBe(101); // IP, with nothing before it
        expect(octets[24 + 16]).toBe(0x45);
        expect(octets.readUInt16BE(24 + 16 + 20 + 2)).toBe(lab.port);
        stop();
        await rest(packets);
      }
      // The group is free again for the next.
      const again = await control.capture({ interface: 'drops' });
      again.stop();
      expect((await rest(again.packets)).length).toBe(24);
    },
  );

  testNeeding(needs, 'hostile messages end their connection, and nothing else', async () => {
    await using lab = await serving(tester);
    const control = new Lab(lab.path);
    for (const message of ['{}\n', 'x'.repeat(100_000), '{"version":1,"do":"set","change":7}\n']) {
      const socket = connect(lab.path);
      socket.on('error', () => undefined).write(message);
      expect((await rest(socket)).toString()).toBe('');
    }
    expect((await control.status()).network).not.toBe(await readlink('/proc/self/ns/net'));
  });

  testNeeding(needs, 'its control socket is for its user alone', async () => {
    await using lab = await serving(tester);
    const { stdout } = await finished([
      ...['join', '--id', lab.id, '--', 'stat', '-c', '%a', lab.path],
      lab.path.replace(/\/[^/]*$/, ''),
    ]);

    expect(stdout).toBe('600\n700\n');
  });
});

/** At least so many octets. */
async function read(stream: NodeJS.ReadableStream, least: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  while (Buffer.concat(chunks).length < least) {
    const chunk: unknown = stream.read();
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    else await new Promise((resolve) => stream.once('readable', resolve));
  }
  return Buffer.concat(chunks);
}

/** Everything until the end. */
async function rest(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => stream.once('end', resolve).once('close', resolve));
  return Buffer.concat(chunks);
}
