package dev.sluice.bench.xds;

import dev.sluice.bench.http.HttpMessageReader;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A keep-alive HTTP/1.1 connection to a gateway on this machine, for one request at a time, with
 * little overhead.
 */
final class GatewayConnection implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final int port;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private @Nullable SocketChannel channel;

  GatewayConnection(int port) {
    this.port = port;
  }

  /**
   * A response of the gateway.
   *
   * @param status 0 if the connection failed
   */
  record Reply(int status, String body, long receivedNanos) {
    static final int OK = 200;
    static final int NOT_FOUND = 404;

    /** Returns whether the upstream received the prefix. */
    boolean shows(String prefix) {
      return status == OK && body.contains(prefix);
    }
  }

  Reply get(BenchRoute route) {
    return get(route.host(), route.path());
  }

  /** Sends one request. Returns status 0 on a failure; the next request connects again. */
  Reply get(String host, String path) {
    try {
      SocketChannel open = channel == null ? EventLoop.connect(port) : channel;
      channel = open;
      String request = "GET " + path + " HTTP/1.1\r\nhost: " + host + "\r\n\r\n";
      open.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
      var response = new Response();
      var reader = new HttpMessageReader(response);
      while (!response.ended) {
        if (open.read(buffer.clear()) < 0) {
          throw new EOFException();
        }
        reader.read(buffer.flip());
      }
      long received = System.nanoTime();
      if (response.isLast()) {
        close();
      }
      return new Reply(response.status(), response.body.toString(), received);
    } catch (IOException | ProcessFailedException e) {
      close();
      return new Reply(0, "", System.nanoTime());
    }
  }

  @Override
  public void close() {
    SocketChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The parts of one response. */
  private static final class Response implements HttpMessageReader.Handler {
    private final StringBuilder body = new StringBuilder();
    private String head = "";
    private boolean ended;

    int status() {
      return Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** Returns whether the gateway closes the connection. */
    boolean isLast() {
      return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
    }

    @Override
    public void head(String text) {
      head = text;
    }

    @Override
    public void body(ByteBuffer bytes) {
      body.append(StandardCharsets.ISO_8859_1.decode(bytes));
    }

    @Override
    public void end() {
      ended = true;
    }
  }
}
