package dev.sluice.extproc.coding;

import java.nio.ByteBuffer;

/** What came of decoding a little further. */
public sealed interface DecodeResult {
  /** Some plain bytes; there may be more. */
  record Plain(ByteBuffer bytes) implements DecodeResult {}

  /** All is decoded that has come. */
  record NeedsInput() implements DecodeResult {}

  /** The coded bytes are not what they should be. */
  record Malformed(String reason) implements DecodeResult {}

  /** More plain bytes than the limits allow. */
  record LimitExceeded() implements DecodeResult {}
}
