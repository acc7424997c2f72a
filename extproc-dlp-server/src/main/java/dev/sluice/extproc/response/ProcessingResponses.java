package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import dev.sluice.common.error.ErrorFormat;
import dev.sluice.common.wire.ProtobufWriter;
import dev.sluice.extproc.coding.AcceptEncoding;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import java.util.Locale;

/** Writes the messages that Envoy understands, one method per kind. */
public final class ProcessingResponses {
  /** The frames of a body around its bytes. */
  private static final int FRAMES = 64;

  private static final int USUAL_HEADERS = 128;

  private ProcessingResponses() {}

  /** Lets headers go on, with changes: an encoded {@code HeaderMutation}, empty without any. */
  public static EncodedProcessingResponse headers(BodyDirection direction, ByteString changes) {
    ProtobufWriter out = new ProtobufWriter(USUAL_HEADERS);
    int answer = out.begin(headersField(direction));
    if (!changes.isEmpty()) {
      int common = out.begin(HeadersResponse.RESPONSE_FIELD_NUMBER);
      out.bytes(CommonResponse.HEADER_MUTATION_FIELD_NUMBER, changes);
      out.end(common);
    }
    out.end(answer);
    return new EncodedProcessingResponse(out.bytes());
  }

  /** Sends bytes of a full-duplex body on; how they were cut need not be how they came. */
  public static EncodedProcessingResponse streamedBody(
      BodyDirection direction, ByteString bytes, boolean last) {
    int end = last ? 2 : 0;
    int streamed = end + (bytes.isEmpty() ? 0 : ProtobufWriter.sizeOf(bytes.size()));
    ProtobufWriter out = new ProtobufWriter(FRAMES);
    body(out, direction, ProtobufWriter.sizeOf(streamed));
    out.begin(BodyMutation.STREAMED_RESPONSE_FIELD_NUMBER, streamed);
    if (last) {
      out.number(StreamedBodyResponse.END_OF_STREAM_FIELD_NUMBER, 1);
    }
    if (!bytes.isEmpty()) {
      out.begin(StreamedBodyResponse.BODY_FIELD_NUMBER, bytes.size());
    }
    return new EncodedProcessingResponse(out.bytes().concat(bytes));
  }

  /** Puts other bytes in the place of the one message that this answers. */
  public static EncodedProcessingResponse replacedBody(BodyDirection direction, ByteString bytes) {
    ProtobufWriter out = new ProtobufWriter(FRAMES);
    if (bytes.isEmpty()) {
      body(out, direction, 2);
      out.number(BodyMutation.CLEAR_BODY_FIELD_NUMBER, 1);
    } else {
      body(out, direction, ProtobufWriter.sizeOf(bytes.size()));
      out.begin(BodyMutation.BODY_FIELD_NUMBER, bytes.size());
    }
    return new EncodedProcessingResponse(out.bytes().concat(bytes));
  }

  /** Lets the one message that this answers go on as it came. */
  public static EncodedProcessingResponse unchangedBody(BodyDirection direction) {
    return empty(bodyField(direction));
  }

  /** Lets trailers go on. */
  public static EncodedProcessingResponse trailers(BodyDirection direction) {
    return empty(
        switch (direction) {
          case REQUEST -> ProcessingResponse.REQUEST_TRAILERS_FIELD_NUMBER;
          case RESPONSE -> ProcessingResponse.RESPONSE_TRAILERS_FIELD_NUMBER;
        });
  }

  /** Ends the exchange with an error of ours, in place of whatever the upstream says. */
  public static EncodedProcessingResponse immediateResponse(
      DlpErrorCode code, int status, ErrorFormat shape, String correlationId) {
    HeaderMutation.Builder headers =
        HeaderMutation.newBuilder()
            .addSetHeaders(HeaderMutationBuilder.set("content-type", shape.contentType()))
            .addSetHeaders(HeaderMutationBuilder.set("x-correlation-id", correlationId));
    if (status == 503) {
      headers.addSetHeaders(HeaderMutationBuilder.set("retry-after", "1"));
    }
    if (status == 415) {
      headers.addSetHeaders(HeaderMutationBuilder.set("accept-encoding", AcceptEncoding.ALL));
    }
    return new EncodedProcessingResponse(
        ProcessingResponse.newBuilder()
            .setImmediateResponse(
                ImmediateResponse.newBuilder()
                    .setStatus(HttpStatus.newBuilder().setCodeValue(status))
                    .setHeaders(headers)
                    .setBody(ByteString.copyFromUtf8(shape.body(code.text(status), correlationId)))
                    .setDetails("sluice_" + code.name().toLowerCase(Locale.ROOT)))
            .build()
            .toByteString());
  }

  /** Begins an answer whose change of the body has so many bytes, which are written next. */
  private static void body(ProtobufWriter out, BodyDirection direction, int mutation) {
    int common = ProtobufWriter.sizeOf(mutation);
    out.begin(bodyField(direction), ProtobufWriter.sizeOf(common));
    out.begin(BodyResponse.RESPONSE_FIELD_NUMBER, common);
    out.begin(CommonResponse.BODY_MUTATION_FIELD_NUMBER, mutation);
  }

  private static EncodedProcessingResponse empty(int field) {
    ProtobufWriter out = new ProtobufWriter(2);
    out.begin(field, 0);
    return new EncodedProcessingResponse(out.bytes());
  }

  private static int headersField(BodyDirection direction) {
    return switch (direction) {
      case REQUEST -> ProcessingResponse.REQUEST_HEADERS_FIELD_NUMBER;
      case RESPONSE -> ProcessingResponse.RESPONSE_HEADERS_FIELD_NUMBER;
    };
  }

  private static int bodyField(BodyDirection direction) {
    return switch (direction) {
      case REQUEST -> ProcessingResponse.REQUEST_BODY_FIELD_NUMBER;
      case RESPONSE -> ProcessingResponse.RESPONSE_BODY_FIELD_NUMBER;
    };
  }
}
