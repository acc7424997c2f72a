package dev.sluice.extproc.stream.outbound;

import com.google.protobuf.ByteString;

/** A receiver of the bytes of a body that leave. */
@FunctionalInterface
public interface BodyCopy {
  /** A receiver that drops the bytes. */
  BodyCopy NONE = (_, _) -> {};

  /** Receives the next bytes; {@code last} is true if they end the body. */
  void add(ByteString bytes, boolean last);
}
