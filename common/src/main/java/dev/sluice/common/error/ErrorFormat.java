package dev.sluice.common.error;

import dev.sluice.config.v1.Dialect;

/** The shape of an error in one dialect; the code is the same in all. */
public sealed interface ErrorFormat
    permits SluiceErrorFormat, OpenAiErrorFormat, AnthropicErrorFormat, ProblemErrorFormat {
  /** The dialect, as {@link #ofName} takes it. */
  String dialect();

  /** The media type of a body. */
  String contentType();

  /** The body of a refused exchange. */
  String body(ErrorDetails error, String correlationId);

  /** The last event of an event stream that ends in an error, its empty line included. */
  default String sseEvent(ErrorDetails error) {
    return "event: error\ndata: " + streamDocument(error) + "\n\n";
  }

  /** The last line of a stream of JSON lines that ends in an error, its line end included. */
  default String jsonLine(ErrorDetails error) {
    return streamDocument(error) + "\n";
  }

  /** The document of either. */
  default String streamDocument(ErrorDetails error) {
    return error.streamDocument();
  }

  /** That of a route's dialect. */
  static ErrorFormat of(Dialect dialect) {
    return switch (dialect) {
      case DIALECT_OPENAI -> new OpenAiErrorFormat();
      case DIALECT_ANTHROPIC -> new AnthropicErrorFormat();
      case DIALECT_PROBLEM -> new ProblemErrorFormat();
      case DIALECT_UNSPECIFIED, DIALECT_SLUICE, UNRECOGNIZED -> new SluiceErrorFormat();
    };
  }

  /** That of the dialect of this name; a name that is none is the gateway's own. */
  static ErrorFormat ofName(String dialect) {
    return switch (dialect) {
      case "openai" -> new OpenAiErrorFormat();
      case "anthropic" -> new AnthropicErrorFormat();
      case "problem" -> new ProblemErrorFormat();
      default -> new SluiceErrorFormat();
    };
  }
}
