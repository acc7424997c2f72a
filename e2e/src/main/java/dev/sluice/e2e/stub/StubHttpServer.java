package dev.sluice.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server that can be stopped and started again. */
final class StubHttpServer implements AutoCloseable {

  static {
    // By default, the JDK's server waits for acknowledgements between events and drops pooled
    // connections.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "3600");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
  }

  /** A handler of HTTP exchanges. */
  interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private final InetSocketAddress address;
  private final Handler handler;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  /** Creates a server on a loopback port. */
  StubHttpServer(int port, Handler handler) {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), handler);
  }

  StubHttpServer(InetSocketAddress address, Handler handler) {
    this.address = address;
    this.handler = handler;
  }

  synchronized void start() {
    try {
      HttpServer started = HttpServer.create(address, 0);
      ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
      started.setExecutor(executor);
      started.createContext("/", this::serve);
      started.start();
      server = started;
      threads = executor;
    } catch (IOException e) {
      throw new UncheckedIOException(address.toString(), e);
    }
  }

  /** Closes the port and every connection. */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }

  // For a stub, a disconnected client or a cut stream is a normal end.
  private void serve(HttpExchange exchange) {
    try (exchange) {
      handler.handle(exchange);
    } catch (IOException e) {
      Thread.currentThread().setName("gone");
    }
  }
}
