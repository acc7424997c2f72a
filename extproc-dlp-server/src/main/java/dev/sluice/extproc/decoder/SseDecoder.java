package dev.sluice.extproc.decoder;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of event streams (WHATWG). Lines end with CR, LF or CRLF; a byte order mark may come
 * first; a colon and one space separate field and value.
 */
public final class SseDecoder {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int LONGEST_NAME = 5;

  private enum State {
    START,
    NAME,
    COLON,
    VALUE
  }

  private final SseHandler handler;
  private final byte[] name = new byte[LONGEST_NAME];
  private int nameLength;
  private long nameStart;
  private State state = State.START;
  private SseHandler.Line line = SseHandler.Line.OTHER;
  private boolean afterReturn;

  public SseDecoder(SseHandler handler) {
    this.handler = handler;
  }

  /** Reads the next bytes; {@code raw} is the offset of the first one in the body. */
  public void feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to) {
      byte b = bytes[at];
      long here = raw + at - from;
      if (b == '\n' && afterReturn) {
        afterReturn = false;
        handler.lineFeed(here + 1);
        at++;
      } else if (b == '\n' || b == '\r') {
        endLine(here);
        afterReturn = b == '\r';
        at++;
      } else if (state == State.VALUE) {
        int end = lineEnd(bytes, at, to);
        handler.text(bytes, at, end, here);
        at = end;
      } else {
        afterReturn = false;
        at += head(b, here) ? 1 : 0;
      }
    }
  }

  /** Ends the body, which may be inside an event. */
  public void end(long raw) {
    if (state != State.START) {
      endLine(raw);
    }
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /** Reads a byte of a line before its value; returns false if the byte belongs to the value. */
  private boolean head(byte b, long raw) {
    return switch (state) {
      case START -> {
        nameStart = raw;
        nameLength = 0;
        state = State.NAME;
        yield nameByte(b, raw);
      }
      case NAME -> nameByte(b, raw);
      case COLON -> {
        state = State.VALUE;
        boolean space = b == ' ';
        handler.lineStart(line, space ? raw + 1 : raw);
        yield space;
      }
      case VALUE -> false;
    };
  }

  private boolean nameByte(byte b, long raw) {
    SseHandler.@Nullable Line known = b == ':' ? known() : null;
    if (known != null) {
      line = known;
      state = State.COLON;
      return true;
    }
    if (nameLength == LONGEST_NAME || b == ':') {
      other();
      return false;
    }
    name[nameLength++] = b;
    if (raw == MARK.length - 1 && nameLength == MARK.length && startsWithMark()) {
      state = State.START;
    }
    return true;
  }

  private boolean startsWithMark() {
    return nameStart == 0 && name[0] == MARK[0] && name[1] == MARK[1] && name[2] == MARK[2];
  }

  /** Begins a line of an unknown field, which is text from its first byte on. */
  private void other() {
    line = SseHandler.Line.OTHER;
    state = State.VALUE;
    handler.lineStart(line, nameStart);
    handler.text(name, 0, nameLength, nameStart);
  }

  private SseHandler.@Nullable Line known() {
    return switch (new String(name, 0, nameLength, StandardCharsets.ISO_8859_1)) {
      case "" -> SseHandler.Line.COMMENT;
      case "data" -> SseHandler.Line.DATA;
      case "event" -> SseHandler.Line.EVENT;
      case "id" -> SseHandler.Line.ID;
      case "retry" -> SseHandler.Line.RETRY;
      default -> null;
    };
  }

  private void endLine(long raw) {
    switch (state) {
      case START -> handler.eventEnd(raw + 1);
      case NAME -> {
        SseHandler.Line bare = known();
        if (bare == null) {
          other();
        } else {
          line = bare;
          handler.lineStart(line, raw);
        }
        handler.lineEnd(line, raw);
      }
      case COLON -> {
        handler.lineStart(line, raw);
        handler.lineEnd(line, raw);
      }
      case VALUE -> handler.lineEnd(line, raw);
    }
    state = State.START;
  }
}
