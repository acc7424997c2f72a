package dev.sluice.extproc.model;

import dev.sluice.config.v1.LlmModel;
import dev.sluice.config.v1.ModelProvider;
import java.math.BigDecimal;

/**
 * A model that serves a requested name, with its prices.
 *
 * @param inputPriceE8 the price of an input token, in hundred-millionths of the currency
 * @param outputPriceE8 the price of an output token, in the same unit
 */
public record ServedModel(String provider, long inputPriceE8, long outputPriceE8) {
  private static final int SCALE = 8;

  static ServedModel of(LlmModel model) {
    return new ServedModel(
        name(model.getProvider()), model.getInputPriceE8(), model.getOutputPriceE8());
  }

  /** Returns the cost of a number of tokens, in the currency. */
  public BigDecimal cost(long inputTokens, long outputTokens) {
    return price(inputPriceE8, inputTokens).add(price(outputPriceE8, outputTokens));
  }

  private static BigDecimal price(long priceE8, long tokens) {
    return BigDecimal.valueOf(priceE8, SCALE).multiply(BigDecimal.valueOf(tokens));
  }

  static String name(ModelProvider provider) {
    return switch (provider) {
      case MODEL_PROVIDER_OPENAI -> "openai";
      case MODEL_PROVIDER_ANTHROPIC -> "anthropic";
      case MODEL_PROVIDER_GOOGLE -> "google";
      case MODEL_PROVIDER_HUGGINGFACE -> "huggingface";
      case MODEL_PROVIDER_SELF_HOSTED -> "self_hosted";
      case MODEL_PROVIDER_UNSPECIFIED, UNRECOGNIZED -> "unknown";
    };
  }
}
