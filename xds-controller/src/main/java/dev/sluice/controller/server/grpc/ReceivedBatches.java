package dev.sluice.controller.server.grpc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** A counter of the numbered batches of one kind, which also starts a purge once a day. */
final class ReceivedBatches {
  private static final List<String> RESULTS = List.of("applied", "repeated");

  private final MeterRegistry metrics;
  private final String metric;
  private final Clock clock;
  private LocalDate purged = LocalDate.MIN;

  /** Creates a counter; {@code metric} has the label {@code result}. */
  ReceivedBatches(MeterRegistry metrics, String metric, Clock clock) {
    this.metrics = metrics;
    this.metric = metric;
    this.clock = clock;
    RESULTS.forEach(this::counter);
  }

  /** Rejects a batch without a number, unless it is empty and only asks for totals. */
  static void requireNumber(long seq, int counts) {
    if (seq < 0 || (seq == 0 && counts > 0)) {
      throw new IllegalArgumentException("no number of a batch");
    }
  }

  /** Counts a batch; the first one of a day also purges what is too old on that day. */
  void count(String result, Consumer<LocalDate> purge) {
    counter(result).increment();
    LocalDate today = LocalDate.now(clock);
    if (!today.equals(purged)) {
      purge.accept(today);
      purged = today;
    }
  }

  private Counter counter(String result) {
    return metrics.counter(metric, "result", result);
  }
}
