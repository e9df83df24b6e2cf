import { expect, test } from 'vitest';
import { runSockets } from '../support/sockets-process.ts';
import { eventsOf, stepsOf } from '../support/steps.ts';

const SECRET = 'the code is 4711';

test('the demo of TLS: in plain the message is in what was sent; under TLS it is in no record', async () => {
  const { status, stdout } = await runSockets(['demo', 'tls', '--lanes', 'app', '--json']);
  const events = await eventsOf(stdout);
  const sends = events.filter((event) => event.type === 'send');
  const records = events.filter((event) => event.type === 'tls-record');
  const passed = Buffer.concat(records.map(({ data }) => data));

  expect(sends.map(({ socket }) => socket)).toEqual(['C1', 'C2']);
  for (const { data } of sends) expect(Buffer.from(data).toString()).toBe(`${SECRET}\n`);
  expect(stepsOf(events, 'C1')).not.toContain('tls-record');
  expect(passed.length).toBeGreaterThan(1000);
  expect(passed.includes(SECRET)).toBe(false);
  expect(stepsOf(events, 'C2')).toContain('tls-agreed');
  expect(stepsOf(events, 'S2').at(-1)).toBe('close');
  expect(status).toBe(0);
});

test('the demo of TLS refuses two certificates: an unknown one, and one for another name', async () => {
  const { stdout } = await runSockets(['demo', 'tls', '--lanes', 'app', '--json']);
  const events = await eventsOf(stdout);
  const verdicts = events.filter((event) => event.type === 'tls-verdict');

  expect(verdicts).toMatchObject([
    { socket: 'C2', trusted: true, name: 'localhost', enforced: true },
    { socket: 'C3', trusted: false, reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', enforced: true },
    { socket: 'C4', trusted: false, reason: 'ERR_TLS_CERT_ALTNAME_INVALID', name: 'bank.example' },
  ]);
  for (const label of ['C3', 'C4']) {
    expect(stepsOf(events, label).slice(-2)).toEqual(['tls-verdict', 'close']);
    expect(stepsOf(events, label)).not.toContain('tls-agreed');
  }
});

/** The octets of the hex dumps of a run, dump by dump. */
function dumpsIn(text: string): Buffer[] {
  const dumps: string[] = [];
  for (const line of text.split('\n')) {
    const [, offset, hex = ''] = /^ {2}([0-9a-f]{4}) {2}((?:[0-9a-f]{2} {1,2})+)/.exec(line) ?? [];
    if (offset === '0000') dumps.push(hex);
    else if (offset !== undefined) dumps.push((dumps.pop() ?? '') + hex);
  }
  return dumps.map((hex) => Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

test.each([
  ['en', /it is there, under TLS it is not there/, /Now try it by hand/],
  ['ko', /TLS/, /직접 해 보십시오/],
])(
  'in %s the demo of TLS shows the same message as it passed, octet by octet',
  async (lang, compared, next) => {
    const { status, stdout, stderr } = await runSockets(['demo', 'tls', '--lang', lang]);
    const [plain, encrypted, ...others] = dumpsIn(stderr);

    expect(plain?.toString()).toBe(`${SECRET}\n`);
    // A record of TLS 1.3: its header, the message, its content type, and the tag of its cipher.
    expect(encrypted?.subarray(0, 5).toString('hex')).toBe('1703030022');
    expect(encrypted).toHaveLength(5 + SECRET.length + 1 + 1 + 16);
    expect(encrypted?.includes(SECRET)).toBe(false);
    expect(others).toEqual([]);
    const chapters = [...stderr.matchAll(/^([1-9]) {2}/gm)].map(([, number]) => number);
    expect(chapters).toEqual(['1', '2', '3', '4']);
    expect(stderr).toMatch(/^3 {2}.*\n.*L3 +socket/m);
    expect(stderr).toMatch(compared);
    expect(stderr).toMatch(next);
    expect(stdout.toString()).toBe('');
    expect(status).toBe(0);
  },
);
