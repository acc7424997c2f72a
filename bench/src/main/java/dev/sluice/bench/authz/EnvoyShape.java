package dev.sluice.bench.authz;

import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.load.ClosedLoad;
import dev.sluice.bench.load.ClosedLoad.Window;
import dev.sluice.bench.load.Use;
import dev.sluice.bench.report.Section;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** HTTP requests through one Envoy, which decides by itself or asks. */
final class EnvoyShape {
  private static final int CONNECTIONS = 32;

  private final Run run;

  EnvoyShape(Run run) {
    this.run = run;
  }

  void measure() {
    try (var envoy = new EnvoySite(run.site())) {
      for (Algorithm algorithm : Algorithm.values()) {
        measure(algorithm, envoy);
      }
    }
  }

  private void measure(Algorithm algorithm, EnvoySite envoy) {
    String title = Names.envoy(algorithm);
    var load =
        new ClosedLoad(
            run.loop(),
            requests(algorithm),
            EnvoyConfig.ANSWER.getBytes(StandardCharsets.US_ASCII),
            CONNECTIONS);
    Rounds<Variant, Window> rounds =
        run.turns(envoy.variants())
            .rounds(
                title,
                (variant, time) -> {
                  Window window = load.run(envoy.port(variant), time, envoy.meter(variant));
                  run.answered(variant, window.latencies().size());
                  return window;
                },
                run);
    run.report().add(table(title, rounds));
  }

  private static Section table(String title, Rounds<Variant, Window> rounds) {
    return new Table<>(title, rounds)
        .figure("requests/s", Window::rate)
        .ratios(Window::rate)
        .figure("Envoy CPU µs per request", Window.cpu(Use::envoy))
        .figure("server CPU µs per request", Variant::isServer, Window.cpu(Use::server))
        .figure("bench CPU µs per request", Window.cpu(Use::bench))
        .figure("p50, µs", window -> window.latencies().percentile(0.5) / 1e3)
        .figure(Names.P99, window -> window.latencies().percentile(0.99) / 1e3)
        .section();
  }

  /** A request for each token of the pool, by turns. */
  private Supplier<ByteBuffer> requests(Algorithm algorithm) {
    List<ByteBuffer> requests =
        run.pool(algorithm).stream().map(token -> request(algorithm, token)).toList();
    return new Supplier<>() {
      private int next;

      @Override
      public ByteBuffer get() {
        next = next == requests.size() - 1 ? 0 : next + 1;
        return requests.get(next).duplicate();
      }
    };
  }

  private static ByteBuffer request(Algorithm algorithm, String token) {
    byte[] bytes =
        ("GET "
                + CheckMessages.path(algorithm)
                + " HTTP/1.1\r\nhost: bench.example\r\nuser-agent: bench\r\naccept: */*\r\n"
                + "authorization: Bearer "
                + token
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
