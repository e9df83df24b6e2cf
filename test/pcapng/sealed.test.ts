import { describe, expect, test } from 'vitest';
import { Sealed } from '../../src/pcapng/sealed.ts';

const TLS_1_3 = { version: 'TLS 1.3', cipher: 'TLS_AES_256_GCM_SHA384' };

describe('what is sealed in a record', () => {
  test('is the send whose octets it has, and those it was sent together with', () => {
    const sealed = new Sealed(TLS_1_3);
    sealed.add('one', 4);
    sealed.add('two', 3);
    sealed.add('three', 20_000);

    expect(sealed.take(7 + 17)).toEqual(['one', 'two']);
    expect(sealed.take(16_384 + 17)).toEqual(['three']);
    expect(sealed.take(3616 + 17)).toEqual(['three']);
    expect(sealed.take(17)).toEqual([]);
  });

  test('is not said of a record that has more than was sent', () => {
    const sealed = new Sealed(TLS_1_3);
    sealed.add('one', 4);

    expect(sealed.take(5 + 17)).toEqual([]);
    expect(sealed.take(4 + 17)).toEqual(['one']);
  });

  test.each([
    ['TLS 1.2', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 24],
    ['TLS 1.2', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 16],
    ['TLS 1.3', 'TLS_AES_128_CCM_8_SHA256', 9],
  ])('is known by what the cipher adds: %s %s', (version, cipher, added) => {
    const sealed = new Sealed({ version, cipher });
    sealed.add('one', 4);

    expect(sealed.take(4 + added)).toEqual(['one']);
  });

  test('is not known of ciphers that pad', () => {
    const sealed = new Sealed({ version: 'TLS 1.2', cipher: 'TLS_RSA_WITH_AES_128_CBC_SHA' });
    sealed.add('one', 4);

    expect(sealed.take(4)).toEqual([]);
    expect(sealed.take(48)).toEqual([]);
  });
});
