package dev.sluice.extproc.coding;

/** A decoder of the coded bytes of one body, in order. */
interface ContentDecoder extends AutoCloseable {
  /** Adds the next coded bytes; allowed only after {@link #read} has returned 0. */
  void feed(byte[] coded, int from, int to);

  /** Decodes up to the length of {@code into}; returns 0 if it needs more coded bytes. */
  int read(byte[] into) throws CodingException;

  /** Returns the number of decoded bytes of input. */
  long consumedBytes();

  /** Returns true if the coded bytes may end here. */
  boolean isComplete();

  /** Returns true if other decoders cannot read another text, such as only a part, in the bytes. */
  boolean hasOneReading();

  /** Creates an encoder for the same format; allowed only after some bytes were read. */
  ContentEncoder newEncoder();

  /** Returns about how many bytes it uses. */
  long memoryBytes();

  @Override
  void close();
}
