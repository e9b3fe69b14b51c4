/** Spares the Markdown reader those of its rules that can match nothing in a text: some of its patterns take longer to prepare than a document to read. */
import { defaults, type MarkedOptions, Tokenizer, type Tokens } from "marked";

/**
 * What stands somewhere in a text, whatever list or quotation it stands in: containers only take away the beginnings of lines, so what
 * is found nowhere here is found in none of them either.
 */
interface Traits {
  /** A line that ends as the underline of a heading does. */
  readonly underline: boolean;
  /** A line that ends as the line under a table's head does. */
  readonly tableRule: boolean;
  readonly quote: boolean;
  readonly angle: boolean;
  readonly definition: boolean;
}

function traitsOf(text: string): Traits {
  let [underline, tableRule] = [false, false];
  for (const line of text.split("\n")) {
    const last = line.trimEnd().at(-1);
    underline ||= last === "-" || last === "=";
    tableRule ||= (last === "-" || last === "|" || last === ":") && line.includes("-");
  }
  return {
    underline,
    tableRule,
    quote: text.includes(">"),
    angle: text.includes("<"),
    definition: text.includes("]:"),
  };
}

class Sparing extends Tokenizer {
  readonly #traits: Traits;

  constructor(traits: Traits) {
    super(defaults);
    this.#traits = traits;
  }

  override lheading(text: string): Tokens.Heading | undefined {
    return this.#traits.underline ? super.lheading(text) : undefined;
  }

  override table(text: string): Tokens.Table | undefined {
    return this.#traits.tableRule ? super.table(text) : undefined;
  }

  override blockquote(text: string): Tokens.Blockquote | undefined {
    return this.#traits.quote ? super.blockquote(text) : undefined;
  }

  override html(text: string): Tokens.HTML | undefined {
    return this.#traits.angle ? super.html(text) : undefined;
  }

  override def(text: string): Tokens.Def | undefined {
    return this.#traits.definition ? super.def(text) : undefined;
  }
}

/** Options with which the reader finds in `text` exactly what it finds without them. */
export const sparing = (text: string): MarkedOptions => ({ ...defaults, tokenizer: new Sparing(traitsOf(text)) });
