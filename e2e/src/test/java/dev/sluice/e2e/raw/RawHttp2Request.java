package dev.sluice.e2e.raw;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request over HTTP/2 with an arbitrary header block. */
public final class RawHttp2Request {
  private static final int LIMIT_MILLIS = 30_000;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int STREAM = 1;

  private RawHttp2Request() {}

  /** A line of a header block; each character is one byte. */
  public record Line(String name, String value) {}

  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  private record Frame(int type, int flags, byte[] payload) {}

  /** Sends the request. Returns the status of the response, {@code reset} or {@code closed}. */
  public static String send(int port, List<Line> lines, String body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      write(out, SETTINGS, 0, 0, new byte[0]);
      write(out, HEADERS, END_HEADERS | (body.isEmpty() ? END_STREAM : 0), STREAM, block(lines));
      if (!body.isEmpty()) {
        write(out, DATA, END_STREAM, STREAM, body.getBytes(StandardCharsets.ISO_8859_1));
      }
      out.flush();
      return outcome(new DataInputStream(socket.getInputStream()), out);
    } catch (IOException e) {
      return "closed";
    }
  }

  private static String outcome(DataInputStream in, OutputStream out) throws IOException {
    while (true) {
      Frame frame = read(in);
      switch (frame.type()) {
        case HEADERS -> {
          return status(frame.payload());
        }
        case RST_STREAM -> {
          return "reset";
        }
        case GOAWAY -> {
          return "closed";
        }
        case SETTINGS -> {
          if (frame.flags() == 0) {
            write(out, SETTINGS, 1, 0, new byte[0]);
          }
        }
        default -> {
          // Window updates, pings and other frames are ignored.
        }
      }
    }
  }

  private static String status(byte[] block) {
    ByteBuf buffer = Unpooled.wrappedBuffer(block);
    try {
      return new DefaultHttp2HeadersDecoder(false)
          .decodeHeaders(STREAM, buffer)
          .status()
          .toString();
    } catch (Http2Exception e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static Frame read(DataInputStream in) throws IOException {
    int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    in.readInt();
    return new Frame(type, flags, in.readNBytes(length));
  }

  private static void write(OutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    int length = payload.length;
    out.write(new byte[] {(byte) (length >> 16), (byte) (length >> 8), (byte) length});
    out.write(new byte[] {(byte) type, (byte) flags, 0, 0, 0, (byte) stream});
    out.write(payload);
  }

  /** Encodes every line as a literal without indexing (RFC 7541, 6.2.2). */
  private static byte[] block(List<Line> lines) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Line line : lines) {
      block.write(0);
      text(block, line.name());
      text(block, line.value());
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int left = bytes.length;
    block.write(Math.min(left, 127));
    if (left >= 127) {
      for (left -= 127; left >= 128; left >>= 7) {
        block.write((left & 127) | 128);
      }
      block.write(left);
    }
    block.writeBytes(bytes);
  }
}
