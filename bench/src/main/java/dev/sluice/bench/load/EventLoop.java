package dev.sluice.bench.load;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** A single-threaded loop that handles all sockets and timers of the bench. */
public final class EventLoop implements AutoCloseable {
  private static final long SILENCE = Duration.ofMinutes(3).toNanos();
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int BUFFER = 1 << 18;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));

  public EventLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A handler of a socket that is ready to read or write. */
  public interface Ready {
    void ready(SelectionKey key) throws IOException;
  }

  private record Timer(long due, Runnable action) {}

  /** Opens a connection to a port of this machine, which sends small messages at once. */
  public static SocketChannel connect(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  public SelectionKey register(SelectableChannel channel, int operations, Ready handler)
      throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, handler);
  }

  /** Returns an empty buffer; a handler may use it until the handler returns. */
  public ByteBuffer buffer() {
    return buffer.clear();
  }

  /** Runs the action at a time of {@link System#nanoTime}, or up to a millisecond later. */
  public void at(long nanoTime, Runnable action) {
    timers.add(new Timer(nanoTime, action));
  }

  /** Runs until the condition is true; fails if no socket is ready for three minutes. */
  public void runUntil(BooleanSupplier done) {
    long last = System.nanoTime();
    while (!done.getAsBoolean()) {
      int happened = select();
      long now = System.nanoTime();
      if (happened > 0) {
        last = now;
      } else if (now - last > SILENCE) {
        throw new ProcessFailedException("no response for 3 minutes");
      }
      while (!timers.isEmpty() && timers.element().due() - now <= 0) {
        timers.remove().action().run();
      }
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int select() {
    try {
      long wait = timers.isEmpty() ? SILENCE : timers.element().due() - System.nanoTime();
      return wait <= 0
          ? selector.selectNow(EventLoop::handle)
          : selector.select(EventLoop::handle, (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void handle(SelectionKey key) {
    try {
      ((Ready) key.attachment()).ready(key);
    } catch (IOException e) {
      throw new ProcessFailedException("a connection broke: " + e.getMessage(), e);
    }
  }
}
