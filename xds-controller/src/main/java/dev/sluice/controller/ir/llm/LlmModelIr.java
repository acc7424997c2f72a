package dev.sluice.controller.ir.llm;

import java.util.List;

/**
 * A language model as requests name it.
 *
 * @param tenant the provider, or empty for a model that all share
 * @param inputPriceE8 in hundred-millionths, for one token
 * @param qualityPercent 0 where nobody has said
 */
public record LlmModelIr(
    String id,
    String tenant,
    String alias,
    String backend,
    String upstreamModel,
    ModelProvider provider,
    int priority,
    List<ModelRequestKind> requestKinds,
    long inputPriceE8,
    long outputPriceE8,
    int qualityPercent,
    ModelStatus status) {
  public LlmModelIr {
    requestKinds = List.copyOf(requestKinds);
  }
}
