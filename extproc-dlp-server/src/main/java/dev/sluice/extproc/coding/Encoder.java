package dev.sluice.extproc.coding;

import java.io.ByteArrayOutputStream;

/** Takes plain bytes and writes coded ones. */
interface Encoder extends AutoCloseable {
  /** How much of what was taken must be written. */
  enum Push {
    /** As much as is worth it. */
    SOME,
    /** All of it can be decoded from what is written. */
    ALL,
    /** All of it, and the end. */
    END
  }

  void encode(byte[] plain, int from, int to, Push push, ByteArrayOutputStream out);

  /** About how many bytes it occupies. */
  long memory();

  @Override
  void close();
}
