package dev.sluice.bench.extproc;

import dev.sluice.bench.extproc.text.Tokens;
import dev.sluice.bench.load.EventScript;
import dev.sluice.bench.load.PacedLoad;
import dev.sluice.bench.load.PacedLoad.Begin;
import dev.sluice.bench.load.PacedLoad.Window;
import dev.sluice.bench.load.Samples;
import dev.sluice.bench.load.StreamSamples;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Table;
import dev.sluice.bench.scan.text.Language;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Streams in Korean and in English side by side, whose events come at even distances. */
final class PacedScenario {
  static final Duration GAP = Duration.ofMillis(5);
  static final int EVENTS = 200;
  static final List<Language> LANGUAGES = List.of(Language.KOREAN, Language.ENGLISH);
  private static final int STREAMS = 8;
  private static final double MICROS_PER_MILLI = 1000;

  private final Run run;
  private final byte[] request;
  private final Begin begin;

  PacedScenario(Run run, byte[] request, Begin begin) {
    this.run = run;
    this.request = request;
    this.begin = begin;
  }

  /** {@code scripts} are those of the languages, in their order. */
  void measure(Tokens tokens, List<EventScript> scripts) {
    String title = Names.paced(tokens);
    var load = new PacedLoad(run.loop(), run.upstream(), request, scripts, STREAMS, GAP, begin);
    long once = GAP.multipliedBy(EVENTS).toMillis();
    Rounds<Variant, Window> rounds =
        run.rounds(
            title,
            (variant, time) ->
                load.run(
                    run.site().port(variant),
                    (int) Math.max(1, time.toMillis() / once),
                    run.site().meter(variant)));
    run.report().add(table(tokens, new Table<>(title, rounds)).section());
  }

  private static Table<Variant, Window> table(Tokens tokens, Table<Variant, Window> table) {
    table
        .figure("first event p50, ms", of(StreamSamples::first, 0.5))
        .added(Variant.PLAIN, Names.FIRST_P50, of(StreamSamples::first, 0.5))
        .added(Variant.PLAIN, Names.FIRST_P99, of(StreamSamples::first, 0.99))
        .figure("event delay p50, ms", of(StreamSamples::delays, 0.5))
        .added(Variant.PLAIN, Names.DELAY_P50, of(StreamSamples::delays, 0.5))
        .added(Variant.PLAIN, Names.DELAY_P99, of(StreamSamples::delays, 0.99));
    for (int i = 0; i < LANGUAGES.size(); i++) {
      int script = i;
      String language = LANGUAGES.get(i).name().toLowerCase(java.util.Locale.ROOT);
      table.added(
          Variant.PLAIN,
          "… of " + language + " streams",
          window -> window.scripts().get(script).delays().millis(0.5));
    }
    if (tokens == Tokens.LEADING_SPACE) {
      double gap = GAP.toMillis();
      ToDoubleFunction<Window> p50 = of(StreamSamples::delays, 0.5);
      table.added(
          Variant.PLAIN, "event delay, added p50, gaps", window -> p50.applyAsDouble(window) / gap);
    }
    return table
        .figure(Names.HELD_P99, window -> all(window, StreamSamples::held).percentile(0.99))
        .figure(
            Names.CPU_OF_EVENT,
            Variant::isServer,
            window -> perEvent(window.use().server(), window))
        .figure("Envoy CPU µs per event", window -> perEvent(window.use().envoy(), window));
  }

  private static double perEvent(double millis, Window window) {
    return millis * MICROS_PER_MILLI / window.events();
  }

  private static ToDoubleFunction<Window> of(
      Function<StreamSamples, Samples> samples, double share) {
    return window -> all(window, samples).millis(share);
  }

  private static Samples all(Window window, Function<StreamSamples, Samples> samples) {
    return Samples.all(window.scripts().stream().map(samples).toList());
  }
}
