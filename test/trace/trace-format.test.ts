import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES, PAYLOAD_LIMIT } from '../../src/event/event.ts';
import { LONGEST_LINE, TRACE_VERSION } from '../../src/trace/format.ts';
import { encodeEvent, encodeHeader } from '../../src/trace/json-lines.ts';
import { EVENT_SCHEMAS, HEADER_SCHEMA } from '../../src/trace/schema.ts';
import { EXAMPLES, HEADER_EXAMPLE } from './examples.ts';
import { read } from './reading.ts';

const document = readFileSync(join(import.meta.dirname, '../../docs/trace-format.md'), 'utf8');
const sections = new Map(
  document.split(/^##+ /m).map((section) => {
    const [title = ''] = section.split('\n', 1);
    return [title.replaceAll('`', ''), section];
  }),
);

/** What stands in the JSON blocks of a section. */
function blocksOf(section: string | undefined): string[] {
  return Array.from(section?.matchAll(/^```json\n(.*?)^```$/gms) ?? [], ([, lines = '']) => lines);
}

/** The names in the first column of a section's tables. */
function fieldsOf(section: string | undefined): string[] {
  return Array.from(section?.matchAll(/^\| `(\w+)` \|/gm) ?? [], ([, name = '']) => name);
}

describe('docs/trace-format.md', () => {
  test.each(EVENT_TYPES)('shows the line of %s that the program writes', (type) => {
    expect(blocksOf(sections.get(type))).toEqual([encodeEvent(EXAMPLES[type])]);
  });

  test.each(EVENT_TYPES)('tells every field of %s', (type) => {
    const everywhere = fieldsOf(sections.get('Every event'));
    const fields = Object.keys(EVENT_SCHEMAS[type].entries);

    expect([...everywhere, ...fieldsOf(sections.get(type))].toSorted()).toEqual(fields.toSorted());
  });

  test('tells every field of the header', () => {
    expect(fieldsOf(sections.get('Header'))).toEqual(Object.keys(HEADER_SCHEMA.entries));
  });

  test('begins with a trace that can be read', async () => {
    const [example = ''] = blocksOf(document);

    expect(example.startsWith(encodeHeader(HEADER_EXAMPLE))).toBe(true);
    expect(await read(example)).toEqual({
      events: [EXAMPLES.accept, EXAMPLES.receive],
      problem: undefined,
    });
  });

  test('names the version and the limits that hold', () => {
    expect(document).toContain(`# The trace format, version ${TRACE_VERSION}\n`);
    expect(sections.get('Payload')).toContain(`first ${PAYLOAD_LIMIT} octets`);
    expect(sections.get('Text')).toContain(`(${LONGEST_LINE.toLocaleString('en')} octets)`);
  });
});
