package dev.sluice.quality.drill.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A proxy in front of a local server that can delay, freeze, cut and replace what it sends. */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int PIECE = 16 * 1024;
  private static final long STEP_NANOS = Duration.ofMillis(20).toNanos();
  private static final byte[] GARBAGE =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"keys\":"
          .getBytes(StandardCharsets.US_ASCII);

  private final int target;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean frozen;
  private volatile boolean refusing;
  private volatile boolean garbage;

  /** Starts a proxy for the server on a port of this machine. */
  public FaultProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("fault-proxy").start(this::run);
  }

  /** Returns the port for clients. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Delays every piece of an answer. */
  public void delay(Duration time) {
    delay = time;
  }

  /** Keeps all data back in both directions, or lets it pass again. */
  public void freeze(boolean on) {
    frozen = on;
  }

  /** Closes new connections at once, or lets them pass again. */
  public void refuse(boolean on) {
    refusing = on;
  }

  /** Answers with an incomplete document in place of the server. */
  public void answerGarbage(boolean on) {
    garbage = on;
  }

  /** Resets all connections. */
  public void cut() {
    sockets.forEach(FaultProxy::reset);
  }

  /** Ends every fault. */
  public void heal() {
    delay = Duration.ZERO;
    frozen = false;
    refusing = false;
    garbage = false;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }

  private void run() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    if (refusing) {
      reset(client);
      return;
    }
    try {
      client.setTcpNoDelay(true);
      if (garbage) {
        int _ = client.getInputStream().read(new byte[PIECE]);
        client.getOutputStream().write(GARBAGE);
        client.close();
        return;
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      server.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(server);
      Thread.ofVirtual().start(() -> copy(client, server, false));
      copy(server, client, true);
    } catch (IOException e) {
      reset(client);
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[PIECE];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (answers) {
          LockSupport.parkNanos(delay.toNanos());
        }
        while (frozen && !from.isClosed()) {
          LockSupport.parkNanos(STEP_NANOS);
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      reset(to);
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (SocketException e) {
      // Already closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
