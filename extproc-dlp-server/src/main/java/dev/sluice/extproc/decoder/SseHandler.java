package dev.sluice.extproc.decoder;

/** Takes the lines and events of an event stream, in order. */
public interface SseHandler extends TextHandler {
  /** What a line is. */
  enum Line {
    DATA,
    EVENT,
    ID,
    RETRY,
    COMMENT,
    OTHER
  }

  /** A line begins whose value follows as text; of an unknown field all of it is value. */
  void lineStart(Line line, long raw);

  /** The line ends; {@code raw} is the offset of its line end. */
  void lineEnd(Line line, long raw);

  /** An event ends with its empty line; {@code raw} is the offset behind it. */
  void eventEnd(long raw);

  /** The line feed that belongs to the carriage return before: that line ends here instead. */
  void lineFeed(long raw);
}
