import { BytesView } from '../view/bytes-view.ts';
import { lanesOf } from './lanes.ts';
import { type MakeView, shared } from './view-needs.ts';

/** Which send landed in which receive. */
export const makeBytesView: MakeView = (options, needs) =>
  new BytesView({ ...shared(options, needs), wire: lanesOf(options).has('wire') });
