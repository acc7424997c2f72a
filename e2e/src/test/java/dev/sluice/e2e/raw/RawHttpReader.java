package dev.sluice.e2e.raw;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A reader of one message from a connection, chunk by chunk. */
public final class RawHttpReader {
  private final InputStream in;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Map<String, String> headers = Map.of();
  private Map<String, String> trailers = Map.of();
  private String start = "";
  private long left;
  private boolean chunked;
  private boolean ended;

  public RawHttpReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** Reads the whole message, or as much as arrives. */
  public RawHttpMessage readAll() {
    try {
      if (start.isEmpty()) {
        readHead();
      }
      while (readPiece().length > 0) {
        // All bytes are kept in the message.
      }
    } catch (IOException e) {
      // The message was truncated.
    }
    return current();
  }

  /** Resets the reader for the next message. */
  public void reset() {
    start = "";
    body.reset();
    trailers = Map.of();
  }

  /** Returns the message as read so far. */
  public RawHttpMessage current() {
    return new RawHttpMessage(
        start,
        headers,
        body.toString(StandardCharsets.UTF_8),
        body.toString(StandardCharsets.ISO_8859_1),
        trailers,
        ended);
  }

  /** Returns the number of bytes of the body so far; any thread may call it. */
  public int bodyBytes() {
    return body.size();
  }

  /** Reads the first line and the headers. */
  public RawHttpReader readHead() throws IOException {
    start = line();
    headers = fields();
    chunked = headers.getOrDefault("transfer-encoding", "").equals("chunked");
    boolean untilTheEnd = start.startsWith("HTTP/") && !chunked;
    left = Long.parseLong(headers.getOrDefault("content-length", untilTheEnd ? "-1" : "0"));
    ended = left == 0 && !chunked;
    return this;
  }

  /** Reads some bytes of the body; returns no bytes at its end. */
  public byte[] readPiece() throws IOException {
    if (ended) {
      return new byte[0];
    }
    byte[] piece = chunked ? chunk() : in.readNBytes(left < 0 ? 1 << 16 : (int) left);
    if (!chunked) {
      ended = left < 0 ? piece.length == 0 : piece.length == left;
      if (left > 0 && !ended) {
        body.write(piece);
        throw new EOFException();
      }
    }
    body.write(piece);
    return piece;
  }

  private byte[] chunk() throws IOException {
    int size = Integer.parseInt(line().strip(), 16);
    if (size == 0) {
      trailers = fields();
      ended = true;
      return new byte[0];
    }
    byte[] piece = in.readNBytes(size);
    if (piece.length < size) {
      body.write(piece);
      throw new EOFException();
    }
    line();
    return piece;
  }

  private Map<String, String> fields() throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return fields;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
