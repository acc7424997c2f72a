package dev.sluice.extproc.stream;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.wire.Question;

/** One direction of an exchange, from its headers to its end. */
sealed interface BodyFlow permits EchoFlow, HoldingFlow, StreamingFlow, UnopenedFlow {
  /** Answers the headers, or leaves them unanswered until the verdict. */
  void headers();

  /** Answers one body message. */
  void body(ByteString bytes, boolean last);

  default void body(Question message) {
    body(message.body(), message.last());
  }

  /** Ends a body that trailers follow, and answers them. */
  void trailers();

  /** True when the answer to what came last takes more than a turn; nothing else may come then. */
  default boolean busy() {
    return false;
  }

  /** Works on for another turn, where it is busy. */
  default void goOn() {}

  /** True when nothing of this direction is left to answer. */
  boolean ended();

  /** Gives back what the flow occupies; nothing more comes. */
  default void close() {}
}
