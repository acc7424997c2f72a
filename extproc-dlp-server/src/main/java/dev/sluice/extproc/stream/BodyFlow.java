package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;

/** One direction of an exchange, from its headers to its end. */
sealed interface BodyFlow permits EchoFlow, HoldingFlow, StreamingFlow, UnopenedFlow {
  /** Answers the headers, or leaves them unanswered until the verdict. */
  void headers();

  /** Answers one body message. */
  void body(ByteString bytes, boolean last);

  /** Ends a body that trailers follow, and answers them. */
  void trailers();

  /** True when nothing of this direction is left to answer. */
  boolean ended();

  /** Gives back what the flow occupies; nothing more comes. */
  default void close() {}
}
