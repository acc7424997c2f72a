package dev.sluice.bench.http;

import dev.sluice.bench.load.EventLoop;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A keep-alive connection to a listener of Envoy that sends one request at a time. */
final class HttpCaller implements AutoCloseable, HttpMessageReader.Handler {
  private static final String OK = "HTTP/1.1 200 ";

  /** A listener for the response to a request. */
  interface Listener {
    /** Reports the total length of the body received so far. */
    default void received(int bytes, long now) {}

    void done(long now);
  }

  private record PendingRequest(BodyComparison body, Listener listener) {}

  private final HttpConnection connection;
  private @Nullable PendingRequest pending;

  HttpCaller(EventLoop loop, int port) {
    try {
      connection = new HttpConnection(loop, EventLoop.connect(port), this, this::closed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request and expects the given response body. */
  void send(ByteBuffer request, byte[] response, Listener listener) {
    pending = new PendingRequest(new BodyComparison("a response", response), listener);
    connection.send(request);
  }

  @Override
  public void head(String head) {
    if (!head.startsWith(OK)) {
      throw new ProcessFailedException("a response was " + head.lines().findFirst().orElse(""));
    }
  }

  @Override
  public void body(ByteBuffer bytes) {
    long now = System.nanoTime();
    PendingRequest request = current();
    request.body().add(bytes);
    request.listener().received(request.body().length(), now);
  }

  @Override
  public void end() {
    long now = System.nanoTime();
    PendingRequest request = current();
    request.body().end();
    pending = null;
    request.listener().done(now);
  }

  @Override
  public void close() {
    pending = null;
    connection.close();
  }

  private PendingRequest current() {
    PendingRequest request = pending;
    if (request == null) {
      throw new ProcessFailedException("a response without a request");
    }
    return request;
  }

  private void closed() {
    if (pending != null) {
      throw new ProcessFailedException("Envoy closed a connection before the end of a response");
    }
  }
}
