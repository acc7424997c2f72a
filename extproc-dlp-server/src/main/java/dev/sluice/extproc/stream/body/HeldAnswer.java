package dev.sluice.extproc.stream.body;

import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An answer in place of an upstream's, which is known now or later. */
public sealed interface HeldAnswer {
  /** The absence of an answer. */
  HeldAnswer NONE = new Known(Optional.empty());

  /** An answer that is known; empty if only the upstream has one. */
  record Known(Optional<EncodedProcessingResponse> answer) implements HeldAnswer {}

  /** An answer that another thread completes. */
  record Pending(CompletableFuture<Optional<EncodedProcessingResponse>> answer)
      implements HeldAnswer {}
}
