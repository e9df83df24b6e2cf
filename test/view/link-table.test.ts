import { expect, test } from 'vitest';
import { FATES } from '../../src/event/datagram-event.ts';
import { loadText } from '../../src/text/text.ts';
import { width } from '../../src/view/columns.ts';
import { type Fared, linkTable } from '../../src/view/link-table.ts';

const fates = { ...zero(), passed: 700, dropped: 200, duplicated: 1, reordered: 12, delayed: 800 };
const FARED = {
  there: { came: 1000, wentOn: 801, fates },
  back: { came: 801, wentOn: 801, fates: { ...zero(), passed: 801 } },
} satisfies Record<string, Fared>;

function zero(): Fared['fates'] {
  return {
    ...{ passed: 0, dropped: 0, overflowed: 0, duplicated: 0 },
    ...{ reordered: 0, delayed: 0, corrupted: 0 },
  };
}

test('has a row for each direction, and a column for each fate that was met', async () => {
  expect(linkTable(FARED, await loadText('en'), 80)).toEqual([
    '  direction       came  went on  dropped  doubled  reordered  delayed',
    '  to the server  1,000      801      200        1         12      800',
    '  to the client    801      801        0        0          0        0',
  ]);
  expect(linkTable(FARED, await loadText('ko'), 80)).toEqual([
    '  방향     들어옴  나감  버림  중복  뒤로 밀림  지연',
    '  가는 것   1,000   801   200     1         12   800',
    '  오는 것     801   801     0     0          0     0',
  ]);
});

test('says how many came where nothing came', async () => {
  const none = { came: 0, wentOn: 0, fates: zero() };

  expect(linkTable({ there: none, back: none }, await loadText('en'), 80)).toEqual([
    '  direction      came  went on',
    '  to the server     0        0',
    '  to the client     0        0',
  ]);
});

test('fits into a narrow terminal', async () => {
  const all = { came: 7000, wentOn: 7000, fates: { ...zero() } };
  for (const fate of FATES) Object.assign(all.fates, { [fate]: 1000 });
  for (const language of ['en', 'ko'] as const) {
    for (const columns of [20, 40, 80]) {
      const lines = linkTable({ there: all, back: all }, await loadText(language), columns);
      expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(columns);
      expect(lines.join('\n')).toContain('7,000');
    }
  }
});
