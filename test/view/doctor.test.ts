import { describe, expect, test } from 'vitest';
import { possibleWith } from '../../src/observe/capability.ts';
import { judged } from '../../src/observe/judge-machine.ts';
import type { Answers } from '../../src/observe/machine-answers.ts';
import { LANGUAGES, loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { doctorLines } from '../../src/view/doctor.ts';
import { makeStyle } from '../../src/view/style.ts';

const none = { nft: 'not-there', tbf: 'there', netem: 'not-there' } as const;
const POOR: Answers = {
  node: '20.18.0',
  ipv6: false,
  ipv6Disabled: '1',
  multicast: false,
  linux: {
    ...{ strace: 'refused', ptraceScope: 2, tcpdump: 'refused', tables: false, ss: 'absent' },
    ...{ trace: 'not-mounted', modules: none, isUbuntu: true },
    network: {
      said: '\u001b[31munshare\u0007',
      setting: {
        name: 'kernel.apparmor_restrict_unprivileged_userns',
        ...{ value: '1', allow: '0' },
      },
    },
  },
};
const REFUSED: Answers = {
  ...POOR,
  linux: POOR.linux && { ...POOR.linux, network: { said: '\u001b[31munshare\u0007' } },
};
const ELSEWHERE: Answers = { node: '22.1.0', ipv6: true, multicast: true, linux: undefined };

async function lines(answers: Answers, language: 'en' | 'ko', columns = 80): Promise<string[]> {
  const found = judged(answers);
  const look = { text: await loadText(language), style: makeStyle(0), columns };
  return doctorLines({ node: answers.node, found, possible: possibleWith(found) }, look);
}

describe.each(LANGUAGES)('in %s', (language) => {
  test.each([POOR, REFUSED, ELSEWHERE])('no line is wider than 80 columns', async (answers) => {
    const wide = (await lines(answers, language)).filter((line) => width(line) > 80);

    expect(wide).toEqual([]);
  });

  test.each([30, 40])('in %d columns only a command is wider', async (columns) => {
    const wide = (await lines(POOR, language, columns)).filter((line) => width(line) > columns);

    expect(wide.filter((line) => !line.startsWith('      $ '))).toEqual([]);
  });

  test('each thing that is missing has a reason, and its command in one piece', async () => {
    const shown = await lines(POOR, language);
    const text = await loadText(language);

    expect(shown.filter((line) => line.startsWith('✗ '))).toHaveLength(12);
    expect(shown).toContain('      $ sudo sysctl -w kernel.yama.ptrace_scope=1');
    expect(shown).toContain(
      '      $ sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    );
    expect(shown).toContain(`      ${text.doctor.setting('kernel.yama.ptrace_scope = 2')}`);
    expect(shown.at(-1)).toMatch(/: watch, lab$/);
  });

  test('what a program said is shown, and nothing of it reaches the terminal raw', async () => {
    const shown = (await lines(REFUSED, language)).join('\n');

    expect(shown).toContain('unshare');
    expect(shown).not.toMatch(/\p{Cc}(?<!\n)/u);
  });
});

test('what works has its mark and its use alone', async () => {
  expect((await lines(ELSEWHERE, 'en')).slice(0, 5)).toEqual([
    '✓ Node 22.1.0            everything',
    '✓ IPv6 on loopback       --ipv6, and ::1 for any host',
    '✓ multicast on loopback  udp-recv --multicast, demo udp',
    '✗ strace                 system calls: --lanes syscall, --xray, watch',
    '      only Linux has it',
  ]);
  expect((await lines(ELSEWHERE, 'en')).slice(-2)).toEqual([
    'Lanes here: app',
    'Every command works here, but not: watch, lab',
  ]);
});
