package dev.sluice.bench.load;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One kept-alive connection to a listener of Envoy, with one request at a time on it. */
final class Caller implements AutoCloseable, MessageReader.Handler {
  private static final String OK = "HTTP/1.1 200 ";

  /** What is told of an answer. */
  interface Listener {
    /** So many bytes of the body have come in all. */
    default void received(int bytes, long now) {}

    void done(long now);
  }

  private record Pending(BodyCheck body, Listener listener) {}

  private final Connection connection;
  private @Nullable Pending pending;

  Caller(Loop loop, int port) {
    try {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      connection = new Connection(loop, channel, this, this::closed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a request whose answer must have that body. */
  void ask(ByteBuffer request, byte[] answer, Listener listener) {
    pending = new Pending(new BodyCheck("an answer", answer), listener);
    connection.send(request);
  }

  @Override
  public void head(String head) {
    if (!head.startsWith(OK)) {
      throw new ProcessFailedException("an answer was " + head.lines().findFirst().orElse(""));
    }
  }

  @Override
  public void body(ByteBuffer bytes) {
    long now = System.nanoTime();
    Pending asked = asked();
    asked.body().take(bytes);
    asked.listener().received(asked.body().length(), now);
  }

  @Override
  public void end() {
    long now = System.nanoTime();
    Pending asked = asked();
    asked.body().end();
    pending = null;
    asked.listener().done(now);
  }

  @Override
  public void close() {
    pending = null;
    connection.close();
  }

  private Pending asked() {
    Pending asked = pending;
    if (asked == null) {
      throw new ProcessFailedException("an answer came that nobody asked for");
    }
    return asked;
  }

  private void closed() {
    if (pending != null) {
      throw new ProcessFailedException("Envoy cut an answer off");
    }
  }
}
