package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import dev.sluice.common.wire.EncodedMessageStream;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;

/**
 * An answer to one of Envoy's ext_proc messages.
 *
 * @param bytes the encoded {@code ProcessingResponse}
 */
public record EncodedProcessingResponse(ByteString bytes) {

  /** The same with fields before it that it does not have yet. */
  public EncodedProcessingResponse with(ByteString fields) {
    return fields.isEmpty() ? this : new EncodedProcessingResponse(fields.concat(bytes));
  }

  /** Gives gRPC the bytes as they are. */
  public static Marshaller<EncodedProcessingResponse> marshaller() {
    return new Marshaller<>() {
      @Override
      public InputStream stream(EncodedProcessingResponse answer) {
        return new EncodedMessageStream(answer.bytes);
      }

      @Override
      public EncodedProcessingResponse parse(InputStream stream) {
        return new EncodedProcessingResponse(EncodedMessageStream.readAll(stream));
      }
    };
  }
}
