package dev.sluice.e2e.traffic.listener;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.SocketServer;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of the buffers of connections: how much a backend can send to a slow client. */
@ExtendWith(TestEnvironmentExtension.class)
final class ListenerBufferIT {
  private static final int MIB = 1 << 20;
  private static final int SOCKET_BYTES = 1 << 16;

  /** More than the sockets and a small buffer take, and less than a large buffer. */
  private static final long BOUND = 24 * MIB;

  private final TestEnvironment sluice;

  ListenerBufferIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void bufferKb_slowReader_stopsTheSender() throws IOException {
    try (EndlessServer few = new EndlessServer();
        EndlessServer many = new EndlessServer();
        ListenerRows rows = new ListenerRows(sluice, "tcp-buffer")) {
      String columns = "protocol, backend_id, buffer_kb";
      int small = rows.add("small", columns, values(rows, "buffer-small", few, 64));
      int large = rows.add("large", columns, values(rows, "buffer-large", many, 32 << 10));
      ListenerRows.await("open", () -> open(small));
      ListenerRows.await("open", () -> open(large));
      try (Socket _ = connect(small);
          Socket _ = connect(large)) {
        ConditionWait.awaitTrue(
            "the large buffer is filled", ControlPlaneState.LIMIT, () -> many.sent() > BOUND);
        long sent = few.awaitStop();
        System.out.printf("slow client: buffer_kb 64: %d KiB sent%n", sent >> 10);
        assertTrue(sent < BOUND, () -> sent + " bytes");
      }
    }
  }

  private static String values(ListenerRows rows, String backend, EndlessServer to, int kb) {
    return "'TCP', " + rows.addBackend(backend, to.port()) + ", " + kb;
  }

  private static String open(int port) throws IOException {
    try (Socket _ = connect(port)) {
      return "open";
    }
  }

  /** Connects and reads one byte. */
  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SOCKET_BYTES);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    if (socket.getInputStream().read() < 0) {
      socket.close();
      throw new IOException("closed");
    }
    return socket;
  }

  /** A server that sends as much as a connection takes. */
  private static final class EndlessServer implements AutoCloseable {
    private final SocketServer server = new SocketServer(this::send);
    private volatile AtomicLong last = new AtomicLong();

    int port() {
      return server.port();
    }

    /** Returns the number of bytes that the last connection has taken. */
    long sent() {
      return last.get();
    }

    /** Waits until the last connection takes nothing for half a second. */
    long awaitStop() {
      long[] seen = {-1, 0};
      ConditionWait.awaitTrue(
          "the sender waits",
          ControlPlaneState.LIMIT,
          () -> {
            long now = sent();
            seen[1] = now == seen[0] ? seen[1] + 1 : 0;
            seen[0] = now;
            return seen[1] > 25;
          });
      return seen[0];
    }

    private void send(Socket connection) throws IOException {
      AtomicLong sent = new AtomicLong();
      last = sent;
      connection.setSendBufferSize(SOCKET_BYTES);
      byte[] bytes = new byte[SOCKET_BYTES];
      while (!connection.isClosed()) {
        connection.getOutputStream().write(bytes);
        sent.addAndGet(bytes.length);
      }
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
