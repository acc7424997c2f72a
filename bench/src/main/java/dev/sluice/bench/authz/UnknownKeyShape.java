package dev.sluice.bench.authz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.bench.check.load.CheckLoad.Window;
import dev.sluice.bench.check.load.Checks;
import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.server.PolicyText;
import dev.sluice.bench.check.token.Algorithm;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Good tokens, while 10,000 tokens a second name keys that there never were: each could be a reason
 * to ask the issuer for its keys.
 */
final class UnknownKeyShape {
  private static final int GOOD_RATE = 5_000;
  private static final int UNKNOWN_RATE = 10_000;

  /** So that ten seconds fit in it more than once. */
  private static final int WINDOWS = 12;

  private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();

  private final Run run;

  /** The good ones alone and in the flood, and when keys were asked for in it. */
  private record Windows(Window alone, Window flooded, List<Long> fetches) {
    double unknownRate() {
      return flooded.flooded() / flooded.seconds();
    }

    double cpu() {
      return flooded.use().server() / (10 * flooded.seconds());
    }

    /** Within any ten seconds. */
    double mostFetches() {
      return fetches.stream().mapToLong(this::soonAfter).max().orElse(0);
    }

    private long soonAfter(long first) {
      return fetches.stream().filter(time -> time >= first && time - first < TEN_SECONDS).count();
    }
  }

  UnknownKeyShape(Run run) {
    this.run = run;
  }

  void measure() {
    run.report().progress(Names.UNKNOWN);
    Rounds<Variant, Windows> rounds =
        Rounds.measure(List.of(Variant.SLUICE), 1, variant -> windows());
    run.report()
        .add(
            new Table<>(Names.UNKNOWN, rounds)
                .figure("unknown keys, checks/s, all refused", Windows::unknownRate)
                .figure(Names.FETCHES, Windows::mostFetches)
                .figure("server CPU, % of a processor", Windows::cpu)
                .figure("good in the flood, checks/s", windows -> windows.flooded().rate())
                .figure(
                    "… p99 alone, µs", windows -> Run.micros(0.99).applyAsDouble(windows.alone()))
                .figure(
                    "… p99 in the flood, µs",
                    windows -> Run.micros(0.99).applyAsDouble(windows.flooded()))
                .section());
  }

  private Windows windows() {
    List<byte[]> unknown =
        CheckMessages.of(
            Algorithm.RS256,
            run.site().issuer(Algorithm.RS256).ofUnknownKeys(run.options().tokens()));
    Checks good = run.pooled(Algorithm.RS256);
    try (var keys = new KeySite(run.site());
        Server server = run.site().another(keys.address())) {
      var meter = run.site().meter(server);
      run.load().during(server.port(), good, run.options().runIn(), meter);
      Window alone =
          run.load().paced(server.port(), good, null, GOOD_RATE, run.options().window(), meter);
      keys.asked.clear();
      Window flooded =
          run.load()
              .paced(
                  server.port(),
                  good,
                  GOOD_RATE,
                  Checks.round(unknown, false),
                  UNKNOWN_RATE,
                  run.options().window().multipliedBy(WINDOWS),
                  meter);
      return new Windows(alone, flooded, List.copyOf(keys.asked));
    }
  }

  /** Where the keys of the issuers can be had. */
  private static final class KeySite implements AutoCloseable {
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    KeySite(Site site) {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      for (Algorithm algorithm : Algorithm.values()) {
        String keys = site.issuer(algorithm).keySet();
        String path = "/" + PolicyText.keyFile(site.issuer(algorithm));
        boolean flooded = algorithm == Algorithm.RS256;
        server.createContext(path, exchange -> answer(exchange, keys, flooded));
      }
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange, String keys, boolean flooded) throws IOException {
      if (flooded) {
        asked.add(System.nanoTime());
      }
      byte[] body = keys.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
