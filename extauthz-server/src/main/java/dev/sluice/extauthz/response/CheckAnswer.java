package dev.sluice.extauthz.response;

import dev.sluice.common.wire.WireWriter;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The answer to a check, as it goes over the wire: a {@code CheckResponse}. */
public final class CheckAnswer {
  private final byte[] bytes;
  private final int size;

  private CheckAnswer(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  /** What was written, to which nothing is added any more. */
  static CheckAnswer of(WireWriter written) {
    return new CheckAnswer(written.array(), written.size());
  }

  /** The encoded {@code CheckResponse}. */
  public byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Gives gRPC the bytes as they are. */
  public static Marshaller<CheckAnswer> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(CheckAnswer answer) {
        return new Body(answer);
      }

      @Override
      public CheckAnswer parse(InputStream stream) {
        try (stream) {
          byte[] bytes = stream.readAllBytes();
          return new CheckAnswer(bytes, bytes.length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** Is written at once, and not through a buffer of gRPC's. */
  private static final class Body extends ByteArrayInputStream implements KnownLength, Drainable {
    private Body(CheckAnswer answer) {
      super(answer.bytes, 0, answer.size);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int length = available();
      target.write(buf, pos, length);
      pos = count;
      return length;
    }
  }
}
