package dev.sluice.bench.load;

import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Everything that happens on the sockets of this process, one thing after the other. */
public final class Loop implements AutoCloseable {
  private static final long SILENCE = Duration.ofMinutes(3).toNanos();
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int BUFFER = 1 << 18;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::due));

  public Loop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is done when a socket can be read or written. */
  public interface Ready {
    void ready(SelectionKey key) throws IOException;
  }

  private record Alarm(long due, Runnable action) {}

  public SelectionKey register(SelectableChannel channel, int operations, Ready handler)
      throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, handler);
  }

  /** Empty, to be used and forgotten before the handler returns. */
  ByteBuffer buffer() {
    return buffer.clear();
  }

  /** Runs the action at that time of the clock, or up to a millisecond later. */
  public void at(long nanoTime, Runnable action) {
    alarms.add(new Alarm(nanoTime, action));
  }

  /** Goes on until the condition holds; fails when nothing happens on any socket for long. */
  public void runUntil(BooleanSupplier done) {
    long last = System.nanoTime();
    while (!done.getAsBoolean()) {
      int happened = select();
      long now = System.nanoTime();
      if (happened > 0) {
        last = now;
      } else if (now - last > SILENCE) {
        throw new ProcessFailedException("nobody answered for 3 minutes");
      }
      while (!alarms.isEmpty() && alarms.element().due() - now <= 0) {
        alarms.remove().action().run();
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
      long wait = alarms.isEmpty() ? SILENCE : alarms.element().due() - System.nanoTime();
      return wait <= 0
          ? selector.selectNow(Loop::handle)
          : selector.select(Loop::handle, (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
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
