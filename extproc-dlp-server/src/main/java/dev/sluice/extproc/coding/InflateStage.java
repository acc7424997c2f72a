package dev.sluice.extproc.coding;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The inflating stage of gzip and deflate, with its input and output. */
final class InflateStage implements AutoCloseable {
  static final long MEMORY = 48 << 10;
  private static final byte[] NONE = new byte[0];

  private final Inflater inflater;
  private byte[] input = NONE;
  private int at;
  private int end;

  /** Creates the stage; {@code raw} is true without the zlib header and checksum. */
  InflateStage(boolean raw) {
    inflater = new Inflater(raw);
  }

  void feed(byte[] coded, int from, int to) {
    input = coded;
    at = from;
    end = to;
  }

  int read(byte[] into) throws CodingException {
    inflater.setInput(input, at, end - at);
    try {
      int length = inflater.inflate(into);
      if (inflater.needsDictionary()) {
        throw new CodingException("a preset dictionary is not supported");
      }
      return length;
    } catch (DataFormatException e) {
      throw new CodingException("malformed deflate data");
    } finally {
      at = end - inflater.getRemaining();
    }
  }

  boolean finished() {
    return inflater.finished();
  }

  boolean isEmpty() {
    return at == end;
  }

  /** Returns the next input byte without inflating it. */
  byte next() {
    return input[at++];
  }

  int remaining() {
    return end - at;
  }

  void restart() {
    inflater.reset();
  }

  @Override
  public void close() {
    inflater.end();
  }
}
