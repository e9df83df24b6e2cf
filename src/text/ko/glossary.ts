import type { Glossary } from '../terms.ts';
import { errnos } from './glossary-errnos.ts';
import { options } from './glossary-options.ts';
import { services } from './glossary-services.ts';
import { states } from './glossary-states.ts';
import { steps } from './glossary-steps.ts';
import { words } from './glossary-words.ts';

/** What `sockets explain` and `--explain` say, in Korean. */
export const glossary: Glossary = {
  ...steps,
  ...states,
  ...errnos,
  ...options,
  ...services,
  ...words,
};
