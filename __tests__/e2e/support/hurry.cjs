/** Preloaded into a process under test: pauses of at least HURRY_FROM milliseconds last a twentieth, so that patience can be watched. */
const wait = globalThis.setTimeout;
const from = Number(process.env.HURRY_FROM);
globalThis.setTimeout = (then, ms, ...more) => wait(then, ms >= from ? ms / 20 : ms, ...more);
