package dev.sluice.extproc.coding;

import java.io.ByteArrayOutputStream;

/** An encoder of plain bytes. */
interface ContentEncoder extends AutoCloseable {
  /** The amounts of output that a call must write. */
  enum FlushMode {
    /** The amount that is efficient. */
    NONE,
    /** Enough to decode all bytes so far. */
    FLUSH,
    /** All bytes and the end of the coding. */
    FINISH
  }

  void encode(byte[] plain, int from, int to, FlushMode push, ByteArrayOutputStream out);

  /** Returns about how many bytes it uses. */
  long memoryBytes();

  @Override
  void close();
}
