import {
  type DeflateParameters,
  formatParameters,
  type ParameterProblem,
  PERMESSAGE_DEFLATE,
  readParameters,
} from './extension-offer.ts';
import type { Extension } from './token-list.ts';

/** What both sides of a connection have agreed upon (RFC 7692 §7.1). */
export interface DeflateAgreement {
  /** The server forgets its window after each message, and so may the client what it needs to read it. */
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  /** The server refers back 2 to the power of this many octets at the most. 8 to 15. */
  readonly serverMaxWindowBits: number;
  readonly clientMaxWindowBits: number;
}

/** What a server wants of itself and of clients; it never asks more of a client than the client's offer lets it. */
export type DeflateWishes = Partial<DeflateAgreement>;

/** What became of an element of Sec-WebSocket-Extensions: taken, not needed, or declined and why. */
export interface OfferVerdict {
  readonly offer: Extension;
  readonly verdict: 'taken' | 'not-needed' | 'unknown-extension' | 'not-wanted' | ParameterProblem;
}

/** What a server says to a client's offers. */
export interface OffersAnswered {
  readonly verdicts: readonly OfferVerdict[];
  readonly agreed?: {
    readonly agreement: DeflateAgreement;
    /** The value of Sec-WebSocket-Extensions. */
    readonly answer: string;
  };
}

/** Why a server's answer is none to what was offered. */
export type AnswerProblem = ParameterProblem | 'not-offered' | 'more-than-once' | 'not-as-offered';

const MOST_BITS = 15;

/**
 * Answers the offers of a client (RFC 7692 §5.1, §7.1): they stand in the order the client prefers them, and the first one that is valid is
 * taken. Without `wishes` none is.
 */
export function answerOffers(
  offers: readonly Extension[],
  wishes: DeflateWishes | undefined,
): OffersAnswered {
  let agreed: OffersAnswered['agreed'];
  const verdicts = offers.map((offer): OfferVerdict => {
    if (offer.name !== PERMESSAGE_DEFLATE) {
      return { offer, verdict: 'unknown-extension' };
    }
    if (!wishes) return { offer, verdict: 'not-wanted' };
    const parameters = readParameters(offer, 'offer');
    if (typeof parameters === 'string') return { offer, verdict: parameters };
    if (agreed) return { offer, verdict: 'not-needed' };
    agreed = agree(parameters, wishes);
    return { offer, verdict: 'taken' };
  });
  return agreed ? { verdicts, agreed } : { verdicts };
}

function agree(offer: DeflateParameters, wishes: DeflateWishes): OffersAnswered['agreed'] {
  const server = least(offer.serverMaxWindowBits, wishes.serverMaxWindowBits);
  const client = clientBits(offer.clientMaxWindowBits, wishes.clientMaxWindowBits);
  const parameters: DeflateParameters = {
    serverNoContextTakeover: offer.serverNoContextTakeover || !!wishes.serverNoContextTakeover,
    clientNoContextTakeover: offer.clientNoContextTakeover || !!wishes.clientNoContextTakeover,
    ...(server === undefined ? {} : { serverMaxWindowBits: server }),
    ...(client === undefined ? {} : { clientMaxWindowBits: client }),
  };
  return { agreement: agreementOf(parameters), answer: formatParameters(parameters) };
}

/** Only a client that said it knows the parameter may be asked for a smaller window (RFC 7692 §7.1.2.2). */
function clientBits(
  offered: DeflateParameters['clientMaxWindowBits'],
  wished: number | undefined,
): number | undefined {
  if (offered === undefined) return undefined;
  return offered === 'any' ? wished : least(offered, wished);
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

function agreementOf(parameters: DeflateParameters): DeflateAgreement {
  const { serverMaxWindowBits = MOST_BITS, clientMaxWindowBits: client } = parameters;
  return {
    serverNoContextTakeover: parameters.serverNoContextTakeover,
    clientNoContextTakeover: parameters.clientNoContextTakeover,
    serverMaxWindowBits,
    clientMaxWindowBits: typeof client === 'number' ? client : MOST_BITS,
  };
}

/**
 * What a server's answer means to the client that made these offers; none, if the server wants no extension. A problem fails the
 * connection (RFC 7692 §5.1, §7.1).
 */
export function judgeAnswer(
  answer: readonly Extension[],
  offers: readonly DeflateParameters[],
): { readonly agreement?: DeflateAgreement } | AnswerProblem {
  const [extension, ...others] = answer;
  if (!extension) return {};
  if ([extension, ...others].some(({ name }) => name !== PERMESSAGE_DEFLATE)) {
    return 'not-offered';
  }
  if (offers.length === 0) return 'not-offered';
  if (others.length > 0) return 'more-than-once';
  const parameters = readParameters(extension, 'answer');
  if (typeof parameters === 'string') return parameters;
  const offer = offers.find((one) => answers(parameters, one));
  return offer ? { agreement: withOwnWord(agreementOf(parameters), offer) } : 'not-as-offered';
}

/** Whether an answer takes up an offer: what was asked of the server is in it, and nothing is asked that was not offered. */
function answers(answer: DeflateParameters, offer: DeflateParameters): boolean {
  const { serverMaxWindowBits: server = MOST_BITS, clientMaxWindowBits: client } = answer;
  const most = offer.clientMaxWindowBits;
  return (
    (answer.serverNoContextTakeover || !offer.serverNoContextTakeover) &&
    server <= (offer.serverMaxWindowBits ?? MOST_BITS) &&
    (typeof client !== 'number' ||
      (most !== undefined && client <= (most === 'any' ? MOST_BITS : most)))
  );
}

/** What a client said of itself holds, whether the server repeats it or not (RFC 7692 §7.1.1.2, §7.1.2.2). */
function withOwnWord(agreement: DeflateAgreement, offer: DeflateParameters): DeflateAgreement {
  const most = offer.clientMaxWindowBits;
  return {
    ...agreement,
    clientNoContextTakeover: agreement.clientNoContextTakeover || offer.clientNoContextTakeover,
    clientMaxWindowBits: Math.min(
      agreement.clientMaxWindowBits,
      typeof most === 'number' ? most : MOST_BITS,
    ),
  };
}
