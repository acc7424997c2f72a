package dev.sluice.extproc.framing;

/** One way of reading a body, with the scanners of its channels behind it. */
public interface Framing {
  /** Takes the next bytes; {@code raw} is the offset of the first in the body. */
  void feed(byte[] bytes, int from, int to, long raw);

  /** The body ends at {@code raw}: everything is decided. */
  void end(long raw);

  /** The offset before which the body may leave, of the {@code raw} bytes that were fed. */
  long watermark(long raw);

  /** How much may leave of a body that has been stopped at an offset. */
  default long watermarkAtStop(long raw) {
    return raw;
  }
}
