package dev.sluice.extproc.decoder;

/** A handler of the lines and events of an event stream, in order. */
public interface SseHandler extends TextHandler {
  /** The kinds of lines. */
  enum Line {
    DATA,
    EVENT,
    ID,
    RETRY,
    COMMENT,
    OTHER
  }

  /**
   * Begins a line whose value follows as text; for an unknown field the whole line is the value.
   */
  void lineStart(Line line, long raw);

  /** Ends a line; {@code raw} is the offset of its line end. */
  void lineEnd(Line line, long raw);

  /** Ends an event with its empty line; {@code raw} is the offset after it. */
  void eventEnd(long raw);

  /** Reads the line feed after a carriage return; the line ends after it. */
  void lineFeed(long raw);
}
