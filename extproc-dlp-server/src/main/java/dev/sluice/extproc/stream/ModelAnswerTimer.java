package dev.sluice.extproc.stream;

import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.model.ModelUse;
import dev.sluice.extproc.stream.exchange.ExchangeOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A timer of the answer of the model that a request has chosen. It runs from the last byte of the
 * request, so that slow uploads do not count, to the begin of the answer.
 */
final class ModelAnswerTimer {
  private static final int OK = 200;
  private static final int REDIRECT = 300;

  private final ExchangeOutcome outcome;
  private final LongSupplier nanos;
  private long sent;
  private TimerState state = TimerState.IDLE;

  private enum TimerState {
    IDLE,
    RUNNING,
    STOPPED
  }

  ModelAnswerTimer(ExchangeOutcome outcome, LongSupplier nanos) {
    this.outcome = outcome;
    this.nanos = nanos;
  }

  /** Starts the timer if a model gets the request and it does not run yet. */
  void requestSent() {
    if (state == TimerState.IDLE && outcome.chosenModel().isPresent()) {
      state = TimerState.RUNNING;
      sent = nanos.getAsLong();
    }
  }

  /**
   * Receives the headers of the answer. Those of an event stream can arrive long before its first
   * event, so its first byte counts.
   *
   * @param chosen true if the chosen model itself has answered; the time covers attempts at others
   */
  void headers(int status, boolean firstByteFollows, boolean chosen) {
    if (!chosen || status < OK || status >= REDIRECT) {
      state = TimerState.STOPPED;
    } else if (!firstByteFollows) {
      stop();
    }
  }

  /** Stops the timer at the begin of the answer. */
  void stop() {
    if (state == TimerState.RUNNING) {
      record(elapsed());
    }
    state = TimerState.STOPPED;
  }

  /**
   * Stops the timer without an answer: the latency is at least the time until now. It counts for
   * the first model of a chain, because one that fails at once would not be the first for long.
   */
  void abandon() {
    Duration limit = choice().map(ModelUse.Choice::slowAfter).orElse(Duration.ZERO);
    if (state == TimerState.RUNNING && elapsed().compareTo(limit) > 0) {
      record(elapsed());
    }
    state = TimerState.STOPPED;
  }

  private void record(Duration latency) {
    Optional<ChosenModel> model = outcome.chosenModel();
    choice()
        .ifPresent(
            choice -> choice.health().record(model.orElseThrow(), latency, choice.slowAfter()));
  }

  private Optional<ModelUse.Choice> choice() {
    return outcome.exchange().models() instanceof ModelUse.Choice choice
        ? Optional.of(choice)
        : Optional.empty();
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanos.getAsLong() - sent);
  }
}
