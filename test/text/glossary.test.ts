import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../src/event/event.ts';
import { TCP_STATES } from '../../src/event/tcp-state.ts';
import { ALIASES } from '../../src/text/aliases.ts';
import { glossary as en } from '../../src/text/en/glossary.ts';
import { glossary as ko } from '../../src/text/ko/glossary.ts';
import { findTerm, nearTerms, TERMS, type TermName } from '../../src/text/terms.ts';

/** A sentence ends at a stop before a space or the end: `127.0.0.1` and `"drain"` hold none. */
const ENDS = /[.!?](?=\s|$)/g;
const sentences = (text: string) => text.match(ENDS)?.length ?? 0;
const isTerm = (word: string): word is TermName => Object.hasOwn(TERMS, word);
const names = Object.keys(TERMS).filter(isTerm);

describe.each([
  { language: 'English', glossary: en, briefest: 110 },
  { language: 'Korean', glossary: ko, briefest: 60 },
])('the glossary in $language', ({ glossary, briefest }) => {
  it('explains every term, and nothing else', () => {
    expect(Object.keys(glossary).toSorted()).toEqual(names.toSorted());
  });

  it.each(names)('explains %s in one short sentence, and one to three more', (name) => {
    const { brief, more } = glossary[name];
    expect(sentences(brief), brief).toBe(1);
    expect([...brief].length, brief).toBeLessThanOrEqual(briefest);
    expect(sentences(more), more).toBeGreaterThanOrEqual(1);
    expect(sentences(more), more).toBeLessThanOrEqual(3);
    for (const text of [brief, more]) expect(text).toMatch(/^\S(?!.* {2}).*[.]$/);
  });

  it('explains no two terms alike', () => {
    const briefs = names.map((name) => glossary[name].brief);
    expect(new Set(briefs).size).toBe(briefs.length);
  });

  it('claims no segment where the program saw none', () => {
    expect(glossary['end-of-stream'].brief).toContain('read(2)');
    expect(glossary['end-of-stream'].brief + glossary.connect.brief).not.toMatch(/FIN|ACK/);
  });
});

describe('the Korean glossary', () => {
  it.each(names)('explains %s in Korean, every sentence in the formal style', (name) => {
    const { brief, more } = ko[name];
    for (const sentence of `${brief} ${more}`.split(/(?<=[.])\s+/)) {
      expect(sentence).toMatch(/(니다|십시오)(\([^)]+\))?\.$/);
    }
  });

  it('names the same commands and options as the English one', () => {
    const flags = (text: string) => (text.match(/--[a-z-]+|sockets explain \S+/g) ?? []).toSorted();
    for (const name of names) {
      const [english, korean] = [en, ko].map(({ [name]: { brief, more } }) =>
        flags(`${brief} ${more}`.replace(/(explain [A-Za-z_]+)[^A-Za-z_\s]\S*/g, '$1')),
      );
      expect(korean, name).toEqual(english);
    }
  });
});

describe('TERMS', () => {
  it('has every step and every state', () => {
    const ofKind = (kind: string) => names.filter((name) => TERMS[name].kind === kind);
    expect(ofKind('step')).toEqual([...EVENT_TYPES]);
    expect(ofKind('state')).toEqual([...TCP_STATES]);
  });

  it.each(names)('says where to read more of %s', (name) => {
    expect(TERMS[name].source).toMatch(
      /^(RFC \d+( §\d+(\.\d+)*)?|[a-z_\d-]+\([1-8]\)|Node's [a-z]+(\.[A-Za-z]+)+)$/,
    );
  });
});

describe('findTerm', () => {
  it.each(names)('finds %s in any case, with any separator', (name) => {
    // In small letters `listen` is the step; the state has to shout.
    const anyCase = name === 'LISTEN' ? 'listen' : name;
    expect(findTerm(name)).toBe(name);
    expect(findTerm(` ${name}()`)).toBe(name);
    expect(findTerm(name.toLowerCase())).toBe(anyCase);
    expect(findTerm(name.toUpperCase())).toBe(name === 'listen' ? 'LISTEN' : name);
    for (const separator of ['_', '-', ' ', '']) {
      expect(findTerm(name.toLowerCase().replaceAll(/[_-]/g, separator))).toBe(anyCase);
    }
  });

  it.each(Object.entries(ALIASES))('takes %s for %s', (alias, name) => {
    expect(isTerm(name)).toBe(true);
    expect(alias).toBe(alias.toLowerCase());
    expect(isTerm(alias)).toBe(false);
    expect(findTerm(alias)).toBe(name);
    expect(findTerm(alias.toUpperCase())).toBe(name);
  });

  it.each([
    ['connect()', 'connect'],
    ['connect(2)', 'connect'],
    ['sendto(2)', 'send'],
    ['read(fd, buffer)', 'receive'],
    ['Listen', 'listen'],
    ['listen(2)', 'listen'],
    ['LISTEN', 'LISTEN'],
    ['SYN_RECV', 'SYN-RECEIVED'],
    ['FIN_WAIT1', 'FIN-WAIT-1'],
    ['rst', 'RST'],
    ['RESET', 'reset'],
    ['--no-delay', 'TCP_NODELAY'],
    ['--half-open', 'half-open'],
    ['S12', 'socket-label'],
    ['l1', 'socket-label'],
    ['U2', 'socket-label'],
    ['--drop', 'loss'],
    ['IP_ADD_MEMBERSHIP', 'join'],
    ['client_hello', 'tls-handshake'],
  ] as const)('takes %s for %s', (word, name) => {
    expect(findTerm(word)).toBe(name);
  });

  it('takes Hangul whose letters came one by one, as macOS types them', () => {
    expect(findTerm('소켓'.normalize('NFD'))).toBe('socket');
  });

  it.each(['', '   ', '-', '()', 'constructor', 'toString', '__proto__', 'sckt', 'x1'])(
    'does not take "%s" for anything',
    (word) => {
      expect(findTerm(word)).toBeUndefined();
    },
  );
});

describe('nearTerms', () => {
  it.each([
    ['acept', 'accept'],
    ['ESTABLISHD', 'ESTABLISHED'],
    ['shutdwon', 'shutdown'],
    ['econrefused', 'ECONNREFUSED'],
    ['TIME_WIAT', 'TIME-WAIT'],
    ['bakclog', 'backlog'],
    ['소캣', 'socket'],
    ['establ', 'ESTABLISHED'],
    // `connect` comes before it in the list, but is one slip further away.
    ['connectoin', 'connection'],
  ] as const)('suggests for %s first of all %s', (word, name) => {
    expect(nearTerms(word)[0]).toBe(name);
  });

  it('suggests each term once, the closest spelling first', () => {
    expect(nearTerms('fin-wait')).toEqual(['FIN-WAIT-1', 'FIN-WAIT-2', 'FIN-bit']);
    expect(nearTerms('4-tuplee')).toEqual(['4-tuple']);
    expect(nearTerms('clos')).toEqual(['close', 'CLOSED', 'CLOSE-WAIT']);
  });

  it.each(['zzzzqqq', 'q', 'xy', '', '무지개', '🦊🦊🦊', 'x'.repeat(1000)])(
    'suggests nothing for nonsense',
    (word) => {
      expect(nearTerms(word)).toEqual([]);
    },
  );

  it('suggests at most three terms, none twice, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => {
        const near = nearTerms(word);
        expect(near.length).toBeLessThanOrEqual(3);
        expect(new Set(near).size).toBe(near.length);
        for (const name of near) expect(isTerm(name)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('suggests a long term when one letter of it is wrong', () => {
    const long = names.filter((name) => name.length >= 6 && name.toLowerCase() !== 'listen');
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), (name, at) => {
        const index = at % name.length;
        const typed = `${name.slice(0, index)}q${name.slice(index + 1)}`;
        expect(nearTerms(typed)).toContain(name);
      }),
      { numRuns: 100 },
    );
  });
});
