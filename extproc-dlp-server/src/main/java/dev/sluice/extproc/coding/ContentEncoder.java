package dev.sluice.extproc.coding;

import java.io.ByteArrayOutputStream;

/** Takes plain bytes and writes coded ones. */
interface ContentEncoder extends AutoCloseable {
  /** How much of what was taken must be written. */
  enum FlushMode {
    /** As much as is worth it. */
    NONE,
    /** All of it can be decoded from what is written. */
    FLUSH,
    /** All of it, and the end. */
    FINISH
  }

  void encode(byte[] plain, int from, int to, FlushMode push, ByteArrayOutputStream out);

  /** About how many bytes it occupies. */
  long memoryBytes();

  @Override
  void close();
}
