/** A name as YAML takes it wherever it stands. */

/** What some version of YAML reads as something else than a text; GitLab's is an older one, to which `on` is true. */
const words = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** Plain where that is safe, else as JSON, which is YAML. */
export const yamlText = (value: string): string =>
  /^[A-Za-z][\w./-]*$/.test(value) && !words.test(value) ? value : JSON.stringify(value);
