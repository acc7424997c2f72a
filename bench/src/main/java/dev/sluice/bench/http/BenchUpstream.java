package dev.sluice.bench.http;

import dev.sluice.bench.load.EventLoop;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An upstream behind Envoy that compares each request with the expected one and responds. */
public final class BenchUpstream {
  private static final int BACKLOG = 512;

  private final EventLoop loop;
  private final ServerSocketChannel listener;
  private final Map<String, Service> services = new HashMap<>();
  private long answered;

  /** Creates an upstream on a free port of the loopback address. */
  public BenchUpstream(EventLoop loop) throws IOException {
    this.loop = loop;
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    loop.register(listener, SelectionKey.OP_ACCEPT, key -> accept());
  }

  public int port() {
    return listener.socket().getLocalPort();
  }

  /** Returns the number of answered requests. */
  public long answered() {
    return answered;
  }

  private record Service(Supplier<BodyComparison> request, Consumer<HttpConnection> responder) {}

  /** Serves a path; {@code responder} writes the response to each request. */
  void serve(String path, byte[] request, Consumer<HttpConnection> responder) {
    services.put(path, new Service(() -> new BodyComparison("a request", request), responder));
  }

  /** Serves the response of an exchange at its path. */
  public void serve(ExpectedExchange exchange) {
    serve(exchange.path(), exchange.request(), to -> to.send(exchange.message()));
  }

  void forget(String path) {
    services.remove(path);
  }

  private void accept() throws IOException {
    for (SocketChannel next = listener.accept(); next != null; next = listener.accept()) {
      new Accepted().open(next);
    }
  }

  private Service service(String head) {
    int from = head.indexOf(' ') + 1;
    String path = head.substring(from, head.indexOf(' ', from));
    Service service = services.get(path);
    if (service == null) {
      throw new ProcessFailedException("the upstream got a request for " + path);
    }
    return service;
  }

  /** A connection that Envoy opened. */
  private final class Accepted implements HttpMessageReader.Handler {
    private @Nullable HttpConnection connection;
    private @Nullable Service service;
    private @Nullable BodyComparison body;

    void open(SocketChannel channel) throws IOException {
      connection = new HttpConnection(loop, channel, this, () -> {});
    }

    @Override
    public void head(String head) {
      Service asked = service(head);
      service = asked;
      body = asked.request().get();
    }

    @Override
    public void body(ByteBuffer bytes) {
      if (body != null) {
        body.add(bytes);
      }
    }

    @Override
    public void end() {
      if (body != null && service != null && connection != null) {
        body.end();
        answered++;
        service.responder().accept(connection);
      }
    }
  }
}
