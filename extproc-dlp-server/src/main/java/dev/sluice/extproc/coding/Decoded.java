package dev.sluice.extproc.coding;

import java.nio.ByteBuffer;

/** What came of decoding a little further. */
public sealed interface Decoded {
  /** Some plain bytes; there may be more. */
  record Plain(ByteBuffer bytes) implements Decoded {}

  /** All is decoded that has come. */
  record Hungry() implements Decoded {}

  /** The coded bytes are not what they should be. */
  record Broken(String why) implements Decoded {}

  /** More plain bytes than the limits allow. */
  record TooMuch() implements Decoded {}
}
