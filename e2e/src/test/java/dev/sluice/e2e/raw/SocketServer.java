package dev.sluice.e2e.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of TCP with one thread for each connection. */
public final class SocketServer implements AutoCloseable {
  private static final int BACKLOG = 100;

  private final ServerSocket socket;
  private final Handler handler;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** A handler of a connection, which is closed when it returns or throws. */
  @FunctionalInterface
  public interface Handler {
    void handle(Socket connection) throws IOException;
  }

  /** Starts a server of plain TCP. */
  public SocketServer(Handler handler) {
    this(open(), handler);
  }

  /** Starts a server with an open socket. */
  public SocketServer(ServerSocket socket, Handler handler) {
    this.socket = socket;
    this.handler = handler;
    threads.execute(this::accept);
  }

  private static ServerSocket open() {
    try {
      return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> handle(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void handle(Socket connection) {
    try (connection) {
      handler.handle(connection);
    } catch (IOException e) {
      // The client disconnected, as some tests do.
    }
  }
}
