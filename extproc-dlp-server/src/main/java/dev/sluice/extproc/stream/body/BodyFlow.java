package dev.sluice.extproc.stream.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.wire.ProcessingRequestView;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The processing of one direction of an exchange, from its headers to its end. */
public sealed interface BodyFlow permits PassThroughFlow, InspectedFlow, AwaitingHeadersFlow {
  /** Answers the headers, or delays the answer until the verdict. */
  void headers();

  /** Answers one body message. */
  void body(ByteString bytes, boolean last);

  default void body(ProcessingRequestView message) {
    body(message.body(), message.endOfStream());
  }

  /** Ends a body that has trailers, and answers them. */
  void trailers();

  /**
   * Returns true if the answer to the last message needs another time slice, or something {@link
   * #awaited}; no other method may be called meanwhile.
   */
  default boolean isBusy() {
    return false;
  }

  /** Returns what a busy flow waits for; empty if it may continue at once. */
  default Optional<CompletionStage<?>> awaited() {
    return Optional.empty();
  }

  /** Continues a busy flow for another time slice. */
  default void resume() {}

  /** Returns true if every message of this direction has an answer. */
  boolean isEnded();

  /** Releases the memory and the decoders of the flow; no message follows. */
  default void close() {}
}
