package dev.sluice.common.error;

import dev.sluice.config.v1.Dialect;

/** The shape of an error in one dialect; the code is the same in all. */
public sealed interface ErrorShape permits SluiceError, OpenAiError, AnthropicError, ProblemError {
  /** The dialect, as {@link #named} takes it. */
  String dialect();

  /** The media type of a body. */
  String contentType();

  /** The body of a refused exchange. */
  String body(ErrorText error, String correlationId);

  /** The last event of an event stream that ends in an error, its empty line included. */
  default String event(ErrorText error) {
    return "event: error\ndata: " + streamed(error) + "\n\n";
  }

  /** The last line of a stream of JSON lines that ends in an error, its line end included. */
  default String line(ErrorText error) {
    return streamed(error) + "\n";
  }

  /** The document of either. */
  default String streamed(ErrorText error) {
    return error.streamed();
  }

  /** That of a route's dialect. */
  static ErrorShape of(Dialect dialect) {
    return switch (dialect) {
      case DIALECT_OPENAI -> new OpenAiError();
      case DIALECT_ANTHROPIC -> new AnthropicError();
      case DIALECT_PROBLEM -> new ProblemError();
      case DIALECT_UNSPECIFIED, DIALECT_SLUICE, UNRECOGNIZED -> new SluiceError();
    };
  }

  /** That of the dialect of this name; a name that is none is the gateway's own. */
  static ErrorShape named(String dialect) {
    return switch (dialect) {
      case "openai" -> new OpenAiError();
      case "anthropic" -> new AnthropicError();
      case "problem" -> new ProblemError();
      default -> new SluiceError();
    };
  }
}
