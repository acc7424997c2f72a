package dev.sluice.common.wire;

import com.google.protobuf.ByteString;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A stream over an encoded message that gRPC sends. gRPC drains it into its own buffers, so the
 * message is copied once and not through an intermediate buffer.
 */
public final class EncodedMessageStream extends InputStream implements KnownLength, Drainable {
  private final ByteString message;
  private int position;

  /** Creates a stream over all bytes of a message. */
  public EncodedMessageStream(ByteString message) {
    this.message = message;
  }

  /** Returns a marshaller of messages that are sent as the bytes they are. */
  public static Marshaller<ByteString> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(ByteString message) {
        return new EncodedMessageStream(message);
      }

      @Override
      public ByteString parse(InputStream stream) {
        return readAll(stream);
      }
    };
  }

  /** Reads and closes a received message. */
  public static ByteString readAll(InputStream stream) {
    try (stream) {
      return ByteString.readFrom(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int available() {
    return message.size() - position;
  }

  @Override
  public int read() {
    return available() == 0 ? -1 : message.byteAt(position++) & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    int count = Math.min(length, available());
    if (count == 0 && length > 0) {
      return -1;
    }
    message.substring(position, position + count).copyTo(target, from);
    position += count;
    return count;
  }

  @Override
  public int drainTo(OutputStream target) throws IOException {
    int count = available();
    ByteString rest = position == 0 ? message : message.substring(position);
    ChunkBytes.of(rest, (bytes, from, to) -> target.write(bytes, from, to - from));
    position = message.size();
    return count;
  }
}
