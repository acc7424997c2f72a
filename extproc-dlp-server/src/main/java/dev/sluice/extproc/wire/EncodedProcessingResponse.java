package dev.sluice.extproc.wire;

import com.google.protobuf.ByteString;
import dev.sluice.common.wire.EncodedMessageStream;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.InputStream;

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
        return new EncodedMessageStream(answer.bytes);
      }

      @Override
      public EncodedProcessingResponse parse(InputStream stream) {
        return new EncodedProcessingResponse(EncodedMessageStream.readAll(stream));
      }
    };
  }
}
