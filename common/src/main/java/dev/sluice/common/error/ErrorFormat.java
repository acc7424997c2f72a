package dev.sluice.common.error;

import dev.sluice.config.v1.Dialect;
import java.util.List;

/** An error format of one API dialect. The error code is the same in all formats. */
public sealed interface ErrorFormat
    permits SluiceErrorFormat, OpenAiErrorFormat, AnthropicErrorFormat, ProblemErrorFormat {
  /** Returns the name of the dialect, as {@link #ofName} accepts it. */
  String dialect();

  /** Returns the media type of the body. */
  String contentType();

  /** Returns the body of an error response. */
  String body(ErrorDetails error, ErrorIds ids);

  /** Returns the response headers in which clients expect the request id. */
  default List<String> requestIdHeaders() {
    return List.of("x-request-id");
  }

  /** Returns the last event of a failed event stream, including its empty line. */
  default String sseEvent(ErrorDetails error, ErrorIds ids) {
    return "event: error\ndata: " + streamDocument(error, ids) + "\n\n";
  }

  /** Returns the last line of a failed stream of JSON lines, including its line end. */
  default String jsonLine(ErrorDetails error, ErrorIds ids) {
    return streamDocument(error, ids) + "\n";
  }

  /** Returns the document of either. */
  default String streamDocument(ErrorDetails error, ErrorIds ids) {
    return error.streamDocument(ids);
  }

  /** Returns the format of a route's dialect. */
  static ErrorFormat of(Dialect dialect) {
    return switch (dialect) {
      case DIALECT_OPENAI -> new OpenAiErrorFormat();
      case DIALECT_ANTHROPIC -> new AnthropicErrorFormat();
      case DIALECT_PROBLEM -> new ProblemErrorFormat();
      case DIALECT_UNSPECIFIED, DIALECT_SLUICE, UNRECOGNIZED -> new SluiceErrorFormat();
    };
  }

  /** Returns the format of the named dialect; the gateway's own for an unknown name. */
  static ErrorFormat ofName(String dialect) {
    return switch (dialect) {
      case "openai" -> new OpenAiErrorFormat();
      case "anthropic" -> new AnthropicErrorFormat();
      case "problem" -> new ProblemErrorFormat();
      default -> new SluiceErrorFormat();
    };
  }
}
