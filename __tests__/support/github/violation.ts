/** Thrown where a request or an answer breaks what GitHub published, or asks what this server does not model. */
export class Violation extends Error {}
