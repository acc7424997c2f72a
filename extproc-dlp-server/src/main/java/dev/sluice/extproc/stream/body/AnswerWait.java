package dev.sluice.extproc.stream.body;

import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A wait of a flow for an answer in place of an upstream's. */
final class AnswerWait {
  private @Nullable CompletableFuture<Optional<EncodedProcessingResponse>> pending;
  private Consumer<Optional<EncodedProcessingResponse>> then = _ -> {};

  /** Continues with an answer now, or in {@link #resume} if it is not known yet. */
  void begin(HeldAnswer found, Consumer<Optional<EncodedProcessingResponse>> then) {
    switch (found) {
      case HeldAnswer.Known(var answer) -> then.accept(answer);
      case HeldAnswer.Pending(var answer) -> {
        this.pending = answer;
        this.then = then;
      }
    }
  }

  boolean isOn() {
    return pending != null;
  }

  /** Returns what completes when {@link #resume} may be called. */
  Optional<CompletionStage<?>> awaited() {
    return Optional.ofNullable(pending);
  }

  /** Continues with the answer, if it is known by now. */
  void resume() {
    CompletableFuture<Optional<EncodedProcessingResponse>> answer = pending;
    if (answer != null && answer.isDone()) {
      pending = null;
      then.accept(answer.join());
    }
  }
}
