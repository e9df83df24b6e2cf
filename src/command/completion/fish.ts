import type { CompletedOption, CompletedWord, CompletionTree, Place } from './tree.ts';

/** A completion script for fish 3 or later. complete(1) and commandline(1) of fish. */
export function fishScript(tree: CompletionTree): string {
  const { name, options, commands } = tree;
  const at = (command: string, place?: number) =>
    quote([cursorFunctionName(name), command, ...(place === undefined ? [] : [place])].join(' '));
  const lines = [
    `complete -c ${name} -f`,
    ...options.map((option) => optionLine(name, at(name), option)),
    ...commands.map(
      (command) =>
        `complete -c ${name} -n ${at(name, 0)} -a ${quote(command.name)}${about(command.description)}`,
    ),
    ...commands.flatMap((command) => [
      '',
      ...command.options.map((option) => optionLine(name, at(command.name), option)),
      ...command.arguments.flatMap((place, i) => placeLines(name, at(command.name, i), place)),
    ]),
  ];
  return `# fish completion of ${name}: ${name} completion fish > ~/.config/fish/completions/${name}.fish

${cursorFunction(tree)}
${lines.join('\n')}
`;
}

function cursorFunctionName(program: string): string {
  return `__${program}_at`;
}

/** fish can only ask whether a word was typed anywhere; `tcp-client demo 9000` is not the command demo. */
function cursorFunction({ name, options, commands }: CompletionTree): string {
  const all = [...options, ...commands.flatMap((command) => command.options)];
  const takers = [...new Set(all.flatMap(({ flags, value }) => (value ? flags : [])))];
  const optional = new Set(all.flatMap(({ flags, value }) => (value?.optional ? flags : [])));
  const required = takers.filter((flag) => !optional.has(flag));
  return `# Whether the cursor is after the command $argv[1] (${name} itself where none is typed yet) and,
# where $argv[2] is given, at its argument of that number.
function ${cursorFunctionName(name)}
    set -l command ${name}
    set -l place 0
    set -l option none
    set -l ended no
    for word in (commandline -opc)[2..]
        if test $option = required; or begin; test $option = optional; and not string match -q -- '-*' $word; end
            set option none
            continue
        end
        set option none
        if test $ended = no -a "$word" = --
            set ended yes
        else if test $ended = no; and contains -- $word ${[...required].map(quote).join(' ')}
            set option required
        else if test $ended = no; and contains -- $word ${[...optional].map(quote).join(' ')}
            set option optional
        else if test $ended = no; and string match -q -- '-?*' $word
            continue
        else if test $command = ${name}
            set command $word
        else
            set place (math $place + 1)
        end
    end
    test $command = $argv[1]; and begin; not set -q argv[2]; or test $place = $argv[2]; end
end
`;
}

function optionLine(program: string, condition: string, option: CompletedOption): string {
  const { flags, description, value } = option;
  const names = flags.map((flag) =>
    flag.startsWith('--') ? `-l ${quote(flag.slice(2))}` : `-s ${quote(flag.slice(1))}`,
  );
  const takes = value ? valueFlags(value) : '';
  return `complete -c ${program} -n ${condition} ${names.join(' ')}${takes}${about(description)}`;
}

function valueFlags({ expected, optional }: Place): string {
  if (expected.kind === 'file') return ' -r -F';
  if (expected.kind === 'words') return ` -x -a ${wordList(expected.words)}`;
  return optional ? '' : ' -x';
}

/** A line for the words of each description: what is said of many is said once. */
function placeLines(program: string, condition: string, { expected }: Place): string[] {
  const start = `complete -c ${program} -n ${condition}`;
  if (expected.kind === 'file') return [`${start} -F`];
  if (expected.kind === 'anything') return [];
  const descriptions = [...new Set(expected.words.map(({ description }) => description))];
  return descriptions.map((description) => {
    const words = expected.words.filter((word) => word.description === description);
    return `${start} -a ${wordList(words)}${about(description)}`;
  });
}

/** Read twice by fish: when the script is, and when the words are wanted. */
function wordList(words: readonly CompletedWord[]): string {
  return quote(words.map(({ text }) => (/^[\w-]+$/.test(text) ? text : quote(text))).join(' '));
}

function about(description: string | undefined): string {
  return description ? ` -d ${quote(description)}` : '';
}

/** Text as one word of fish: within single quotes only the quote and the backslash are escaped. */
function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
