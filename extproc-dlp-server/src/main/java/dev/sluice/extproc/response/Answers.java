package dev.sluice.extproc.response;

import com.google.protobuf.ByteString;
import dev.sluice.common.error.ErrorShape;
import dev.sluice.extproc.coding.AcceptedCodings;
import dev.sluice.extproc.policy.Direction;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.TrailersResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import java.util.Locale;

/** Builds the messages that Envoy understands, one method per kind. */
public final class Answers {
  private Answers() {}

  /** Lets headers go on, changed. */
  public static ProcessingResponse.Builder headers(Direction direction, HeaderMutation changes) {
    HeadersResponse answer =
        changes.equals(HeaderMutation.getDefaultInstance())
            ? HeadersResponse.getDefaultInstance()
            : HeadersResponse.newBuilder()
                .setResponse(CommonResponse.newBuilder().setHeaderMutation(changes))
                .build();
    return switch (direction) {
      case REQUEST -> ProcessingResponse.newBuilder().setRequestHeaders(answer);
      case RESPONSE -> ProcessingResponse.newBuilder().setResponseHeaders(answer);
    };
  }

  /** Sends bytes of a full-duplex body on; how they were cut need not be how they came. */
  public static ProcessingResponse.Builder streamed(
      Direction direction, ByteString bytes, boolean last) {
    return body(
        direction,
        BodyMutation.newBuilder()
            .setStreamedResponse(
                StreamedBodyResponse.newBuilder().setBody(bytes).setEndOfStream(last)));
  }

  /** Puts other bytes in the place of the one message that this answers. */
  public static ProcessingResponse.Builder replaced(Direction direction, ByteString bytes) {
    return body(
        direction,
        bytes.isEmpty()
            ? BodyMutation.newBuilder().setClearBody(true)
            : BodyMutation.newBuilder().setBody(bytes));
  }

  /** Lets the one message that this answers go on as it came. */
  public static ProcessingResponse.Builder unchanged(Direction direction) {
    return switch (direction) {
      case REQUEST ->
          ProcessingResponse.newBuilder().setRequestBody(BodyResponse.getDefaultInstance());
      case RESPONSE ->
          ProcessingResponse.newBuilder().setResponseBody(BodyResponse.getDefaultInstance());
    };
  }

  /** Lets trailers go on. */
  public static ProcessingResponse.Builder trailers(Direction direction) {
    return switch (direction) {
      case REQUEST ->
          ProcessingResponse.newBuilder().setRequestTrailers(TrailersResponse.getDefaultInstance());
      case RESPONSE ->
          ProcessingResponse.newBuilder()
              .setResponseTrailers(TrailersResponse.getDefaultInstance());
    };
  }

  /** Ends the exchange with an error of ours, in place of whatever the upstream says. */
  public static ProcessingResponse.Builder refusal(
      ErrorCode code, int status, ErrorShape shape, String correlationId) {
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
    return ProcessingResponse.newBuilder()
        .setImmediateResponse(
            ImmediateResponse.newBuilder()
                .setStatus(HttpStatus.newBuilder().setCodeValue(status))
                .setHeaders(headers)
                .setBody(ByteString.copyFromUtf8(shape.body(code.text(status), correlationId)))
                .setDetails("sluice_" + code.name().toLowerCase(Locale.ROOT)));
  }

  private static ProcessingResponse.Builder body(
      Direction direction, BodyMutation.Builder mutation) {
    BodyResponse.Builder answer =
        BodyResponse.newBuilder()
            .setResponse(CommonResponse.newBuilder().setBodyMutation(mutation));
    return switch (direction) {
      case REQUEST -> ProcessingResponse.newBuilder().setRequestBody(answer);
      case RESPONSE -> ProcessingResponse.newBuilder().setResponseBody(answer);
    };
  }
}
