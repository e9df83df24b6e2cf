import type { Text } from '../text.ts';
import { labErrors } from './errors-lab.ts';
import { networkErrors } from './errors-network.ts';
import { tlsErrors } from './errors-tls.ts';
import { udpErrors, udpPortTaken } from './errors-udp.ts';
import { unixErrors } from './errors-unix.ts';
import { usageErrors } from './errors-usage.ts';
import { watchErrors } from './errors-watch.ts';
import { wsErrors } from './errors-ws.ts';

// No particle that depends on the sound before it may follow a value: 이/가, 은/는, 을/를, 으로/로.
export const errors: Text['errors'] = {
  ...networkErrors,
  ...udpErrors,
  ...unixErrors,
  ...tlsErrors,
  ...wsErrors,
  ...labErrors,
  ...watchErrors,
  ...usageErrors,
  'port-taken': (facts) =>
    (facts.protocol === 'udp' ? udpPortTaken : networkErrors['port-taken'])(facts),
};
