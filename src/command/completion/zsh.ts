import { quote } from './quote.ts';
import type {
  CompletedCommand,
  CompletedOption,
  CompletedWord,
  CompletionTree,
  Place,
} from './tree.ts';

/** A completion script for zsh, to be sourced or to lie in `$fpath`. `_arguments` and `_describe`: zshcompsys(1). */
export function zshScript(tree: CompletionTree): string {
  const { name, options, commands } = tree;
  return `#compdef ${name}
# zsh completion of ${name}: source <(${name} completion zsh)

_${name}() {
  local curcontext="$curcontext" context state state_descr line
  typeset -A opt_args
  _arguments -C -S \\
${specs(options.flatMap(optionSpecs), 4)} \\
    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command)
      local -a commands=(
${commands.map((command) => `        ${described(command.name, command.description)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
${commands.map((command) => branch(name, command)).join('\n')}
      esac
      ;;
  esac
}
${commands.map((command) => wordFunctions(name, command)).join('')}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  if (( ! $+functions[compdef] )); then autoload -Uz compinit && compinit; fi
  compdef _${name} ${name}
fi
`;
}

function branch(program: string, command: CompletedCommand): string {
  const places = command.arguments.map(
    (place, i) => `:${afterColon(place, wordFunction(program, command, i))}`,
  );
  return `        ${quote(command.name)})
          _arguments -S \\
${specs([...command.options.flatMap(optionSpecs), ...places], 12)}
          ;;`;
}

/** `(-4 --ipv4)-4[IPv4 only]`: the flags that are then of no more use, the flag, what it does. */
function optionSpecs({ flags, description, value }: CompletedOption): string[] {
  // What takes a value of one's own may be wanted again, as --send may; after help nothing is.
  const again = value !== undefined && value.expected.kind !== 'words';
  const without = flags.includes('--help') ? '- *' : flags.join(' ');
  const before = again ? '*' : `(${without})`;
  return flags.map((flag) => {
    const takes = value ? `:${afterColon(value)}` : '';
    return `${before}${flag}${joint(flag, value)}[${escaped(description)}]${takes}`;
  });
}

/** Whether the value may follow in the same word, in the next, or both. */
function joint(flag: string, value: Place | undefined): string {
  if (!value || !flag.startsWith('--')) return '';
  // zsh would read the option after --keep-alive as its value, and not complete that option's own.
  return value.optional ? '=-' : '=';
}

/** What follows the first colon: another one for what can be left out, a message, and what completes it. */
function afterColon({ optional, description, expected }: Place, describing?: string): string {
  const said = description.replaceAll('%', '%%');
  const message = `${optional ? ':' : ''}${betweenColons(said)}`;
  switch (expected.kind) {
    case 'file':
      return `${message}:_files`;
    case 'anything':
      // Where an option may stand as well, a bare message would keep zsh from completing that.
      return `${message}:_guard "^-*" ${betweenColons(quote(said))}`;
    case 'words':
      return describing && areDescribed(expected.words)
        ? `${message}:${describing}`
        : `${message}:(${expected.words.map(({ text }) => escapedWord(text)).join(' ')})`;
    default:
      return expected satisfies never;
  }
}

/** A function for each argument whose words have descriptions. */
function wordFunctions(program: string, command: CompletedCommand): string {
  return command.arguments
    .map(({ expected }, i) => {
      if (expected.kind !== 'words' || !areDescribed(expected.words)) return '';
      const words = expected.words.map((word) => described(word.text, word.description));
      return `
${wordFunction(program, command, i)}() {
  local -a known=(
${words.map((word) => `    ${word}`).join('\n')}
  )
  _describe -t words word known
}
`;
    })
    .join('');
}

function areDescribed(words: readonly CompletedWord[]): boolean {
  return words.some(({ description }) => description !== undefined);
}

function wordFunction(program: string, { name }: CompletedCommand, argument: number): string {
  return `_${program}_${name}_${argument}`;
}

function specs(items: readonly string[], indent: number): string {
  return items.map((item) => ' '.repeat(indent) + quote(item)).join(' \\\n');
}

/** `word:what it is`, as `_describe` reads it. */
function described(word: string, description = ''): string {
  const text = word.replace(/[\\:]/g, '\\$&');
  return quote(description ? `${text}:${description.replaceAll('\\', '\\\\')}` : text);
}

/** A message or an action. A backslash is itself here, but for one before a colon, which zsh can only show twice. */
function betweenColons(text: string): string {
  return text.replace(/\\+(?=:|$)/g, '$&$&').replaceAll(':', '\\:');
}

/** Text within `[…]`. */
function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, '\\$&');
}

/** A word within `(…)`, which is read as the shell reads words. */
function escapedWord(text: string): string {
  return text.replace(/[^\w.,@%+-]/g, '\\$&');
}
