package dev.sluice.bench.authz;

import dev.sluice.bench.check.load.CheckLoad;
import dev.sluice.bench.check.load.CheckLoad.Window;
import dev.sluice.bench.check.load.Checks;
import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.load.Meter;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Good tokens on one connection, while another one asks as fast as it is answered with tokens whose
 * signatures are wrong.
 */
final class FloodShape {
  private static final int GOOD_RATE = 5_000;
  private static final double PERCENT = 100;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Run run;

  /** The same traffic without and with the flood, as fast as answered and at an even pace. */
  private record Windows(Window alone, Window flooded, Window paced, Window pacedFlooded) {}

  FloodShape(Run run) {
    this.run = run;
  }

  void measure() {
    Checks good = run.pooled(Algorithm.RS256);
    Checks forged = Checks.round(forged(), false);
    List<Variant> variants = run.site().variants().stream().filter(Variant::verifies).toList();
    Rounds<Variant, Windows> rounds =
        run.turns(variants)
            .rounds(Names.FLOOD, (variant, time) -> windows(variant, good, forged, time), run);
    run.report()
        .add(
            new Table<>(Names.FLOOD, rounds)
                .figure("good alone, checks/s", windows -> windows.alone().rate())
                .figure("good in the flood, checks/s", windows -> windows.flooded().rate())
                .figure(
                    Names.KEPT,
                    windows -> PERCENT * windows.flooded().rate() / windows.alone().rate())
                .figure(
                    "forged, checks/s",
                    windows -> windows.flooded().flooded() / windows.flooded().seconds())
                .figure(
                    Names.KEPT_PACED,
                    windows -> PERCENT * windows.pacedFlooded().rate() / windows.paced().rate())
                .figure("… p99 alone, µs", p99(Windows::paced))
                .figure("… p99 in the flood, µs", p99(Windows::pacedFlooded))
                .section());
  }

  private Windows windows(Variant variant, Checks good, Checks forged, Duration time) {
    Server server = run.site().server(variant);
    int port = server.port();
    Meter meter = run.site().meter(server);
    CheckLoad load = run.load();
    var windows =
        new Windows(
            load.during(port, good, time, meter),
            load.during(port, good, forged, time, meter),
            load.paced(port, good, null, GOOD_RATE, time, meter),
            load.paced(port, good, forged, GOOD_RATE, time, meter));
    run.counted(variant, windows.alone());
    return windows;
  }

  /** Of both algorithms by turns. */
  private List<byte[]> forged() {
    List<byte[]> mixed = new ArrayList<>();
    int half = run.options().tokens() / 2;
    List<byte[]> rsa = forged(Algorithm.RS256, half);
    List<byte[]> ec = forged(Algorithm.ES256, half);
    for (int i = 0; i < half; i++) {
      mixed.add(rsa.get(i));
      mixed.add(ec.get(i));
    }
    return mixed;
  }

  private List<byte[]> forged(Algorithm algorithm, int count) {
    return CheckMessages.of(algorithm, run.site().issuer(algorithm).forged(count));
  }

  private static ToDoubleFunction<Windows> p99(Function<Windows, Window> window) {
    return windows -> window.apply(windows).latencies().percentile(0.99) / NANOS_PER_MICRO;
  }
}
