package dev.sluice.controller.ir.llm;

import java.util.List;

/**
 * A model that serves a name.
 *
 * @param model the id of the row
 * @param backend the id of the backend
 * @param upstreamModel the name that the backend uses
 * @param degraded whether the row says that the model is degraded
 */
public record ModelTargetIr(
    String model,
    String backend,
    String upstreamModel,
    ModelProvider provider,
    List<ModelRequestKind> kinds,
    boolean degraded) {
  public ModelTargetIr {
    kinds = List.copyOf(kinds);
  }
}
