package dev.sluice.bench.extproc;

import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.TrailersResponse;

/** The responses that leave a message unchanged. */
final class NoopProcessorResponses {
  private static final ProcessingResponse REQUEST_HEADERS =
      ProcessingResponse.newBuilder()
          .setRequestHeaders(HeadersResponse.getDefaultInstance())
          .build();
  private static final ProcessingResponse RESPONSE_HEADERS =
      ProcessingResponse.newBuilder()
          .setResponseHeaders(HeadersResponse.getDefaultInstance())
          .build();
  private static final ProcessingResponse REQUEST_TRAILERS =
      ProcessingResponse.newBuilder()
          .setRequestTrailers(TrailersResponse.getDefaultInstance())
          .build();
  private static final ProcessingResponse RESPONSE_TRAILERS =
      ProcessingResponse.newBuilder()
          .setResponseTrailers(TrailersResponse.getDefaultInstance())
          .build();

  private NoopProcessorResponses() {}

  static ProcessingResponse to(ProcessingRequest message) {
    return switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> REQUEST_HEADERS;
      case RESPONSE_HEADERS -> RESPONSE_HEADERS;
      case REQUEST_TRAILERS -> REQUEST_TRAILERS;
      case RESPONSE_TRAILERS -> RESPONSE_TRAILERS;
      case REQUEST_BODY ->
          ProcessingResponse.newBuilder().setRequestBody(same(message.getRequestBody())).build();
      case RESPONSE_BODY ->
          ProcessingResponse.newBuilder().setResponseBody(same(message.getResponseBody())).build();
      case REQUEST_NOT_SET -> throw new IllegalArgumentException("a message without a phase");
    };
  }

  private static BodyResponse same(HttpBody body) {
    StreamedBodyResponse streamed =
        StreamedBodyResponse.newBuilder()
            .setBody(body.getBody())
            .setEndOfStream(body.getEndOfStream())
            .build();
    return BodyResponse.newBuilder()
        .setResponse(
            CommonResponse.newBuilder()
                .setBodyMutation(BodyMutation.newBuilder().setStreamedResponse(streamed)))
        .build();
  }
}
