package dev.sluice.extproc.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table of the states of models, which follow from their answers. A model that is slow or has
 * failed is tried by one request now and then, until it is fast and succeeds. The state of a model
 * without answers for a time is forgotten. Safe for use by several threads.
 */
public final class ModelHealth {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final long KEPT = Duration.ofMinutes(10).toNanos();
  private static final long SWEEP = Duration.ofSeconds(10).toNanos();

  private final ModelStateListener listener;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final ConcurrentHashMap<String, ModelCondition> conditions = new ConcurrentHashMap<>();
  private final AtomicLong swept;

  /**
   * A model that is not active.
   *
   * @param reason what led to its state
   */
  public record ImpairedModel(String id, ModelState state, String reason, Instant since) {}

  public ModelHealth(ModelStateListener listener) {
    this(listener, System::nanoTime, InstantSource.system());
  }

  ModelHealth(ModelStateListener listener, LongSupplier nanos, InstantSource clock) {
    this.listener = listener;
    this.nanos = nanos;
    this.clock = clock;
    this.swept = new AtomicLong(nanos.getAsLong());
  }

  ModelState state(String model) {
    ModelCondition known = conditions.get(model);
    return known == null ? ModelState.ACTIVE : known.state();
  }

  /** Returns whether a request tries a model that is not active; then others do not for a while. */
  boolean takeTrial(String model) {
    ModelCondition known = conditions.get(model);
    if (known == null || known.state() == ModelState.ACTIVE) {
      return false;
    }
    long now = nanos.getAsLong();
    return known.trials().isDue(now) && conditions.replace(model, known, known.tried(now));
  }

  /**
   * Records the answer to a request, and the failures before it.
   *
   * @param first the model that the request chose, with those that were next
   * @param answering the model that has answered; empty if the answer names none
   */
  public void record(ChosenModel first, Optional<AnsweringModel> answering, int status) {
    record(answering.map(model -> model.in(first)).orElse(first), status);
    if (answering.isPresent()) {
      answering.get().failedIn(first).forEach(this::recordAttempt);
    } else if (status >= SERVER_ERROR) {
      first.next().forEach(this::recordAttempt);
    }
  }

  private void record(ChosenModel model, int status) {
    long now = nanos.getAsLong();
    if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
      change(model, known -> known.failed("status " + status, now, clock.instant()));
    } else {
      change(model, known -> known.succeeded(now, clock.instant()));
    }
  }

  private void recordAttempt(ChosenModel failed) {
    long now = nanos.getAsLong();
    change(failed, known -> known.failed("failed attempt", now, clock.instant()));
  }

  /**
   * Records the latency of a successful answer.
   *
   * @param limit the latency above which it is slow; zero if none is
   */
  public void record(ChosenModel model, Duration latency, Duration limit) {
    if (!limit.isZero()) {
      long now = nanos.getAsLong();
      change(model, known -> known.answered(latency, limit, now, clock.instant()));
    }
  }

  /** Returns the models that are not active, ordered by id. */
  public List<ImpairedModel> impaired() {
    sweep();
    return conditions.values().stream()
        .filter(known -> known.state() != ModelState.ACTIVE)
        .map(known ->
            new ImpairedModel(known.model().id(), known.state(), known.reason(), known.since()))
        .sorted(Comparator.comparing(ImpairedModel::id))
        .toList();
  }

  private void change(ChosenModel model, UnaryOperator<ModelCondition> step) {
    sweep();
    conditions.compute(
        model.id(),
        (_, known) -> {
          ModelCondition before = known;
          if (before == null) {
            before = ModelCondition.first(model.label(), nanos.getAsLong(), clock.instant());
            listener.onFirstAnswer(before.model());
          }
          ModelCondition after = step.apply(before);
          if (after.state() != before.state()) {
            listener.onChange(after.model(), after.state(), after.reason());
          }
          return after;
        });
  }

  /** Forgets old states, so that the table stays as small as the number of models in use. */
  private void sweep() {
    long now = nanos.getAsLong();
    long last = swept.get();
    if (now - last >= SWEEP && swept.compareAndSet(last, now)) {
      for (String id : conditions.keySet()) {
        conditions.computeIfPresent(id, (_, known) -> kept(known, now));
      }
    }
  }

  private @Nullable ModelCondition kept(ModelCondition known, long now) {
    if (now - known.used() < KEPT) {
      return known;
    }
    if (known.state() != ModelState.ACTIVE) {
      listener.onChange(known.model(), ModelState.ACTIVE, "no answer for a long time");
    }
    return null;
  }
}
