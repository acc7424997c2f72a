package dev.sluice.controller.domain;

import dev.sluice.controller.ir.llm.ModelProvider;
import dev.sluice.controller.ir.llm.ModelRequestKind;
import dev.sluice.controller.ir.llm.ModelStatus;
import java.util.List;
import java.util.Optional;

/**
 * A language model behind a backend.
 *
 * @param tenant empty for a model that all tenants share
 * @param inputPriceE8 the price of one token in units of 10<sup>-8</sup>; negative if the column is
 *     not a number
 * @param outputPriceE8 the price of one token, in the same form
 * @param qualityPercent 0 if the column is empty
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
