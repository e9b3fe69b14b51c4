/** Processes that run the tests: asked one thing at a time, and ended when they no longer answer. */
import { fork } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const worker = join(dirname(fileURLToPath(import.meta.url)), "worker.mjs");

/** The next answer; null where the process ends, or says nothing for so long. */
const answerOf = (child, patience) =>
  new Promise((resolve) => {
    let timer;
    const end = (answer) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(answer);
    };
    const waitOn = () => {
      clearTimeout(timer);
      timer = setTimeout(() => end(null), patience);
    };
    child.on("message", (answer) => (answer.isStillAtIt ? waitOn() : end(answer)));
    child.on("exit", () => end(null));
    waitOn();
  });

/** A process that has loaded the tests of `folder`, with a mutant switched on from the beginning where one is named. */
export async function startTests(folder, mutant) {
  const options = { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] };
  const child = fork(worker, mutant === undefined ? [folder] : [folder, mutant], options);
  const end = () => child.kill("SIGKILL");
  const ready = await answerOf(child, 120_000);
  return {
    isReady: ready !== null,
    end,
    async ask(order, patience = 40_000) {
      child.send(order);
      return answerOf(child, patience);
    },
  };
}
