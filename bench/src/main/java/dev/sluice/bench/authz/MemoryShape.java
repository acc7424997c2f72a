package dev.sluice.bench.authz;

import dev.sluice.bench.check.load.CheckLoad;
import dev.sluice.bench.check.load.Checks;
import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How much memory a server has taken that was started anew and has seen many tokens twice. */
final class MemoryShape {
  private static final int TOKENS = 20_000;

  private final Run run;

  MemoryShape(Run run) {
    this.run = run;
  }

  void measure() {
    List<byte[]> messages = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      run.report().progress(Names.MEMORY + ": tokens are signed");
      messages.addAll(CheckMessages.of(algorithm, run.site().tokens(algorithm, TOKENS / 2)));
    }
    Rounds<Variant, Double> rounds =
        Rounds.measure(
            run.site().variants(),
            1,
            variant -> {
              run.report().progress(Names.MEMORY + ": " + variant.title());
              return resident(variant, messages);
            });
    run.report()
        .add(
            new Table<>(Names.MEMORY, rounds)
                .figure(Names.RESIDENT, resident -> resident)
                .section());
  }

  private double resident(Variant variant, List<byte[]> messages) {
    try (Server server = run.site().another(variant)) {
      CheckLoad load = run.load();
      var meter = run.site().meter(server);
      Duration time = run.options().window();
      load.during(server.port(), run.pooled(Algorithm.RS256), time, meter);
      load.all(server.port(), Checks.once(messages, true), meter);
      load.all(server.port(), Checks.once(messages, true), meter);
      return server.use().residentMib();
    }
  }
}
