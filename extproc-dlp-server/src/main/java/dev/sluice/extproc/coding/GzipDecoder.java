package dev.sluice.extproc.coding;

import java.util.zip.CRC32;

/** A decoder of one or more gzip members; no bytes may be between or after them. */
final class GzipDecoder implements ContentDecoder {
  private static final int TRAILER = 8;

  private enum State {
    BETWEEN,
    HEADER,
    DATA,
    TRAILER
  }

  private final InflateStage inflated = new InflateStage(true);
  private final GzipHeader header = new GzipHeader();
  private final CRC32 sum = new CRC32();
  private State state = State.BETWEEN;
  private long size;
  private long trailer;
  private int trailerLength;
  private long fed;
  private int members;

  @Override
  public void feed(byte[] coded, int from, int to) {
    fed += to - from;
    inflated.feed(coded, from, to);
  }

  @Override
  public int read(byte[] into) throws CodingException {
    while (state == State.DATA || !inflated.isEmpty()) {
      switch (state) {
        case BETWEEN -> {
          header.begin();
          members++;
          state = State.HEADER;
        }
        case HEADER -> {
          if (header.accept(inflated.next())) {
            begin();
          }
        }
        case DATA -> {
          int length = inflated.read(into);
          sum.update(into, 0, length);
          size += length;
          if (inflated.finished()) {
            state = State.TRAILER;
          }
          if (length > 0 || state == State.DATA) {
            return length;
          }
        }
        case TRAILER -> trailer(inflated.next() & 0xFF);
      }
    }
    return 0;
  }

  private void begin() {
    state = State.DATA;
    inflated.restart();
    sum.reset();
    size = 0;
    trailer = 0;
    trailerLength = 0;
  }

  private void trailer(long value) throws CodingException {
    trailer |= value << (8 * trailerLength++);
    if (trailerLength == TRAILER) {
      if (trailer != (size << 32 | sum.getValue())) {
        throw new CodingException("a wrong gzip checksum");
      }
      state = State.BETWEEN;
    }
  }

  @Override
  public long consumedBytes() {
    return fed - inflated.remaining();
  }

  @Override
  public boolean isComplete() {
    return state == State.BETWEEN;
  }

  /** Returns true for one member; some decoders ignore those after the first. */
  @Override
  public boolean hasOneReading() {
    return members == 1 && !header.hasText();
  }

  @Override
  public ContentEncoder newEncoder() {
    return new GzipEncoder();
  }

  @Override
  public long memoryBytes() {
    return InflateStage.MEMORY;
  }

  @Override
  public void close() {
    inflated.close();
  }
}
