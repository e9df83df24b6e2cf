/** What is said of private networks. Options are quoted as they are typed. */
export interface LabText {
  /** The first lines of a shell in a lab, and of one that joins. */
  readonly entered: (id: string) => string;
  readonly leaving: string;
  readonly changing: string;
  readonly joined: (id: string) => string;
  readonly leavingJoined: string;
  /** A joined shell was ended with its lab. */
  readonly ended: (id: string) => string;
  /** The head of `sockets lab status`: `age` is ready to be shown. */
  readonly running: (facts: { id: string; age: string }) => string;
  readonly unimpaired: string;
  /** Behind the options of a rule. */
  readonly dropped: (packets: number) => string;
  /** A delay was asked for, and this kernel has no netem. */
  readonly noNetem: string;
}
