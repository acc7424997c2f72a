package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import dev.sluice.common.error.ErrorShape;
import dev.sluice.common.wire.WireWriter;
import dev.sluice.extproc.coding.AcceptedCodings;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.wire.Answer;
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
public final class Answers {
  /** The frames of a body around its bytes. */
  private static final int FRAMES = 64;

  private static final int USUAL_HEADERS = 128;

  private Answers() {}

  /** Lets headers go on, with changes: an encoded {@code HeaderMutation}, empty without any. */
  public static Answer headers(Direction direction, ByteString changes) {
    WireWriter out = new WireWriter(USUAL_HEADERS);
    int answer = out.begin(headersField(direction));
    if (!changes.isEmpty()) {
      int common = out.begin(HeadersResponse.RESPONSE_FIELD_NUMBER);
      out.bytes(CommonResponse.HEADER_MUTATION_FIELD_NUMBER, changes);
      out.end(common);
    }
    out.end(answer);
    return new Answer(out.bytes());
  }

  /** Sends bytes of a full-duplex body on; how they were cut need not be how they came. */
  public static Answer streamed(Direction direction, ByteString bytes, boolean last) {
    int end = last ? 2 : 0;
    int streamed = end + (bytes.isEmpty() ? 0 : WireWriter.sizeOf(bytes.size()));
    WireWriter out = new WireWriter(FRAMES);
    body(out, direction, WireWriter.sizeOf(streamed));
    out.begin(BodyMutation.STREAMED_RESPONSE_FIELD_NUMBER, streamed);
    if (last) {
      out.number(StreamedBodyResponse.END_OF_STREAM_FIELD_NUMBER, 1);
    }
    if (!bytes.isEmpty()) {
      out.begin(StreamedBodyResponse.BODY_FIELD_NUMBER, bytes.size());
    }
    return new Answer(out.bytes().concat(bytes));
  }

  /** Puts other bytes in the place of the one message that this answers. */
  public static Answer replaced(Direction direction, ByteString bytes) {
    WireWriter out = new WireWriter(FRAMES);
    if (bytes.isEmpty()) {
      body(out, direction, 2);
      out.number(BodyMutation.CLEAR_BODY_FIELD_NUMBER, 1);
    } else {
      body(out, direction, WireWriter.sizeOf(bytes.size()));
      out.begin(BodyMutation.BODY_FIELD_NUMBER, bytes.size());
    }
    return new Answer(out.bytes().concat(bytes));
  }

  /** Lets the one message that this answers go on as it came. */
  public static Answer unchanged(Direction direction) {
    return empty(bodyField(direction));
  }

  /** Lets trailers go on. */
  public static Answer trailers(Direction direction) {
    return empty(
        switch (direction) {
          case REQUEST -> ProcessingResponse.REQUEST_TRAILERS_FIELD_NUMBER;
          case RESPONSE -> ProcessingResponse.RESPONSE_TRAILERS_FIELD_NUMBER;
        });
  }

  /** Ends the exchange with an error of ours, in place of whatever the upstream says. */
  public static Answer refusal(ErrorCode code, int status, ErrorShape shape, String correlationId) {
    HeaderMutation.Builder headers =
        HeaderMutation.newBuilder()
            .addSetHeaders(HeaderChanges.set("content-type", shape.contentType()))
            .addSetHeaders(HeaderChanges.set("x-correlation-id", correlationId));
    if (status == 503) {
      headers.addSetHeaders(HeaderChanges.set("retry-after", "1"));
    }
    if (status == 415) {
      headers.addSetHeaders(HeaderChanges.set("accept-encoding", AcceptedCodings.ALL));
    }
    return new Answer(
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
  private static void body(WireWriter out, Direction direction, int mutation) {
    int common = WireWriter.sizeOf(mutation);
    out.begin(bodyField(direction), WireWriter.sizeOf(common));
    out.begin(BodyResponse.RESPONSE_FIELD_NUMBER, common);
    out.begin(CommonResponse.BODY_MUTATION_FIELD_NUMBER, mutation);
  }

  private static Answer empty(int field) {
    WireWriter out = new WireWriter(2);
    out.begin(field, 0);
    return new Answer(out.bytes());
  }

  private static int headersField(Direction direction) {
    return switch (direction) {
      case REQUEST -> ProcessingResponse.REQUEST_HEADERS_FIELD_NUMBER;
      case RESPONSE -> ProcessingResponse.RESPONSE_HEADERS_FIELD_NUMBER;
    };
  }

  private static int bodyField(Direction direction) {
    return switch (direction) {
      case REQUEST -> ProcessingResponse.REQUEST_BODY_FIELD_NUMBER;
      case RESPONSE -> ProcessingResponse.RESPONSE_BODY_FIELD_NUMBER;
    };
  }
}
