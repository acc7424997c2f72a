package dev.sluice.bench.authz;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.BenchPolicyFile;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An HTTP server of the issuers' keys that counts the fetches of one of them. */
final class KeyServer implements AutoCloseable {
  private static final long TEN_SECONDS = Duration.ofSeconds(10).toNanos();

  private final List<Long> fetches = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  KeyServer(Stream<BenchIssuer> issuers, IssuerAlgorithm counted) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    issuers.forEach(issuer ->
        server.createContext(
            "/" + BenchPolicyFile.keyFile(issuer),
            exchange -> respond(exchange, issuer.keySet(), issuer.algorithm() == counted)));
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void resetCount() {
    fetches.clear();
  }

  /** Returns the largest number of fetches within ten seconds. */
  long mostFetchesInTenSeconds() {
    return fetches.stream()
        .mapToLong(first ->
            fetches.stream().filter(time -> time >= first && time - first < TEN_SECONDS).count())
        .max()
        .orElse(0);
  }

  private void respond(HttpExchange exchange, String keys, boolean counted) throws IOException {
    if (counted) {
      fetches.add(System.nanoTime());
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
