package dev.sluice.bench.authz;

import dev.sluice.bench.check.load.CheckLoad;
import dev.sluice.bench.check.load.CheckLoad.Window;
import dev.sluice.bench.check.load.Checks;
import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.load.Meter;
import dev.sluice.bench.load.Use;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Checks on one connection to a server, without an Envoy. */
final class DirectShapes {
  private static final int CALM_RATE = 300;
  private static final int RUN_IN_CHECKS = 500_000;
  private static final Duration RUN_IN_WINDOW = Duration.ofMillis(500);

  private final Run run;

  DirectShapes(Run run) {
    this.run = run;
  }

  /** A JVM is compiled before anything is measured, with the help of all processors. */
  void runIn() {
    List<Checks> checks = Stream.of(Algorithm.values()).map(run::pooled).toList();
    run.site().variants().stream().filter(Variant::isJvm).forEach(jvm -> runIn(jvm, checks));
  }

  private void runIn(Variant variant, List<Checks> checks) {
    run.report().progress(variant.title() + " is run in");
    Server server = run.site().server(variant);
    Meter meter = run.site().meter(server);
    run.site().pinning().free(server.pid());
    long end = System.nanoTime() + run.options().runIn().toNanos();
    int answered = 0;
    while (answered < RUN_IN_CHECKS && System.nanoTime() - end < 0) {
      for (Checks some : checks) {
        Window window = run.load().during(server.port(), some, RUN_IN_WINDOW, meter);
        answered += window.latencies().size();
      }
    }
    run.site().pinning().move(server.pid(), Servers.PROCESSOR);
  }

  void hot() {
    var token = List.of(run.pool(Algorithm.RS256).getFirst());
    repeated(Names.HOT, Checks.round(CheckMessages.of(Algorithm.RS256, token), true));
  }

  void pool() {
    for (Algorithm algorithm : Algorithm.values()) {
      repeated(Names.pool(algorithm), run.pooled(algorithm));
    }
  }

  private void repeated(String title, Checks checks) {
    CheckLoad load = run.load();
    Rounds<Variant, Window> rounds =
        run.turns(run.site().variants())
            .rounds(
                title,
                (variant, time) -> {
                  Server server = run.site().server(variant);
                  return run.counted(
                      variant, load.during(server.port(), checks, time, run.site().meter(server)));
                },
                run);
    run.report().add(table(title, rounds).section());
  }

  /** Each round has tokens of its own, which every server sees once. */
  void cold() {
    for (Algorithm algorithm : Algorithm.values()) {
      String title = Names.cold(algorithm);
      fresh(title, algorithm);
      List<Variant> variants = run.site().variants();
      Rounds<Variant, Window> rounds = new ColdRounds(title, algorithm).measure(variants);
      run.report().add(table(title, rounds).section());
    }
  }

  /** Before they are measured, all servers see as many that do not count. */
  private void fresh(String title, Algorithm algorithm) {
    List<byte[]> messages = newMessages(title, algorithm);
    run.site().variants().forEach(variant -> ask(variant, messages));
  }

  private Window ask(Variant variant, List<byte[]> messages) {
    Server server = run.site().server(variant);
    return run.load().all(server.port(), Checks.once(messages, true), run.site().meter(server));
  }

  private List<byte[]> newMessages(String title, Algorithm algorithm) {
    int count = run.options().tokens();
    run.report().progress(title + ": %,d tokens are signed".formatted(count));
    return CheckMessages.of(algorithm, run.site().tokens(algorithm, count));
  }

  /** How long an answer takes while there is little to do. */
  void calm() {
    Checks checks = run.pooled(Algorithm.RS256);
    CheckLoad load = run.load();
    Rounds<Variant, Window> rounds =
        run.turns(run.site().variants())
            .settledRounds(
                Names.CALM,
                (variant, time) -> {
                  Server server = run.site().server(variant);
                  return load.paced(
                      server.port(), checks, null, CALM_RATE, time, run.site().meter(server));
                });
    run.report()
        .add(
            new Table<>(Names.CALM, rounds)
                .figure("p50, µs", Run.micros(0.5))
                .figure(Names.P99, Run.micros(0.99))
                .ratio(Names.P99_OF_GO, Variant.GO, Run.micros(0.99))
                .figure(Names.CPU, Run.cpu(Use::server))
                .section());
  }

  private static Table<Variant, Window> table(String title, Rounds<Variant, Window> rounds) {
    ToDoubleFunction<Window> perCpu = window -> 1 / Run.cpu(Use::server).applyAsDouble(window);
    return new Table<>(title, rounds)
        .figure(Names.RATE, Window::rate)
        .ratios(Window::rate)
        .figure(Names.CPU, Run.cpu(Use::server))
        .ratio("checks by server CPU, × Go no-op", Variant.GO, perCpu)
        .figure("bench CPU µs per check", Run.cpu(Use::bench))
        .figure("p50, µs", Run.micros(0.5))
        .figure(Names.P99, Run.micros(0.99));
  }

  /** Tokens that are signed for one round, while it lasts. */
  private final class ColdRounds {
    private final String title;
    private final Algorithm algorithm;
    private final List<Variant> asked = new ArrayList<>();
    private List<byte[]> messages = List.of();

    ColdRounds(String title, Algorithm algorithm) {
      this.title = title;
      this.algorithm = algorithm;
    }

    Rounds<Variant, Window> measure(List<Variant> variants) {
      return run.turns(variants)
          .settledRounds(
              title,
              (variant, time) -> {
                if (asked.size() % variants.size() == 0) {
                  messages = newMessages(title, algorithm);
                }
                asked.add(variant);
                return ask(variant, messages);
              });
    }
  }
}
