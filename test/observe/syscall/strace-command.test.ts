import { expect, test } from 'vitest';
import {
  LANE_DESCRIPTOR,
  STRACE_DESCRIPTOR,
  underStrace,
} from '../../../src/observe/syscall/strace-command.ts';

/** What strace itself is given: from its name to the program's. */
function straceIn(command: readonly string[]): readonly string[] {
  const from = command.indexOf('strace');
  return command.slice(from, command.indexOf('--', from));
}

test('the program comes last, with its arguments as they are', () => {
  const program = ['node', 'a b.js', '--', '$HOME', '"'];

  expect(underStrace(program, 'lifecycle').slice(-program.length)).toEqual(program);
});

test('the lifecycle has no calls that move octets, and needs no octets of them', () => {
  const [lifecycle, all] = [
    straceIn(underStrace(['x'], 'lifecycle')),
    straceIn(underStrace(['x'], 'all')),
  ];
  const calls = (args: readonly string[]) =>
    args.find((arg) => arg.startsWith('trace='))?.split(/[=,?]+/) ?? [];

  expect(calls(lifecycle)).toEqual(expect.arrayContaining(['socket', 'bind', 'accept4', 'close']));
  expect(calls(lifecycle)).not.toContain('sendto');
  expect(calls(lifecycle)).not.toContain('read');
  expect(calls(all)).toEqual(expect.arrayContaining(['read', 'write', 'sendto']));
  expect(Number(lifecycle[lifecycle.indexOf('-s') + 1])).toBeLessThan(8);
  expect(Number(all[all.indexOf('-s') + 1])).toBeGreaterThan(100);
});

test('the kernel stops it at these calls alone, and times are of the one clock', () => {
  const args = straceIn(underStrace(['x'], 'lifecycle'));

  expect(args).toEqual(expect.arrayContaining(['--seccomp-bpf', '-f', '-yy', '-ttt', '-T']));
});

test('what strace says and what the program hears have descriptors of their own', () => {
  expect(LANE_DESCRIPTOR).not.toBe(STRACE_DESCRIPTOR);
  const [output = ''] = underStrace(['x'], 'all').filter((arg) => arg.startsWith('|'));
  expect(output).toContain(`cat >&${STRACE_DESCRIPTOR}`);
  // Ctrl-C is for the program.
  expect(output).toMatch(/^\|trap "" INT/);
});
