package dev.sluice.e2e.traffic.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** An upstream that counts requests and gives each the same response, which names the upstream. */
final class CountingUpstream implements AutoCloseable {
  private static final int BACKLOG = 100;

  private final String name;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong requests = new AtomicLong();
  private volatile int status = 200;
  private volatile Duration delay = Duration.ZERO;
  private volatile long lastNanos;

  CountingUpstream(String name) {
    this.name = name;
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  long requests() {
    return requests.get();
  }

  /** Returns the time of the last request, as of {@link System#nanoTime}. */
  long lastNanos() {
    return lastNanos;
  }

  CountingUpstream respondWith(int newStatus) {
    status = newStatus;
    return this;
  }

  CountingUpstream delayBy(Duration time) {
    delay = time;
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    lastNanos = System.nanoTime();
    requests.incrementAndGet();
    LockSupport.parkNanos(delay.toNanos());
    exchange.getResponseHeaders().set("x-upstream", name);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
