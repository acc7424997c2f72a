package dev.sluice.bench.check;

import dev.sluice.bench.load.EventLoop;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** An HTTP/2 connection with many concurrent checks, which share writes. */
final class CheckConnection implements AutoCloseable {
  private static final String METHOD = "/envoy.service.auth.v3.Authorization/Check";
  private static final int OUT = 1 << 20;
  private static final int SPARE = 1 << 12;
  private static final int USUAL_WINDOW = 65_535;

  /** The size of the arrays by stream; it exceeds the number of open streams. */
  static final int STREAMS = 1 << 12;

  /** The length of the prefix that gRPC adds to each message. */
  private static final int PREFIX = 5;

  private static final byte STATUS_FIELD = 0x0a;
  private static final byte CODE_FIELD = 0x08;

  private static final byte SENT = 0;
  private static final byte ALLOWED = 1;
  private static final byte DENIED = 2;

  /** A listener for the result of each check. */
  interface Listener {
    void answered(int stream, boolean allowed);
  }

  private final Listener listener;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Http2FrameReader reader = new Http2FrameReader(this::frame);
  private final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private final byte[] states = new byte[STREAMS];
  private byte[] headers = Http2Frames.first(METHOD);
  private int next = 1;
  private int nextWritten = 1;
  private long window = USUAL_WINDOW;
  private int received;

  CheckConnection(EventLoop loop, int port, Listener listener) {
    this.listener = listener;
    try {
      channel = EventLoop.connect(port);
      key = loop.register(channel, SelectionKey.OP_READ, this::ready);
      Http2Frames.open(out);
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Queues an encoded check and returns its stream id. */
  int send(byte[] message) {
    int stream = next;
    next += 2;
    if (waiting.isEmpty() && fits(message)) {
      write(message);
    } else {
      waiting.add(message);
    }
    return stream;
  }

  /** Writes the queued checks, as far as the socket accepts them. */
  void flush() {
    out.flip();
    try {
      channel.write(out);
    } catch (IOException e) {
      throw new ProcessFailedException("a connection broke: " + e.getMessage(), e);
    }
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

  /** Returns whether the flow-control window and the buffer have room for a message. */
  private boolean fits(byte[] message) {
    return window >= message.length && out.remaining() >= message.length + SPARE;
  }

  private void write(byte[] message) {
    int stream = nextWritten;
    nextWritten += 2;
    window -= message.length;
    Http2Frames.header(out, headers.length, Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream);
    out.put(headers);
    headers = Http2Frames.known();
    Http2Frames.header(out, message.length, Http2Frames.DATA, Http2Frames.END_STREAM, stream);
    out.put(message);
  }

  private void ready(SelectionKey ready) throws IOException {
    if (ready.isReadable()) {
      if (channel.read(reader.buffer()) < 0) {
        throw new ProcessFailedException("the server closed the connection");
      }
      reader.read();
    }
    flush();
  }

  private void frame(int type, int flags, int stream, ByteBuffer payload) {
    switch (type) {
      case Http2Frames.DATA -> data(stream, payload);
      case Http2Frames.HEADERS -> ended(flags, stream);
      case Http2Frames.WINDOW_UPDATE -> widen(stream, payload.getInt());
      case Http2Frames.SETTINGS -> acknowledge(Http2Frames.SETTINGS, flags, new byte[0]);
      case Http2Frames.PING -> {
        byte[] opaque = new byte[payload.remaining()];
        payload.get(opaque);
        acknowledge(Http2Frames.PING, flags, opaque);
      }
      case Http2Frames.RST_STREAM -> throw new ProcessFailedException("a check failed");
      case Http2Frames.GOAWAY -> throw new ProcessFailedException("the server sent GOAWAY");
      default -> {
        // A client need not act on any other frame.
      }
    }
  }

  private void data(int stream, ByteBuffer payload) {
    received += payload.remaining();
    if (received > Http2Frames.WINDOW / 2) {
      Http2Frames.window(out, received);
      received = 0;
    }
    if (payload.hasRemaining()) {
      states[slot(stream)] = isAllowed(payload) ? ALLOWED : DENIED;
    }
  }

  private void ended(int flags, int stream) {
    if ((flags & Http2Frames.END_STREAM) != 0) {
      int slot = slot(stream);
      byte state = states[slot];
      states[slot] = SENT;
      if (state == SENT) {
        throw new ProcessFailedException("a check failed");
      }
      listener.answered(stream, state == ALLOWED);
    }
  }

  /** Returns an array index that is unique among the open streams. */
  static int slot(int stream) {
    return (stream >> 1) & (STREAMS - 1);
  }

  private void widen(int stream, int more) {
    if (stream == 0) {
      window += more;
      writeWaiting();
    }
  }

  private void acknowledge(int type, int flags, byte[] payload) {
    if ((flags & Http2Frames.ACK) == 0) {
      Http2Frames.header(out, payload.length, type, Http2Frames.ACK, 0);
      out.put(payload);
    }
  }

  /**
   * Returns whether a response allows the request. The status is the first field of a response, and
   * its code the first field of the status; protobuf omits either when it is empty or zero.
   */
  private static boolean isAllowed(ByteBuffer message) {
    int status = message.position() + PREFIX;
    if (status + 1 >= message.limit() || message.get(status) != STATUS_FIELD) {
      return true;
    }
    boolean empty = message.get(status + 1) == 0;
    return empty || message.get(status + 2) != CODE_FIELD || message.get(status + 3) == 0;
  }
}
