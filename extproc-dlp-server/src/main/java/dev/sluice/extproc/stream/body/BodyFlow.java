package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.wire.ProcessingRequestView;

/** One direction of an exchange, from its headers to its end. */
public sealed interface BodyFlow
    permits PassThroughFlow, InspectedFlow, AwaitingHeadersFlow {
  /** Answers the headers, or leaves them unanswered until the verdict. */
  void headers();

  /** Answers one body message. */
  void body(ByteString bytes, boolean last);

  default void body(ProcessingRequestView message) {
    body(message.body(), message.endOfStream());
  }

  /** Ends a body that trailers follow, and answers them. */
  void trailers();

  /** True when the answer to what came last takes more than a turn; nothing else may come then. */
  default boolean isBusy() {
    return false;
  }

  /** Works on for another turn, where it is busy. */
  default void resume() {}

  /** True when nothing of this direction is left to answer. */
  boolean isEnded();

  /** Gives back what the flow occupies; nothing more comes. */
  default void close() {}
}
