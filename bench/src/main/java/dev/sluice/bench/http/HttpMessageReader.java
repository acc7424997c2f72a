package dev.sluice.bench.http;

import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.ByteBuffer;

/** A parser of the HTTP/1.1 messages in one direction of a connection, read in any pieces. */
public final class HttpMessageReader {
  private static final String LENGTH = "\r\ncontent-length: ";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked\r\n";
  private static final int HEXADECIMAL = 16;

  /** A handler of the parts of each message. */
  public interface Handler {
    void head(String head);

    /** Handles bytes of the body; the buffer is valid only during the call. */
    void body(ByteBuffer bytes);

    void end();
  }

  private enum State {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS
  }

  private final Handler handler;
  private final StringBuilder text = new StringBuilder();
  private State state = State.HEAD;
  private int lineStart;
  private long remaining;

  public HttpMessageReader(Handler handler) {
    this.handler = handler;
  }

  /** Reads all bytes of the buffer. */
  public void read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (state == State.BODY || state == State.CHUNK) {
        readBody(bytes);
      } else {
        char next = (char) bytes.get();
        text.append(next);
        if (next == '\n') {
          endLine();
        }
      }
    }
  }

  private void readBody(ByteBuffer bytes) {
    int length = (int) Math.min(remaining, bytes.remaining());
    int limit = bytes.limit();
    bytes.limit(bytes.position() + length);
    handler.body(bytes);
    bytes.position(bytes.limit());
    bytes.limit(limit);
    remaining -= length;
    if (remaining > 0) {
      return;
    }
    if (state == State.CHUNK) {
      state = State.CHUNK_END;
    } else {
      end();
    }
  }

  /** Handles a complete line; those of a head are collected up to an empty line. */
  private void endLine() {
    boolean empty = text.length() - lineStart == 2;
    lineStart = text.length();
    switch (state) {
      case HEAD -> {
        if (!empty) {
          return;
        }
        readHead(text.toString());
      }
      case CHUNK_SIZE -> {
        remaining = Long.parseLong(text, 0, text.length() - 2, HEXADECIMAL);
        state = remaining == 0 ? State.TRAILERS : State.CHUNK;
      }
      case CHUNK_END -> state = State.CHUNK_SIZE;
      case TRAILERS -> {
        if (empty) {
          end();
        }
      }
      case BODY, CHUNK -> throw new IllegalStateException("a body has no lines");
    }
    text.setLength(0);
    lineStart = 0;
  }

  private void readHead(String head) {
    handler.head(head);
    if (head.contains(CHUNKED)) {
      state = State.CHUNK_SIZE;
      return;
    }
    remaining = contentLength(head);
    state = State.BODY;
    if (remaining == 0) {
      end();
    }
  }

  private void end() {
    state = State.HEAD;
    handler.end();
  }

  private static long contentLength(String head) {
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      throw new ProcessFailedException(
          "a message without a length: " + head.lines().findFirst().orElse(""));
    }
    int from = at + LENGTH.length();
    return Long.parseLong(head, from, head.indexOf('\r', from), 10);
  }
}
