import type { Text } from '../text.ts';
import { bits } from './bits-ws.ts';
import { borders } from './borders.ts';
import { check } from './check.ts';
import { console } from './console.ts';
import { demo } from './demo.ts';
import { diff } from './diff.ts';
import { doctor } from './doctor.ts';
import { errors } from './errors.ts';
import { headers } from './headers-ws.ts';
import { help } from './help.ts';
import { lab } from './lab.ts';
import { ladder } from './ladder.ts';
import { lanes } from './lanes.ts';
import { live } from './live.ts';
import { page } from './page.ts';
import { pcapng } from './pcapng.ts';
import { steps, summary } from './steps.ts';
import { segment } from './steps-wire.ts';
import { tracePage } from './trace-page.ts';
import { udp } from './udp.ts';
import { viewing } from './view.ts';
import { watch } from './watch.ts';

export const ko: Text = {
  language: 'ko',
  columns: { time: '시간', lane: '레인', socket: '소켓', step: '단계', what: '일어난 일' },
  steps,
  summary,
  segment,
  ladder,
  pcapng,
  borders,
  moreBytes: (bytes) => `… 모두 ${bytes}입니다`,
  errors,
  advice: { why: '이유', next: '조치' },
  console,
  help,
  demo,
  udp,
  lanes,
  viewing,
  watch,
  check,
  diff,
  doctor,
  lab,
  headers,
  bits,
  live,
  page,
  tracePage,
};
