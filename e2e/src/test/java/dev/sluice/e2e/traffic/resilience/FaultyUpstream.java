package dev.sluice.e2e.traffic.resilience;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * An upstream that fails as a test says, by the number of the try. Tries with the same header
 * {@code x-case} belong together.
 */
final class FaultyUpstream implements AutoCloseable {
  static final String CASE = "x-case";

  /**
   * A scripted answer.
   *
   * @param status the status; 0 closes the connection without an answer
   * @param delay how long the answer is held back
   * @param events the number of events, each after a gap; 0 for a short text
   */
  record FaultyAnswer(
      int status, Duration delay, int events, Duration gap, Map<String, String> headers) {
    static FaultyAnswer of(int status) {
      return after(Duration.ZERO, status);
    }

    static FaultyAnswer after(Duration delay, int status) {
      return new FaultyAnswer(status, delay, 0, Duration.ZERO, Map.of());
    }

    static FaultyAnswer ofEvents(int events, Duration gap) {
      return new FaultyAnswer(200, Duration.ZERO, events, gap, Map.of());
    }
  }

  private final HttpServer server;
  private final String name;
  private final Map<String, List<Long>> times = new ConcurrentHashMap<>();
  private volatile IntFunction<FaultyAnswer> script = attempt -> FaultyAnswer.of(200);

  FaultyUpstream(String name) {
    this(name, 0);
  }

  FaultyUpstream(String name, int port) {
    this.name = name;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers by the number of the try of a case, which starts at 1. */
  FaultyUpstream answerEach(IntFunction<FaultyAnswer> next) {
    script = next;
    return this;
  }

  FaultyUpstream answer(FaultyAnswer always) {
    return answerEach(attempt -> always);
  }

  /** Returns the arrival times of the tries of a case, in nanoseconds. */
  List<Long> arrivals(String id) {
    return List.copyOf(times.getOrDefault(id, List.of()));
  }

  /** Returns the time between two tries in milliseconds; 1 is the gap after the first try. */
  long gapMillis(String id, int gap) {
    List<Long> all = arrivals(id);
    return TimeUnit.NANOSECONDS.toMillis(all.get(gap) - all.get(gap - 1));
  }

  /** Closes the port and all connections. */
  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    stop();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String id = String.valueOf(exchange.getRequestHeaders().getFirst(CASE));
      List<Long> tries = times.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>());
      tries.add(System.nanoTime());
      int attempt = tries.size();
      FaultyAnswer answer = id.equals("null") ? FaultyAnswer.of(200) : script.apply(attempt);
      pause(answer.delay());
      if (answer.status() == 0) {
        return;
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      if (answer.events() > 0) {
        stream(exchange, answer);
        return;
      }
      byte[] text = (name + " try " + attempt).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "text/plain");
      exchange.sendResponseHeaders(answer.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private static void stream(HttpExchange exchange, FaultyAnswer answer) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.sendResponseHeaders(answer.status(), 0);
    OutputStream out = exchange.getResponseBody();
    for (int i = 1; i <= answer.events(); i++) {
      out.write(("data: {\"n\":" + i + "}\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      pause(answer.gap());
    }
    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
