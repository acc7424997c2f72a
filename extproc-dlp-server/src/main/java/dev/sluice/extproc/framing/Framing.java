package dev.sluice.extproc.framing;

/** A framing of a body: it reads the bytes and feeds the scanners of the channels in them. */
public interface Framing {
  /** Reads the next bytes; {@code raw} is the offset of the first one in the body. */
  void feed(byte[] bytes, int from, int to, long raw);

  /** Ends the body at {@code raw}; after that no byte waits. */
  void end(long raw);

  /**
   * Returns the watermark: the exclusive offset up to which the body may leave, at most {@code
   * raw}, the number of bytes that were fed.
   */
  long watermark(long raw);

  /** Returns the watermark of a body that was stopped at an offset. */
  default long watermarkAtStop(long raw) {
    return raw;
  }
}
