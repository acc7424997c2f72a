package dev.sluice.bench.http;

import dev.sluice.e2e.process.ProcessFailedException;
import java.nio.ByteBuffer;

/** A parser of the HTTP/1.1 messages of one direction of a connection, split anywhere. */
public final class HttpMessageReader {
  private static final String LENGTH = "\r\ncontent-length: ";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked\r\n";
  private static final int HEXADECIMAL = 16;

  /** A handler of the parts of each message. */
  public interface Handler {
    void head(String head);

    /** Handles bytes of the body; they are valid until it returns. */
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
  private final StringBuilder line = new StringBuilder();
  private State state = State.HEAD;
  private long remaining;

  public HttpMessageReader(Handler handler) {
    this.handler = handler;
  }

  /** Reads all bytes of the buffer. */
  public void read(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      switch (state) {
        case HEAD -> readHead(bytes);
        case BODY, CHUNK -> readBody(bytes);
        case CHUNK_SIZE -> readChunkSize(bytes);
        case CHUNK_END -> {
          if (readLine(bytes)) {
            line.setLength(0);
            state = State.CHUNK_SIZE;
          }
        }
        case TRAILERS -> readTrailers(bytes);
      }
    }
  }

  private void readHead(ByteBuffer bytes) {
    if (!readLine(bytes) || !endsWithEmptyLine()) {
      return;
    }
    String head = line.toString();
    line.setLength(0);
    if (head.contains(CHUNKED)) {
      state = State.CHUNK_SIZE;
      handler.head(head);
    } else {
      remaining = contentLength(head);
      state = State.BODY;
      handler.head(head);
      endAtZero();
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
    if (state == State.BODY) {
      endAtZero();
    } else if (remaining == 0) {
      state = State.CHUNK_END;
    }
  }

  private void readChunkSize(ByteBuffer bytes) {
    if (readLine(bytes)) {
      remaining = Long.parseLong(line, 0, line.length() - 2, HEXADECIMAL);
      line.setLength(0);
      state = remaining == 0 ? State.TRAILERS : State.CHUNK;
    }
  }

  private void readTrailers(ByteBuffer bytes) {
    if (readLine(bytes)) {
      boolean last = line.length() == 2;
      line.setLength(0);
      if (last) {
        state = State.HEAD;
        handler.end();
      }
    }
  }

  private void endAtZero() {
    if (remaining == 0) {
      state = State.HEAD;
      handler.end();
    }
  }

  /** Returns whether the line is complete. */
  private boolean readLine(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      char c = (char) bytes.get();
      line.append(c);
      if (c == '\n') {
        return true;
      }
    }
    return false;
  }

  private boolean endsWithEmptyLine() {
    int length = line.length();
    return length >= 4 && line.charAt(length - 3) == '\n';
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
