package dev.sluice.common.testkit;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A connection of one client through a proxy, which can be cut or frozen. */
public final class ProxiedLink {
  private static final int PIECE = 16 * 1024;
  private static final int PIECES = 1024;
  private static final int FIRST_WORDS = 8 * 1024;

  private final Socket client;
  private final Socket server;
  private final Supplier<Duration> delay;
  private final BlockingQueue<Piece> answers = new ArrayBlockingQueue<>(PIECES);
  private final ByteArrayOutputStream firstWords = new ByteArrayOutputStream();
  private final AtomicLong untilCut = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean frozen;
  private volatile boolean broken;

  private ProxiedLink(Socket client, Socket server, Supplier<Duration> delay) {
    this.client = client;
    this.server = server;
    this.delay = delay;
  }

  private record Piece(ByteString bytes, long due) {}

  private interface Step {
    void run() throws InterruptedException;
  }

  static ProxiedLink start(Socket client, Socket server, Supplier<Duration> delay)
      throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    ProxiedLink link = new ProxiedLink(client, server, delay);
    begin(link::requests);
    begin(link::answers);
    begin(link::deliver);
    return link;
  }

  boolean said(String words) {
    return firstWords.toString(StandardCharsets.ISO_8859_1).contains(words);
  }

  public boolean open() {
    return !client.isClosed() && !frozen && !broken;
  }

  /** Discards all data in both directions without informing either side. */
  public void freeze() {
    frozen = true;
  }

  /** Resets the connections to both sides. */
  public void cut() {
    reset(client);
    reset(server);
  }

  /** Cuts the connection after so many more bytes of responses. */
  public void cutAfter(long bytes) {
    untilCut.set(bytes);
  }

  private void requests() {
    byte[] buffer = new byte[PIECE];
    try {
      for (int n = read(client, buffer); n >= 0; n = read(client, buffer)) {
        firstWords.write(buffer, 0, Math.min(n, FIRST_WORDS - firstWords.size()));
        if (!frozen) {
          server.getOutputStream().write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      broken = true;
    }
    end();
  }

  private void answers() throws InterruptedException {
    byte[] buffer = new byte[PIECE];
    try {
      for (int n = read(server, buffer); n >= 0; n = read(server, buffer)) {
        long due = System.nanoTime() + delay.get().toNanos();
        answers.put(new Piece(ByteString.copyFrom(buffer, 0, n), due));
      }
    } catch (IOException e) {
      broken = true;
    }
    // The cut must follow the data that is still to be delivered.
    answers.put(new Piece(ByteString.EMPTY, System.nanoTime()));
  }

  private void deliver() throws InterruptedException {
    try {
      for (Piece piece = answers.take(); !piece.bytes.isEmpty(); piece = answers.take()) {
        TimeUnit.NANOSECONDS.sleep(piece.due - System.nanoTime());
        long left = untilCut.get();
        int passed = Math.toIntExact(Math.min(piece.bytes.size(), left));
        if (!frozen) {
          piece.bytes.substring(0, passed).writeTo(client.getOutputStream());
        }
        if (left != Long.MAX_VALUE && untilCut.addAndGet(-passed) <= 0) {
          cut();
          return;
        }
      }
    } catch (IOException e) {
      broken = true;
    }
    end();
  }

  private static int read(Socket socket, byte[] buffer) throws IOException {
    return socket.getInputStream().read(buffer);
  }

  private static void begin(Step step) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            step.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void end() {
    if (!frozen) {
      close(client);
      close(server);
    }
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // Already closed.
      return;
    }
    close(socket);
  }
}
