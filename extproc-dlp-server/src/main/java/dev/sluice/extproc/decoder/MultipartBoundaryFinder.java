package dev.sluice.extproc.decoder;

import java.nio.charset.StandardCharsets;

/**
 * A finder of the boundaries in a multipart body that arrives in pieces. A boundary begins the body
 * or follows CRLF; CRLF or two hyphens follow it. Its text anywhere else is misplaced.
 */
public final class MultipartBoundaryFinder {
  private enum State {
    CONTENT,
    /** After the text of a boundary. */
    BEHIND,
    RETURN,
    HYPHEN,
    LAST,
    LAST_RETURN
  }

  private final MultipartBoundaryHandler handler;
  private final byte[] text;
  private final int[] fallback;
  private final byte[] held;
  private int heldLength;
  private long heldFrom;
  private int matched;
  private boolean started;
  private State state = State.CONTENT;

  public MultipartBoundaryFinder(String boundary, MultipartBoundaryHandler handler) {
    this.handler = handler;
    text = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    fallback = fallback(text);
    held = new byte[text.length + 2];
  }

  /** Returns the watermark: the first raw byte that may be part of a boundary. */
  public long watermark() {
    return heldLength > 0 ? heldFrom : Long.MAX_VALUE;
  }

  /** Reads the next bytes; {@code raw} is the offset of the first one in the body. */
  public void feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to) {
      if (state == State.CONTENT && heldLength == 0) {
        int end = plain(bytes, at, to);
        if (end > at) {
          started = true;
          handler.content(bytes, at, end, raw + at - from);
          at = end;
          continue;
        }
      }
      long here = raw + at - from;
      byte b = bytes[at++];
      if (state == State.CONTENT) {
        content(b, here);
      } else {
        behind(b, here);
      }
    }
  }

  /** Ends the body at an offset. */
  public void end(long raw) {
    switch (state) {
      case CONTENT -> release(heldLength);
      case LAST -> handler.boundary(true, raw);
      case BEHIND, RETURN, HYPHEN, LAST_RETURN -> handler.misplacedBoundary(raw);
    }
    heldLength = 0;
  }

  /** Returns the index of the next line end that may precede a boundary, or of a boundary. */
  private static int plain(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\r' && bytes[at] != '-') {
      at++;
    }
    return at;
  }

  private void content(byte b, long raw) {
    if (heldLength == 0) {
      heldFrom = raw;
    }
    held[heldLength++] = b;
    while (matched > 0 && text[matched] != b) {
      matched = fallback[matched - 1];
    }
    matched += text[matched] == b ? 1 : 0;
    int before = heldLength - matched;
    boolean line = before >= 2 && held[before - 2] == '\r' && held[before - 1] == '\n';
    if (matched == text.length) {
      found(line ? before - 2 : before, raw);
      return;
    }
    boolean mayBeLine = line || (matched == 0 && b == '\r');
    release(line ? before - 2 : mayBeLine ? before - 1 : before);
  }

  private void found(int contentLength, long raw) {
    boolean line = heldLength - contentLength > text.length;
    boolean first = !started && contentLength == 0;
    release(contentLength);
    matched = 0;
    heldLength = 0;
    heldFrom = raw + 1;
    started = true;
    if (line || first) {
      state = State.BEHIND;
    } else {
      handler.misplacedBoundary(raw);
    }
  }

  /** Reports the first of the held bytes. */
  private void release(int length) {
    if (length > 0) {
      started = true;
      handler.content(held, 0, length, heldFrom);
      System.arraycopy(held, length, held, 0, heldLength - length);
      heldLength -= length;
      heldFrom += length;
    }
  }

  private void behind(byte b, long raw) {
    State next =
        switch (state) {
          case BEHIND -> b == '\r' ? State.RETURN : b == '-' ? State.HYPHEN : null;
          case HYPHEN -> b == '-' ? State.LAST : null;
          case LAST -> b == '\r' ? State.LAST_RETURN : null;
          case RETURN, LAST_RETURN -> b == '\n' ? State.CONTENT : null;
          case CONTENT -> null;
        };
    if (next == State.CONTENT) {
      handler.boundary(state == State.LAST_RETURN, raw + 1);
    }
    if (next == null) {
      handler.misplacedBoundary(raw);
      next = State.CONTENT;
    }
    state = next;
  }

  /** Returns, for each byte of the text, how much stays matched if the next byte differs. */
  private static int[] fallback(byte[] text) {
    int[] fallback = new int[text.length];
    int length = 0;
    for (int i = 1; i < text.length; i++) {
      while (length > 0 && text[i] != text[length]) {
        length = fallback[length - 1];
      }
      length += text[i] == text[length] ? 1 : 0;
      fallback[i] = length;
    }
    return fallback;
  }
}
