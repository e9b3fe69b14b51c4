/** What one line of code holds: decisions, or nothing but a comment. */

const decision =
  /\b(?:if|elif|elsif|unless|for|foreach|while|until|case|when|catch|except|rescue|match|switch|guard)\b|&&|\|\||\?\?|[ \t]\?[ \t\r\n]/g;

const comment = /^\s*(?:#(?!\[|include|define|if)|\/\/|\/\*|\*|<!--|--\s|"""|'''|;;)/;
/** Blank, or closing brackets and `end` alone. */
const closing = /^[\])}>;,]*\s*(?:end)?$/;

/** Branches, loops, conditions and their connectives in a line, in any of the usual languages. */
export function decisionsIn(line: string): number {
  let count = 0;
  decision.lastIndex = 0;
  while (decision.test(line)) count++;
  return count;
}

/** Is the line blank, a comment, or nothing but closing brackets? */
export const isIdle = (line: string): boolean => comment.test(line) || closing.test(line.trim());
