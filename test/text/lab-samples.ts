import type { Text } from '../../src/text/text.ts';
import type { LabText } from '../../src/text/wording-lab.ts';
import { failure } from './failure-samples.ts';
import { type Sample, stringsIn } from './sample.ts';

function said<Facts>(name: keyof LabText, facts: Facts, say: (lab: LabText) => string): Sample {
  return { path: `lab.${name}`, values: stringsIn(facts), say: ({ lab }: Text) => [say(lab)] };
}

const id = 'k3f9';
const ids = [id, 'x7mp'];
const setting = { name: 'kernel.unprivileged_userns_clone', value: '0', allow: '1' };
const RUNNING = { id, age: '4.8 s' };

/** What is said of private networks, and of the programs that make them. */
export const LAB_SAMPLES: readonly Sample[] = [
  said('entered', id, ({ entered }) => entered(id)),
  said('joined', id, ({ joined }) => joined(id)),
  said('ended', id, ({ ended }) => ended(id)),
  said('running', RUNNING, ({ running }) => running(RUNNING)),
  said('dropped', 12, ({ dropped }) => dropped(12)),
  said('dropped', 1, ({ dropped }) => dropped(1)),
  failure('tool-missing', { tool: 'nft', package: 'nftables' }),
  failure('tool-failed', { tool: 'nft', said: 'Could not process rule' }),
  failure('not-runnable', { program: 'srever.py', code: 'ENOENT' }),
  failure('not-runnable', { program: './server.py', code: 'EACCES' }),
  failure('lab-forbidden', { said: 'unshare failed: Operation not permitted' }),
  failure('lab-forbidden', { said: 'unshare failed: Operation not permitted', setting }),
  failure('unsafe-folder', { path: 'run/sockets-lab' }),
  failure('no-lab', { ids: [] }),
  failure('no-lab', { id: 'm2m2', ids: [] }),
  failure('no-lab', { id: 'm2m2', ids }),
  failure('several-labs', { ids }),
  failure('inside-lab', { id }),
  failure('not-seen', { what: 'CLOSING (S2)' }),
  failure('lab-unanswered', { id }),
  failure('not-of-lab', { value: 'python3', choices: ['join', 'set', 'status'] }),
];
