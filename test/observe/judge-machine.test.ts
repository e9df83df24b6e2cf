import { describe, expect, test } from 'vitest';
import {
  CAPABILITIES,
  type CapabilityName,
  possibleWith,
  seesBeneath,
} from '../../src/observe/capability.ts';
import { judged } from '../../src/observe/judge-machine.ts';
import type { Answers, LinuxAnswers } from '../../src/observe/machine-answers.ts';

const ALL: LinuxAnswers = {
  strace: 'works',
  tcpdump: 'works',
  tcpdumpInside: 'works',
  tables: true,
  ss: 'works',
  trace: 'works',
  network: 'works',
  link: { nft: 'works', tbf: 'works', netem: 'works' },
  modules: { nft: 'unknown', tbf: 'unknown', netem: 'unknown' },
  isUbuntu: false,
};
const EVERYTHING: Answers = { node: '20.19.0', ipv6: true, multicast: true, linux: ALL };

const on = (linux: Partial<LinuxAnswers>, more: Partial<Answers> = {}) =>
  judged({ ...EVERYTHING, linux: { ...ALL, ...linux }, ...more });
const one = (name: CapabilityName, linux: Partial<LinuxAnswers>, more: Partial<Answers> = {}) =>
  on(linux, more).find((each) => each.name === name);
function without({ link: _link, tcpdumpInside: _inside, ...rest }: LinuxAnswers): LinuxAnswers {
  return { ...rest, network: { said: 'unshare: Operation not permitted' } };
}

test('a machine that has everything has every lane and every command', () => {
  const found = judged(EVERYTHING);
  const { lanes, commands } = possibleWith(found);

  expect(found.map(({ name }) => name)).toEqual([...CAPABILITIES]);
  expect(found.every(({ works, remedy }) => works && remedy === undefined)).toBe(true);
  expect(lanes).toEqual({ app: 'here', syscall: 'here', kernel: 'here', wire: 'here' });
  expect(Object.values(commands)).not.toContain(false);
});

test('elsewhere than on Linux the sockets work, and what only Linux has is called so', () => {
  const found = judged({ ...EVERYTHING, linux: undefined });
  const possible = possibleWith(found);

  expect(found.filter(({ works }) => works).map(({ name }) => name)).toEqual([
    ...['node', 'ipv6', 'multicast'],
  ]);
  expect(new Set(found.map(({ why }) => why))).toEqual(new Set([undefined, 'not-linux']));
  expect(possible.lanes).toMatchObject({ app: 'here', kernel: 'nowhere', wire: 'nowhere' });
  expect(seesBeneath(possible)).toBe(false);
  expect(seesBeneath(possibleWith(judged(EVERYTHING)))).toBe(true);
});

test.each([
  ['strace', { strace: 'missing' }, 'sudo apt install strace'],
  ['tcpdump', { tcpdump: 'missing' }, 'sudo apt install tcpdump'],
  ['ss', { ss: 'absent' }, 'sudo apt install iproute2'],
  ['network', { network: { tool: 'ip', package: 'iproute2' } }, 'sudo apt install iproute2'],
  ['nft', { link: { nft: 'missing', tbf: 'works', netem: 'works' } }, 'sudo apt install nftables'],
  ['tbf', { link: { nft: 'works', tbf: 'missing', netem: 'works' } }, 'sudo apt install iproute2'],
] as const)('%s that is not installed comes with its package', (name, linux, remedy) => {
  expect(one(name, linux)).toEqual({ name, works: false, why: 'missing', remedy });
});

describe('a setting of the kernel', () => {
  test.each([
    [{ name: 'user.max_user_namespaces', value: '0', allow: '10000' }],
    [{ name: 'kernel.unprivileged_userns_clone', value: '0', allow: '1' }],
    [{ name: 'kernel.apparmor_restrict_unprivileged_userns', value: '1', allow: '0' }],
  ])('that forbids private networks is named, with what allows them: %o', (setting) => {
    expect(one('network', { network: { said: 'x', setting } })).toMatchObject({
      why: 'setting',
      setting: `${setting.name} = ${setting.value}`,
      remedy: `sudo sysctl -w ${setting.name}=${setting.allow}`,
    });
  });

  test('that forbids tracing is named; from 3 on nothing but a new start allows it', () => {
    const scope = (ptraceScope: number) => one('strace', { strace: 'refused', ptraceScope });

    expect(scope(2)).toMatchObject({
      why: 'setting',
      setting: 'kernel.yama.ptrace_scope = 2',
      remedy: 'sudo sysctl -w kernel.yama.ptrace_scope=1',
    });
    expect(scope(3)).toEqual({
      ...{ name: 'strace', works: false, why: 'setting' },
      setting: 'kernel.yama.ptrace_scope = 3',
    });
    // A parent may trace its child at 1: something else forbids it.
    expect(scope(1)).toEqual({ name: 'strace', works: false, why: 'not-permitted' });
  });

  test('that switches IPv6 off on loopback is named', () => {
    expect(one('ipv6', {}, { ipv6: false, ipv6Disabled: '1' })).toMatchObject({
      remedy: 'sudo sysctl -w net.ipv6.conf.lo.disable_ipv6=0',
    });
    expect(one('ipv6', {}, { ipv6: false })).toMatchObject({ why: 'no-kernel' });
  });
});

test('who may not capture here but may in a private network has the wire lane there', () => {
  const found = on({ tcpdump: 'refused' });

  expect(found.find(({ name }) => name === 'tcpdump')).toMatchObject({
    why: 'in-lab-only',
    remedy: 'npx sockets lab',
  });
  expect(possibleWith(found).lanes.wire).toBe('lab');
});

test('who may capture nowhere is told what permits it', () => {
  const found = judged({ ...EVERYTHING, linux: { ...without(ALL), tcpdump: 'refused' } });

  expect(found.find(({ name }) => name === 'tcpdump')).toMatchObject({
    why: 'not-permitted',
    remedy: 'sudo setcap cap_net_raw+ep "$(command -v tcpdump)"',
  });
  expect(possibleWith(found).lanes.wire).toBe('nowhere');
});

test('without a private network there is no lab, whatever is installed', () => {
  const linux = { ...without(ALL), installed: { nft: false, tc: true } };
  const found = judged({ ...EVERYTHING, linux });
  const why = Object.fromEntries(found.map((each) => [each.name, each.why]));

  expect(why).toMatchObject({ nft: 'missing', tbf: 'no-network', netem: 'no-network' });
  expect(found.find(({ name }) => name === 'network')).toMatchObject({
    why: 'not-permitted',
    said: 'unshare: Operation not permitted',
  });
  expect(possibleWith(found).commands).toEqual({
    ...{ watch: true, lab: false },
    ...{ 'lab --drop': false, 'lab --rate': false, 'lab --delay': false },
  });
});

test('a queue that the kernel does not have comes with how to get it, where that is known', () => {
  const link = { nft: 'works', tbf: 'works', netem: 'refused' } as const;
  const netem = (there: 'there' | 'not-there' | 'unknown', isUbuntu: boolean) =>
    one('netem', { link, isUbuntu, modules: { ...ALL.modules, netem: there } })?.remedy;

  expect(netem('there', false)).toBe('sudo modprobe sch_netem');
  expect(netem('not-there', true)).toBe('sudo apt install linux-modules-extra-$(uname -r)');
  expect(netem('not-there', false)).toBeUndefined();
  expect(netem('unknown', true)).toBeUndefined();
  expect(possibleWith(on({ link })).commands).toMatchObject({
    ...{ lab: true, 'lab --rate': true, 'lab --delay': false },
  });
});

test.each([
  ['not-permitted', /^sudo env "PATH=\$PATH" npx sockets/],
  ['not-mounted', /^sudo mount -t tracefs tracefs \/sys\/kernel\/tracing$/],
] as const)('a trace that is %s has its command', (trace, remedy) => {
  expect(one('trace', { trace })?.remedy).toMatch(remedy);
});

test.each([
  ['20.18.3', false],
  ['18.20.0', false],
  ['20.19.0', true],
  ['22.0.0', true],
  ['26.1.0', true],
])('Node %s is new enough: %s', (node, works) => {
  expect(one('node', {}, { node })?.works).toBe(works);
});
