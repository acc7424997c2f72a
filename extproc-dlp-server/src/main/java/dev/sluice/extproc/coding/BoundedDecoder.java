package dev.sluice.extproc.coding;

/** A decoder that stops where coded bytes become more than any honest body does. */
final class BoundedDecoder {
  private final ContentDecoder decoder;
  private final DecodingLimits limits;
  private long made;

  BoundedDecoder(ContentDecoder decoder, DecodingLimits limits) {
    this.decoder = decoder;
    this.limits = limits;
  }

  ContentDecoder decoder() {
    return decoder;
  }

  int read(byte[] into) throws CodingException {
    int length = decoder.read(into);
    made += length;
    return length;
  }

  /** False if it has made too much of what it took. */
  boolean withinLimits() {
    return limits.allows(decoder.consumedBytes(), made);
  }
}
