package dev.sluice.bench.check.load;

import dev.sluice.bench.load.Loop;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** One HTTP/2 connection with many checks at a time on it; what is asked together goes together. */
final class CheckConnection implements AutoCloseable {
  private static final String METHOD = "/envoy.service.auth.v3.Authorization/Check";
  private static final int OUT = 1 << 20;
  private static final int SPARE = 1 << 12;
  private static final int USUAL_WINDOW = 65_535;

  /** More than are ever open at a time. */
  private static final int STREAMS = 1 << 12;

  private static final byte ASKED = 0;
  private static final byte ALLOWED = 1;
  private static final byte DENIED = 2;

  /** What is told of each check; without another word, one that fails ends everything. */
  interface Listener {
    void answered(int stream, boolean allowed);

    /** The server could not answer this one. */
    default void failed(int stream) {
      throw new ProcessFailedException("the server failed at a check");
    }

    /** Nothing more comes on the connection. */
    default void lost(String why) {
      throw new ProcessFailedException(why);
    }
  }

  private final Listener listener;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final FrameReader reader = new FrameReader(this::frame);
  private final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private final byte[] states = new byte[STREAMS];
  private byte[] headers = Preface.first(METHOD);
  private int next = 1;
  private int nextWritten = 1;
  private long window = USUAL_WINDOW;
  private int received;

  CheckConnection(Loop loop, int port, Listener listener) {
    this.listener = listener;
    try {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = loop.register(channel, SelectionKey.OP_READ, this::ready);
      Preface.open(out);
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks with an encoded message, as soon as what has come so far is read; the stream's number. */
  int ask(byte[] message) {
    int stream = next;
    next += 2;
    if (waiting.isEmpty() && fits(message)) {
      write(message);
    } else {
      waiting.add(message);
    }
    return stream;
  }

  /** Sends what was asked, as far as the socket takes it. */
  void flush() throws IOException {
    out.flip();
    channel.write(out);
    out.compact();
    writeWaiting();
    key.interestOps(
        out.position() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeWaiting() {
    while (!waiting.isEmpty() && fits(waiting.element())) {
      write(waiting.remove());
    }
  }

  /** Whether the server and the buffer have room for it, and the buffer for what else is sent. */
  private boolean fits(byte[] message) {
    return window >= message.length && out.remaining() >= message.length + SPARE;
  }

  private void write(byte[] message) {
    int stream = nextWritten;
    nextWritten += 2;
    window -= message.length;
    Frames.header(out, headers.length, Frames.HEADERS, Frames.END_HEADERS, stream);
    out.put(headers);
    headers = Preface.known();
    Frames.header(out, message.length, Frames.DATA, Frames.END_STREAM, stream);
    out.put(message);
  }

  private void ready(SelectionKey ready) {
    try {
      if (ready.isReadable()) {
        if (channel.read(reader.buffer()) < 0) {
          listener.lost("the server closed the connection");
          return;
        }
        reader.read();
      }
      if (channel.isOpen()) {
        flush();
      }
    } catch (IOException e) {
      listener.lost("a connection broke: " + e.getMessage());
    }
  }

  private void frame(int type, int flags, int stream, ByteBuffer payload) {
    switch (type) {
      case Frames.DATA -> data(stream, payload);
      case Frames.HEADERS -> ended(flags, stream);
      case Frames.WINDOW_UPDATE -> widen(stream, payload.getInt());
      case Frames.SETTINGS -> acknowledge(Frames.SETTINGS, flags, new byte[0]);
      case Frames.PING -> {
        byte[] opaque = new byte[payload.remaining()];
        payload.get(opaque);
        acknowledge(Frames.PING, flags, opaque);
      }
      case Frames.RST_STREAM -> {
        states[slot(stream)] = ASKED;
        listener.failed(stream);
      }
      case Frames.GOAWAY -> listener.lost("the server gave up its checks");
      default -> {
        // Nothing else asks a client to do anything.
      }
    }
  }

  private void data(int stream, ByteBuffer payload) {
    received += payload.remaining();
    if (received > Preface.WINDOW / 2) {
      Preface.window(out, received);
      received = 0;
    }
    if (payload.hasRemaining()) {
      states[slot(stream)] = Verdict.allows(payload) ? ALLOWED : DENIED;
    }
  }

  private void ended(int flags, int stream) {
    if ((flags & Frames.END_STREAM) != 0) {
      int slot = slot(stream);
      byte state = states[slot];
      states[slot] = ASKED;
      if (state == ASKED) {
        listener.failed(stream);
      } else {
        listener.answered(stream, state == ALLOWED);
      }
    }
  }

  /** A place that no other open stream has. */
  static int slot(int stream) {
    return (stream >> 1) & (STREAMS - 1);
  }

  static int slots() {
    return STREAMS;
  }

  private void widen(int stream, int more) {
    if (stream == 0) {
      window += more;
      writeWaiting();
    }
  }

  private void acknowledge(int type, int flags, byte[] payload) {
    if ((flags & Frames.ACK) == 0) {
      Frames.header(out, payload.length, type, Frames.ACK, 0);
      out.put(payload);
    }
  }
}
