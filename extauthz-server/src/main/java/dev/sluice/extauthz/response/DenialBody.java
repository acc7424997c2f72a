package dev.sluice.extauthz.response;

import dev.sluice.config.v1.Dialect;
import dev.sluice.extauthz.decision.ErrorCode;

/** The body of a denial in one dialect; the code is the same in all. */
sealed interface DenialBody permits SluiceDenial, OpenAiDenial, AnthropicDenial, ProblemDenial {
  String contentType();

  String render(ErrorCode code, String correlationId);

  /** That of a route's dialect. */
  static DenialBody of(Dialect dialect) {
    return switch (dialect) {
      case DIALECT_OPENAI -> new OpenAiDenial();
      case DIALECT_ANTHROPIC -> new AnthropicDenial();
      case DIALECT_PROBLEM -> new ProblemDenial();
      case DIALECT_UNSPECIFIED, DIALECT_SLUICE, UNRECOGNIZED -> new SluiceDenial();
    };
  }
}
