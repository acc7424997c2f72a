package dev.sluice.extproc.coding;

/** Takes the coded bytes of one body, in order, and gives plain ones. */
interface ContentDecoder extends AutoCloseable {
  /** Takes the next coded bytes. Only after {@link #read} has given none. */
  void feed(byte[] coded, int from, int to);

  /** Decodes as much as there is room for; 0 when it needs more coded bytes. */
  int read(byte[] into) throws CodingException;

  /** How many coded bytes have been decoded. */
  long consumedBytes();

  /** True where the coded bytes may end. */
  boolean isComplete();

  /** Writes plain bytes in the same form; only once some have been read. */
  ContentEncoder newEncoder();

  /** About how many bytes it occupies. */
  long memoryBytes();

  @Override
  void close();
}
