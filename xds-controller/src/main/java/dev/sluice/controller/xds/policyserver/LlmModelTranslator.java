package dev.sluice.controller.xds.policyserver;

import dev.sluice.config.v1.ModelProvider;
import dev.sluice.config.v1.ModelStatus;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.ir.llm.ModelRequestKind;

/** A translator of language models. */
public final class LlmModelTranslator {
  private LlmModelTranslator() {}

  /** Returns the message of a language model; a shared one has no tenant. */
  public static dev.sluice.config.v1.LlmModel translate(LlmModel model) {
    return dev.sluice.config.v1.LlmModel.newBuilder()
        .setId(model.id())
        .setTenant(model.tenant().orElse(""))
        .setAlias(model.alias())
        .setBackend(model.backend())
        .setUpstreamModel(model.upstreamModel())
        .setProvider(provider(model.provider()))
        .setPriority(model.priority())
        .addAllRequestKinds(model.requestKinds().stream().map(LlmModelTranslator::kind).toList())
        .setInputPriceE8(model.inputPriceE8())
        .setOutputPriceE8(model.outputPriceE8())
        .setQualityPercent(model.qualityPercent())
        .setStatus(status(model))
        .build();
  }

  static ModelProvider provider(dev.sluice.controller.ir.llm.ModelProvider provider) {
    return switch (provider) {
      case OPENAI -> ModelProvider.MODEL_PROVIDER_OPENAI;
      case ANTHROPIC -> ModelProvider.MODEL_PROVIDER_ANTHROPIC;
      case GOOGLE -> ModelProvider.MODEL_PROVIDER_GOOGLE;
      case HUGGINGFACE -> ModelProvider.MODEL_PROVIDER_HUGGINGFACE;
      case SELF_HOSTED -> ModelProvider.MODEL_PROVIDER_SELF_HOSTED;
    };
  }

  static RequestKind kind(ModelRequestKind kind) {
    return switch (kind) {
      case CHAT -> RequestKind.REQUEST_KIND_CHAT;
      case COMPLETION -> RequestKind.REQUEST_KIND_COMPLETION;
      case AGENT -> RequestKind.REQUEST_KIND_AGENT;
      case EMBEDDING -> RequestKind.REQUEST_KIND_EMBEDDING;
    };
  }

  private static ModelStatus status(LlmModel model) {
    return switch (model.status()) {
      case ACTIVE -> ModelStatus.MODEL_STATUS_ACTIVE;
      case DEGRADED -> ModelStatus.MODEL_STATUS_DEGRADED;
      case INACTIVE -> ModelStatus.MODEL_STATUS_INACTIVE;
    };
  }
}
