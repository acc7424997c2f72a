package dev.sluice.extauthz.response;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The answer to a check, as it goes over the wire: a {@code CheckResponse}. */
public final class EncodedCheckResponse {
  private final byte[] bytes;

  /** Of an encoded {@code CheckResponse}, which is not changed any more. */
  EncodedCheckResponse(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The encoded {@code CheckResponse}. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Gives gRPC the bytes as they are. */
  public static Marshaller<EncodedCheckResponse> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(EncodedCheckResponse answer) {
        return new ResponseInputStream(answer);
      }

      @Override
      public EncodedCheckResponse parse(InputStream stream) {
        try (stream) {
          return new EncodedCheckResponse(stream.readAllBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** Is written at once, and not through a buffer of gRPC's. */
  private static final class ResponseInputStream extends ByteArrayInputStream
      implements KnownLength, Drainable {
    private ResponseInputStream(EncodedCheckResponse answer) {
      super(answer.bytes);
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
