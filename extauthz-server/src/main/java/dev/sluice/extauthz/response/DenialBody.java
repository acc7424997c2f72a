package dev.sluice.extauthz.response;

import dev.sluice.config.v1.Dialect;
import dev.sluice.extauthz.decision.ErrorCode;

/** The body of a denial in one dialect; the code is the same in all. */
sealed interface DenialBody permits SluiceDenial, OpenAiDenial {
  String contentType();

  String render(ErrorCode code, String correlationId);

  /** The dialect of a route; one that has no shape of its own here speaks the default. */
  static DenialBody of(Dialect dialect) {
    return switch (dialect) {
      case DIALECT_OPENAI -> new OpenAiDenial();
      case DIALECT_UNSPECIFIED, DIALECT_SLUICE, DIALECT_ANTHROPIC, DIALECT_PROBLEM, UNRECOGNIZED ->
          new SluiceDenial();
    };
  }
}
