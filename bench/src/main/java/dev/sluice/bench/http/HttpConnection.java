package dev.sluice.bench.http;

import dev.sluice.bench.load.EventLoop;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** A non-blocking socket that parses what it receives and queues what it cannot send at once. */
final class HttpConnection implements AutoCloseable {
  private final EventLoop loop;
  private final SocketChannel channel;
  private final HttpMessageReader reader;
  private final Runnable closed;
  private final SelectionKey key;
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();

  /** Runs {@code closed} when the other side ends the connection. */
  HttpConnection(
      EventLoop loop, SocketChannel channel, HttpMessageReader.Handler handler, Runnable closed)
      throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.reader = new HttpMessageReader(handler);
    this.closed = closed;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.key = loop.register(channel, SelectionKey.OP_READ, this::ready);
  }

  void send(ByteBuffer bytes) {
    try {
      if (waiting.isEmpty()) {
        channel.write(bytes);
      }
      if (bytes.hasRemaining()) {
        waiting.add(bytes);
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      throw new ProcessFailedException("a connection broke: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey ready) throws IOException {
    if (ready.isWritable()) {
      flush();
    }
    if (ready.isReadable()) {
      ByteBuffer bytes = loop.buffer();
      if (channel.read(bytes) < 0) {
        channel.close();
        closed.run();
        return;
      }
      reader.read(bytes.flip());
    }
  }

  private void flush() throws IOException {
    for (ByteBuffer next = waiting.peek(); next != null; next = waiting.peek()) {
      channel.write(next);
      if (next.hasRemaining()) {
        return;
      }
      waiting.remove();
    }
    key.interestOps(SelectionKey.OP_READ);
  }
}
