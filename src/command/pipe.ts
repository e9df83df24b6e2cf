import type { Service } from '../stream/handler.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { Conversation } from './conversation.ts';
import { inputChunks } from './input.ts';
import { destinationOf, PeerOutput } from './peer-output.ts';
import type { RunOutput } from './run-output.ts';
import type { SharedOptions } from './shared-options.ts';

/** A service that joins the one peer to the user: stdin goes to it, what it sends comes out on stdout. */
export function pipe(terminal: Terminal, options: SharedOptions, output: RunOutput): Service {
  const peerOutput = new PeerOutput(terminal, destinationOf(terminal, options));
  return (connection) => {
    const conversation = new Conversation(connection, peerOutput);
    terminal.onOutputClosed(() => connection.reset());
    output.stopped.addEventListener('abort', () => connection.reset());
    if (terminal.inputIsTerminal) return conversation; // what is typed are commands: /send
    void conversation.send(inputChunks(terminal.input)).then(
      () => connection.end(),
      () => connection.reset(), // an end of stream would tell the peer that it has everything
    );
    void connection.closed.then(() => terminal.input.destroy());
    return conversation;
  };
}
