package dev.sluice.common.token.jwks;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A JWKS endpoint on a free loopback port, whose responses a test can set, delay and count. */
public final class TestJwksServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile String document;
  private volatile String lastPath = "";
  private volatile String lastBody = "";
  private volatile Headers lastHeaders = new Headers();
  private volatile int status = 200;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** Starts to serve the document. */
  public TestJwksServer(String first) {
    document = first;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          lastPath = exchange.getRequestURI().getPath();
          lastHeaders = exchange.getRequestHeaders();
          lastBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          pass();
          byte[] body = document.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  private void pass() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the address of the document. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
  }

  /** Returns the path of the last request. */
  String lastPath() {
    return lastPath;
  }

  /** Returns the body of the last request. */
  public String lastBody() {
    return lastBody;
  }

  /** Returns a header of the last request, which must have it once. */
  public String lastHeader(String name) {
    return String.join(",", lastHeaders.get(name));
  }

  /** Sets the response. */
  public void answer(int newStatus, String newDocument) {
    document = newDocument;
    status = newStatus;
  }

  /** Delays responses until {@link #release}. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  /** Sends the delayed responses. */
  public void release() {
    gate.countDown();
  }

  /** Returns the number of requests. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
