package dev.sluice.extproc.coding;

import java.nio.ByteBuffer;

/** The result of one decoding step. */
public sealed interface DecodeResult {
  /** A result with plain bytes; more may follow. */
  record Plain(ByteBuffer bytes) implements DecodeResult {}

  /** A result without bytes, because all coded bytes are decoded. */
  record NeedsInput() implements DecodeResult {}

  /** A result for coded bytes that are malformed. */
  record Malformed(String reason) implements DecodeResult {}

  /** A result for more plain bytes than the limits allow. */
  record LimitExceeded() implements DecodeResult {}
}
