package dev.sluice.common.error;

/** A writer of the errors of one exchange, in the format of its route. */
public record ErrorWriter(ErrorFormat format, MessageDetail detail, ErrorIds ids) {
  /** Returns the body of an error response. */
  public String body(ErrorDetails error) {
    return format.body(detail.limit(error), ids);
  }

  /** Returns the last event of a failed event stream, including its empty line. */
  public String sseEvent(ErrorDetails error) {
    return format.sseEvent(detail.limit(error), ids);
  }

  /** Returns the last line of a failed stream of JSON lines, including its line end. */
  public String jsonLine(ErrorDetails error) {
    return format.jsonLine(detail.limit(error), ids);
  }
}
