package dev.sluice.bench.load;

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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stand-in behind Envoy: it knows what each path is to be asked, and what it answers. */
public final class Upstream {
  private static final int BACKLOG = 512;

  private final Loop loop;
  private final ServerSocketChannel listener;
  private final Map<String, Service> services = new HashMap<>();
  private long answered;

  /** Listens on a free port of the loopback address. */
  public Upstream(Loop loop) throws IOException {
    this.loop = loop;
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    loop.register(listener, SelectionKey.OP_ACCEPT, key -> accept());
  }

  public int port() {
    return listener.socket().getLocalPort();
  }

  /** How many requests it has answered. */
  public long answered() {
    return answered;
  }

  /** How a request is answered once it has come as expected. */
  interface Answer {
    void begin(Connection to);
  }

  private record Service(Supplier<BodyCheck> request, Answer answer) {}

  void serve(String path, byte[] request, Answer answer) {
    services.put(path, new Service(() -> new BodyCheck("a request", request), answer));
  }

  void serve(Exchange exchange) {
    serve(exchange.path(), exchange.request(), to -> to.send(exchange.message()));
  }

  void forget(String path) {
    services.remove(path);
  }

  private void accept() throws IOException {
    for (SocketChannel next = listener.accept(); next != null; next = listener.accept()) {
      new Asked().open(next);
    }
  }

  private Service service(String head) {
    int from = head.indexOf(' ') + 1;
    String path = head.substring(from, head.indexOf(' ', from));
    Service service = services.get(path);
    if (service == null) {
      throw new ProcessFailedException("the upstream was asked for " + path);
    }
    return service;
  }

  /** One connection of Envoy. */
  private final class Asked implements MessageReader.Handler {
    private @Nullable Connection connection;
    private @Nullable Service service;
    private @Nullable BodyCheck body;

    void open(SocketChannel channel) throws IOException {
      connection = new Connection(loop, channel, this, () -> {});
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
        body.take(bytes);
      }
    }

    @Override
    public void end() {
      if (body != null && service != null && connection != null) {
        body.end();
        answered++;
        service.answer().begin(connection);
      }
    }
  }
}
