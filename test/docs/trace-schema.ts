import { type JsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import { EVENT_TYPES } from '../../src/event/event.ts';
import {
  address,
  data,
  frameHeader,
  label,
  packetHeader,
  UNKNOWN_EVENT,
} from '../../src/trace/fields.ts';
import { entirely } from '../../src/trace/pattern.ts';
import { EVENT_SCHEMAS, HEADER_SCHEMA } from '../../src/trace/schema.ts';
import { ROOT } from './documents.ts';

/** Where the schema is. */
export const SCHEMA_FILE = new URL('docs/trace.schema.json', ROOT);

type Json = Readonly<Record<string, unknown>>;

const DESCRIPTION = [
  'A line of a trace in JSON Lines, as docs/trace-format.md describes it: the first line is #/$defs/header, any other #/$defs/event.',
  'It takes every line that readTrace takes, and a few more: that "data" has no more octets than "bytes" says, the groups of an IPv6 address,',
  'what Unicode says of a label, and UTF-16 lengths are beyond a schema.',
].join(' ');

/** The JSON Schema (2020-12) of the trace format, made of what the reader checks. */
export function traceSchema(): Json {
  const { event, ...definitions } = converted();
  const own = EVENT_TYPES.map((type) => [type, withoutShared(definitions[type])]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A line of a sockets trace, version 1',
    description: DESCRIPTION,
    if: { required: ['type'] },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
    then: { $ref: '#/$defs/event' },
    else: { $ref: '#/$defs/header' },
    $defs: {
      event: { ...event, allOf: EVENT_TYPES.map(whereItIs) },
      ...definitions,
      ...Object.fromEntries(own),
    },
  };
}

/** An event of a known type is as that type wants it; one of another type only has what every event has. */
function whereItIs(type: string): Json {
  return {
    if: { properties: { type: { const: type } } },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
    then: { $ref: `#/$defs/${type}` },
  };
}

/** An event type's own fields: what every event has is said once, in `event`. */
function withoutShared({ properties = {}, required = [], ...rest }: JsonSchema): Json {
  const isOwn = (name: string) => name === 'type' || !Object.hasOwn(UNKNOWN_EVENT.entries, name);
  const fields = Object.entries(properties).filter(([name]) => isOwn(name));
  return { ...rest, properties: Object.fromEntries(fields), required: required.filter(isOwn) };
}

function converted() {
  const shared = {
    ...{
      address,
      label,
      payload: data,
      'frame-header': frameHeader,
      'packet-header': packetHeader,
    },
    ...{ header: HEADER_SCHEMA, event: UNKNOWN_EVENT },
  };
  return toJsonSchemaDefs(
    { ...shared, ...EVENT_SCHEMAS },
    {
      target: 'draft-2020-12',
      typeMode: 'input',
      overrideAction: ({ valibotAction, jsonSchema }) => {
        // What a schema cannot say, or has said in its metadata.
        if (valibotAction.type === 'check') return jsonSchema;
        const rule = 'requirement' in valibotAction ? valibotAction.requirement : undefined;
        return rule instanceof RegExp ? { ...jsonSchema, ...patternOf(rule) } : undefined;
      },
    },
  );
}

/** The pattern of a check for a whole string. One with flags is said in the metadata behind it. */
function patternOf({ source, flags }: RegExp): Json {
  if (flags !== '') return {};
  const [, whole = ''] = /^\^(.*)\$$/.exec(source) ?? [];
  if (whole === '' || /\\[dwspb]/i.test(whole))
    throw new Error(`means more in some engines: ${source}`);
  return { pattern: entirely(whole) };
}
