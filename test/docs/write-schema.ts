import { writeFileSync } from 'node:fs';
import { SCHEMA_FILE, traceSchema } from './trace-schema.ts';

/** `npm run schema`: writes what the reader checks into docs/trace.schema.json. */
writeFileSync(SCHEMA_FILE, `${JSON.stringify(traceSchema(), undefined, 2)}\n`);
