import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { TLS_CONTENTS } from '../../src/event/tls-event.ts';
import { CIPHER_NAMES } from '../../src/tls/cipher-names.ts';
import {
  ALERTS,
  cipherName,
  contentOf,
  GROUPS,
  groupName,
  HANDSHAKES,
  hexCode,
  VERSIONS,
  versionName,
} from '../../src/tls/names.ts';
import { program, testNeeding } from '../support/tools.ts';

describe('names', () => {
  test.each(Object.entries({ ALERTS, CIPHER_NAMES, GROUPS, HANDSHAKES, VERSIONS }))(
    'of %s are different from each other',
    (_, names) => {
      const all = Object.values(names);
      expect(new Set(all).size).toBe(all.length);
    },
  );

  test('of content types begin at 20', () => {
    expect([20, 21, 22, 23].map(contentOf)).toEqual(TLS_CONTENTS);
    expect([0, 19, 24, 255].map(contentOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('that nobody gave are the code itself, except where it is there to be ignored', () => {
    for (const nameOf of [cipherName, groupName, versionName]) {
      expect([0x0a0a, 0xfafa, 0x0a1a, 0xfefe].map(nameOf)).toEqual([
        ...['GREASE', 'GREASE', '0x0A1A', '0xFEFE'],
      ]);
    }
    expect(hexCode(7, 1)).toBe('0x07');
  });

  testNeeding(
    [program('openssl')],
    'of ciphers are those OpenSSL knows by their codes',
    async () => {
      const table = execFileSync('openssl', ['ciphers', '-V', '-stdname', 'ALL'], {
        encoding: 'latin1',
      });
      const rows = [...table.matchAll(/^ *(0x..),0x(..) - (\S+) /gm)];
      expect(rows.length).toBeGreaterThan(20);
      for (const [, high = '', low = '', name] of rows) {
        expect(cipherName(Number(high + low))).toBe(name);
      }
    },
  );
});
