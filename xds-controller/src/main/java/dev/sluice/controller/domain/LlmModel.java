package dev.sluice.controller.domain;

import dev.sluice.controller.ir.llm.ModelProvider;
import dev.sluice.controller.ir.llm.ModelRequestKind;
import dev.sluice.controller.ir.llm.ModelStatus;
import java.util.List;
import java.util.Optional;

/**
 * A language model behind a backend.
 *
 * @param tenant empty for a model that all share
 * @param inputPriceE8 in hundred-millionths, for one token; below zero when it is no number
 * @param qualityPercent 0 where nobody has said
 */
public record LlmModel(
    String id,
    Optional<String> tenant,
    String alias,
    String backend,
    String upstreamModel,
    ModelProvider provider,
    int priority,
    List<ModelRequestKind> requestKinds,
    long inputPriceE8,
    long outputPriceE8,
    int qualityPercent,
    ModelStatus status)
    implements PolicyServerEntity {
  public LlmModel {
    requestKinds = List.copyOf(requestKinds);
  }

  @Override
  public String table() {
    return "llm_models";
  }

  @Override
  public Optional<String> deliveredWith() {
    return tenant.map(_ -> backend);
  }
}
