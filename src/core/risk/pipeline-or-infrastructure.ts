/** Pipelines, containers and infrastructure: files that are hard to try out before they are live. */
import { defineFactor } from "./risk-factor.ts";

export const pipelineOrInfrastructure = defineFactor({
  id: "pipeline-or-infrastructure",
  title: "pipeline or infrastructure files",
  why: "Such files seldom have tests and are first tried out where it counts.",
  reads: "shape",
  steps: [({ touchesPipeline, touchesInfrastructure }) => touchesPipeline || touchesInfrastructure],
  saw: ({ touchesPipeline, touchesInfrastructure }) => {
    const kinds = [...(touchesPipeline ? ["pipeline"] : []), ...(touchesInfrastructure ? ["infrastructure"] : [])];
    return kinds.length === 0 ? "no pipeline or infrastructure files" : `${kinds.join(" and ")} files changed`;
  },
});
