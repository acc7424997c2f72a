package dev.sluice.extproc.model;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A record of the models whose last answer was a failure. Each has a pause, in which requests use
 * another model of the same name. After it, one request tries the model: a success ends the record,
 * a failure begins a pause of twice the length. Safe for use by several threads.
 */
public final class ModelHealth {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private final ConcurrentHashMap<String, Pause> failing = new ConcurrentHashMap<>();

  /**
   * A pause of a model.
   *
   * @param end a time in nanoseconds
   * @param tried whether a request tries the model in this pause
   */
  private record Pause(long end, Duration length, boolean tried) {
    static Pause of(Duration length, boolean tried, long now) {
      return new Pause(now + length.toNanos(), length, tried);
    }
  }

  public ModelHealth() {
    this(System::nanoTime);
  }

  ModelHealth(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Returns whether a request may use a model. After a pause, this is true for one request and
   * begins another pause of the same length for all others.
   */
  boolean isAvailable(String model) {
    Pause pause = failing.get(model);
    if (pause == null) {
      return true;
    }
    long now = nanos.getAsLong();
    return now - pause.end() >= 0
        && failing.replace(model, pause, Pause.of(pause.length(), true, now));
  }

  /** Records the status of an answer of a model. */
  public void record(String model, int status) {
    if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      recordFailure(model);
    } else {
      failing.remove(model);
    }
  }

  /**
   * Records the answer to a request, and the failures before it.
   *
   * @param first the model that the request chose, with those that were next
   * @param answering the model that has answered; empty if the answer names none
   */
  public void record(ChosenModel first, Optional<AnsweringModel> answering, int status) {
    record(answering.map(model -> model.in(first)).orElse(first).id(), status);
    if (answering.isPresent()) {
      answering.get().failedIn(first).forEach(failed -> recordFailure(failed.id()));
    } else if (status >= SERVER_ERROR) {
      first.next().forEach(failed -> recordFailure(failed.id()));
    }
  }

  private void recordFailure(String model) {
    failing.compute(model, (_, pause) -> longer(pause));
  }

  /** Returns the pause after a failure. Requests from before a pause do not make it longer. */
  private Pause longer(@Nullable Pause pause) {
    long now = nanos.getAsLong();
    if (pause == null) {
      return Pause.of(FIRST_PAUSE, false, now);
    }
    if (!pause.tried()) {
      return pause;
    }
    Duration twice = pause.length().multipliedBy(2);
    return Pause.of(twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE, false, now);
  }
}
