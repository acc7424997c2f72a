package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A response to one of Envoy's ext_proc messages.
 *
 * @param bytes the encoded {@code ProcessingResponse}
 */
public record EncodedProcessingResponse(ByteString bytes) {

  /** Returns the same response preceded by fields that it does not have yet. */
  public EncodedProcessingResponse with(ByteString fields) {
    return fields.isEmpty() ? this : new EncodedProcessingResponse(fields.concat(bytes));
  }

  /** Returns a marshaller that passes the bytes to gRPC unchanged. */
  public static Marshaller<EncodedProcessingResponse> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(EncodedProcessingResponse answer) {
        return new Body(answer.bytes);
      }

      @Override
      public EncodedProcessingResponse parse(InputStream stream) {
        try (stream) {
          return new EncodedProcessingResponse(ByteString.readFrom(stream));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** Is written at once, and not through a buffer of gRPC's. */
  private static final class Body extends FilterInputStream implements KnownLength, Drainable {
    private final ByteString bytes;

    private Body(ByteString bytes) {
      super(bytes.newInput());
      this.bytes = bytes;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int left = available();
      ChunkBytes.of(
          bytes.substring(bytes.size() - left), (b, from, to) -> target.write(b, from, to - from));
      skipNBytes(left);
      return left;
    }
  }
}
