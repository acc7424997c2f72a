package dev.sluice.e2e.traffic.backend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An upstream that answers with its name, and that a test can make slow, failing or silent. */
final class SwitchableUpstream implements AutoCloseable {
  private final String name;
  private final int port;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger checks = new AtomicInteger();
  private final AtomicReference<@Nullable String> lastTenant = new AtomicReference<>();
  private volatile CountDownLatch frozen = new CountDownLatch(0);
  private volatile int status = 200;
  private volatile Duration delay = Duration.ZERO;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  SwitchableUpstream(String name) {
    this.name = name;
    this.port = start(0);
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** Returns the number of requests, without health checks. */
  int requests() {
    return requests.get();
  }

  /** Returns the number of health checks. */
  int checks() {
    return checks.get();
  }

  /** Returns the tenant in the last request. */
  Optional<String> lastTenant() {
    return Optional.ofNullable(lastTenant.get());
  }

  void respondWith(int newStatus) {
    status = newStatus;
  }

  void slowDown(Duration newDelay) {
    delay = newDelay;
  }

  /** Accepts requests and answers none. */
  void freeze() {
    frozen = new CountDownLatch(1);
  }

  /** Answers again, also the waiting requests. */
  void thaw() {
    frozen.countDown();
  }

  /** Closes the port and all connections. */
  synchronized void kill() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }

  /** Opens the port again. */
  void revive() {
    start(port);
  }

  @Override
  public void close() {
    thaw();
    kill();
  }

  private synchronized int start(int wanted) {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 100);
      ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
      started.setExecutor(executor);
      started.createContext("/", this::serve);
      started.start();
      server = started;
      threads = executor;
      return started.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/healthz")) {
        checks.incrementAndGet();
      } else {
        requests.incrementAndGet();
        lastTenant.set(exchange.getRequestHeaders().getFirst("x-tenant-id"));
      }
      frozen.await();
      Thread.sleep(delay);
      byte[] body = name.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
