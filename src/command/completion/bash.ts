import { quote } from './quote.ts';
import type { CompletedOption, CompletionTree, Place } from './tree.ts';

/** A completion script for bash; names of files need `compopt`, which came with bash 4. Programmable Completion, bash(1). */
export function bashScript(tree: CompletionTree): string {
  const { name } = tree;
  return `# bash completion of ${name}: source <(${name} completion bash)

# What fits after the command $1 ('' where none is typed yet): $2 is an option that takes a value,
# the number of an argument, or - for the options themselves. Sets kind and words.
_${name}_expected() {
  kind=anything words=()
  case "$1 $2" in
${rows(tree).join('\n')}
    *) return 1 ;;
  esac
}

_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} command= place=0 option= ended= word kind words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    # bash cuts --option=value into three words.
    if [[ $option && $word == '=' ]]; then continue; fi
    if [[ $option && ($kind != optional || $word != -*) ]]; then option=; continue; fi
    option=
    if [[ ! $ended && $word == -- ]]; then ended=yes
    elif [[ ! $ended && $word == -?* ]]; then _${name}_expected "$command" "$word" && option=$word
    elif [[ ! $command ]]; then command=$word
    else place=$((place + 1))
    fi
  done

  if [[ $current == '=' ]]; then current=; fi
  if [[ ! $option || ($kind == optional && $current == -*) ]]; then
    if [[ ! $ended && $current == -* ]]; then place=-; fi
    _${name}_expected "$command" "$place"
  fi

  COMPREPLY=()
  if [[ $kind == file ]]; then compopt -o default 2> /dev/null; return 0; fi
  for word in "\${words[@]}"; do
    if [[ $word == "$current"* ]]; then COMPREPLY+=("$word"); fi
  done
}

complete -F _${name} ${name}
`;
}

function rows({ options, commands }: CompletionTree): string[] {
  return [
    ...optionRows('', options),
    row(
      '',
      '0',
      commands.map(({ name }) => name),
    ),
    ...commands.flatMap((command) => [
      ...optionRows(command.name, command.options),
      ...command.arguments.map((place, i) => placeRow(command.name, `${i}`, place)),
    ]),
  ];
}

function optionRows(command: string, options: readonly CompletedOption[]): string[] {
  return [
    row(
      command,
      '-',
      options.flatMap(({ flags }) => flags),
    ),
    ...options.flatMap(({ flags, value }) =>
      value ? flags.map((flag) => placeRow(command, flag, value)) : [],
    ),
  ];
}

function placeRow(command: string, key: string, { expected, optional }: Place): string {
  if (expected.kind === 'words')
    return row(
      command,
      key,
      expected.words.map(({ text }) => text),
    );
  // Only an option's value can be left out for another option to follow.
  const kind = optional && expected.kind === 'anything' ? 'optional' : expected.kind;
  return `    ${quote(`${command} ${key}`)}) kind=${kind} ;;`;
}

function row(command: string, key: string, words: readonly string[]): string {
  return `    ${quote(`${command} ${key}`)}) words=(${words.map(quote).join(' ')}) ;;`;
}
