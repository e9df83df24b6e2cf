import { expect, test } from 'vitest';
import { statusLines } from '../../../src/command/lab/status-lines.ts';
import type { LabStatus } from '../../../src/lab/messages.ts';
import { loadText } from '../../../src/text/text.ts';
import { width } from '../../../src/view/columns.ts';

const STATUS: LabStatus = {
  id: 'k3f9',
  pid: 4711,
  network: 'net:[4026532321]',
  since: 0,
  impairments: {
    loss: 12.5,
    drop: [{ segment: 'syn-ack', from: 'server', count: 10_000 }, { segment: 'fin' }],
    rate: 64_000,
    delay: 50,
  },
  dropped: { drop: [2, 1], loss: 12_480 },
  without: ['netem'],
};

test('a lab is shown with its impairments as they are typed, and what each has dropped', async () => {
  const row = (option: string, told: string) => `  ${option.padEnd(45)}${told}`;

  expect(statusLines(STATUS, await loadText('en'), 245_000_000)).toEqual([
    'lab k3f9 · for 4 min 5 s',
    row('--loss 12.5%', '12,480 packets dropped'),
    row('--drop syn-ack --from server --count 10000', '2 packets dropped'),
    row('--drop fin', '1 packet dropped'),
    '  --rate 64kbit',
    '  --delay 50',
    '  no delay: this kernel has no netem; all else is in force',
  ]);
});

test('no line is wider than a terminal, in either language', async () => {
  for (const language of ['en', 'ko'] as const) {
    for (const line of statusLines(STATUS, await loadText(language))) {
      expect(width(line)).toBeLessThanOrEqual(80);
    }
  }
});

test('a lab in which all is well says so', async () => {
  const status = { ...STATUS, impairments: {}, dropped: { drop: [], loss: 0 }, without: [] };

  expect(statusLines(status, await loadText('en'), 1_000_000)).toEqual([
    'lab k3f9 · for 1.0 s',
    '  nothing is lost, nothing is slow',
  ]);
});

test('a rate is shown in the largest unit that makes it whole', async () => {
  const shown = async (rate: number) =>
    statusLines({ ...STATUS, impairments: { rate }, without: [] }, await loadText('en'))[1];

  expect(await shown(1_000_000)).toBe('  --rate 1Mbit');
  expect(await shown(1_500_000)).toBe('  --rate 1500kbit');
  expect(await shown(9600)).toBe('  --rate 9600');
});
