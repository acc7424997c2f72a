package dev.sluice.common.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * A family of meters with one name and different label values. It caches the meter for each set of
 * values, because a search in the registry is slow.
 *
 * @param <M> the type of the meters
 */
public final class MeterFamily<M> {
  private final List<MetricLabel> labels;
  private final Function<List<Tag>, M> maker;
  private final Map<List<String>, M> known = new ConcurrentHashMap<>();

  private MeterFamily(List<MetricLabel> labels, Function<List<Tag>, M> maker) {
    this.labels = labels;
    this.maker = maker;
  }

  /** Returns a family of counters. */
  public static MeterFamily<Counter> counters(
      MeterRegistry registry, String name, MetricLabel... labels) {
    return new MeterFamily<>(
        List.of(labels), tags -> Counter.builder(name).tags(tags).register(registry));
  }

  /** Returns a family of timers with these histogram buckets. */
  public static MeterFamily<Timer> timers(
      MeterRegistry registry, String name, List<Duration> borders, MetricLabel... labels) {
    Duration[] objectives = borders.toArray(Duration[]::new);
    return new MeterFamily<>(
        List.of(labels),
        tags ->
            Timer.builder(name).serviceLevelObjectives(objectives).tags(tags).register(registry));
  }

  /** Returns a family of histograms of numbers with these buckets. */
  public static MeterFamily<DistributionSummary> summaries(
      MeterRegistry registry, String name, List<Double> borders, MetricLabel... labels) {
    double[] objectives = borders.stream().mapToDouble(Double::doubleValue).toArray();
    return new MeterFamily<>(
        List.of(labels),
        tags ->
            DistributionSummary.builder(name)
                .serviceLevelObjectives(objectives)
                .tags(tags)
                .register(registry));
  }

  /**
   * Returns a family of sums, whose name stays unchanged; the name of a counter would end in {@code
   * _total}.
   */
  public static MeterFamily<DoubleAdder> sums(
      MeterRegistry registry, String name, MetricLabel... labels) {
    return gauges(registry, name, DoubleAdder::new, DoubleAdder::sum, labels);
  }

  /** Returns a family of gauges, each of an object of its own. */
  public static <T> MeterFamily<T> gauges(
      MeterRegistry registry,
      String name,
      Supplier<T> maker,
      ToDoubleFunction<T> value,
      MetricLabel... labels) {
    return new MeterFamily<>(
        List.of(labels),
        tags -> {
          T shown = maker.get();
          Gauge.builder(name, shown, value).tags(tags).strongReference(true).register(registry);
          return shown;
        });
  }

  /** Returns the meter for these label values, in the order of the labels. */
  public M of(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(values.length + " values for " + labels.size());
    }
    String[] shown = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      shown[i] = labels.get(i).value(values[i]);
    }
    List<String> key = List.of(shown);
    M meter = known.get(key);
    return meter == null ? known.computeIfAbsent(key, this::made) : meter;
  }

  private M made(List<String> values) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      tags.add(Tag.of(labels.get(i).name(), values.get(i)));
    }
    return maker.apply(tags);
  }
}
