package dev.sluice.extproc.attempt;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.model.ModelTable;
import dev.sluice.extproc.selection.ModelBody;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.TrailersResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A handler of the ext_proc messages of one attempt. Envoy sends the body of the request only if
 * the name of the model is to be replaced, and the body of the answer only if it says that it is
 * JSON. An answer that no client could use becomes 502, so that Envoy tries the next model; nothing
 * of it has left by then.
 */
final class AttemptProcessor {
  private static final String ATTEMPT_HEADER = "x-sluice-model-attempt";
  private static final String RENAME_HEADER = "x-sluice-model-rename";

  /** The details by which Envoy selects the body of the error. */
  private static final String UNUSABLE = "sluice_unusable_answer";

  private static final int OK = 200;
  private static final int BAD_GATEWAY = 502;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;

  private final Supplier<ModelTable> models;
  private final int maxMessageBytes;
  private String name = "";

  AttemptProcessor(Supplier<ModelTable> models, int maxMessageBytes) {
    this.models = models;
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Returns the response to a message. */
  ProcessingResponse answer(ProcessingRequestView message) {
    ProcessingResponse.Builder answer = ProcessingResponse.newBuilder();
    switch (message.phase()) {
      case REQUEST_HEADERS -> requestHeaders(HeaderLines.of(message), answer);
      case REQUEST_BODY -> requestBody(message.body(), answer);
      case RESPONSE_HEADERS -> responseHeaders(HeaderLines.of(message), answer);
      case RESPONSE_BODY -> responseBody(message, answer);
      case REQUEST_TRAILERS -> answer.setRequestTrailers(TrailersResponse.getDefaultInstance());
      case RESPONSE_TRAILERS -> answer.setResponseTrailers(TrailersResponse.getDefaultInstance());
      case REQUEST_NOT_SET -> throw new IllegalArgumentException("the message has no phase");
    }
    return answer.build();
  }

  private void requestHeaders(HeaderLines headers, ProcessingResponse.Builder answer) {
    answer.setRequestHeaders(HeadersResponse.getDefaultInstance());
    if (!headers.text(RENAME_HEADER).equals("true")) {
      return;
    }
    String attempt = headers.text(ATTEMPT_HEADER);
    Optional<String> upstream =
        models.get().upstreamName(attempt.substring(attempt.lastIndexOf(' ') + 1));
    if (upstream.isEmpty()) {
      // The model was deleted since the request chose it.
      refuse(UNAVAILABLE, "sluice_model_gone", answer);
      return;
    }
    name = upstream.get();
    answer.setModeOverride(
        mode(headers.endOfStream() ? BodySendMode.NONE : BodySendMode.BUFFERED, BodySendMode.NONE));
  }

  private void requestBody(ByteString body, ProcessingResponse.Builder answer) {
    if (body.size() > maxMessageBytes) {
      refuse(TOO_LARGE, "sluice_request_too_large", answer);
      return;
    }
    Optional<ByteString> named = ModelBody.named(body, name);
    if (named.isEmpty()) {
      refuse(UNAVAILABLE, "sluice_model_name_not_found", answer);
      return;
    }
    answer.setRequestBody(
        BodyResponse.newBuilder()
            .setResponse(
                CommonResponse.newBuilder()
                    .setBodyMutation(BodyMutation.newBuilder().setBody(named.get()))));
  }

  private void responseHeaders(HeaderLines headers, ProcessingResponse.Builder answer) {
    answer.setResponseHeaders(HeadersResponse.getDefaultInstance());
    if (headers.status() != OK || headers.eventStream()) {
      return;
    }
    String type = headers.text("content-type").toLowerCase(Locale.ROOT);
    boolean empty = headers.endOfStream() || headers.contentLength() == 0;
    if (empty || type.startsWith("text/html")) {
      refuse(BAD_GATEWAY, UNUSABLE, answer);
    } else if (type.startsWith("application/json") && !headers.has("content-encoding")) {
      answer.setModeOverride(mode(BodySendMode.NONE, BodySendMode.BUFFERED_PARTIAL));
    }
  }

  private static void responseBody(
      ProcessingRequestView message, ProcessingResponse.Builder answer) {
    if (ModelBody.isJson(message.body(), message.endOfStream())) {
      answer.setResponseBody(BodyResponse.getDefaultInstance());
    } else {
      refuse(BAD_GATEWAY, UNUSABLE, answer);
    }
  }

  private static ProcessingMode mode(BodySendMode request, BodySendMode response) {
    return ProcessingMode.newBuilder()
        .setRequestHeaderMode(ProcessingMode.HeaderSendMode.SEND)
        .setResponseHeaderMode(ProcessingMode.HeaderSendMode.SEND)
        .setRequestBodyMode(request)
        .setResponseBodyMode(response)
        .setRequestTrailerMode(ProcessingMode.HeaderSendMode.SKIP)
        .setResponseTrailerMode(ProcessingMode.HeaderSendMode.SKIP)
        .build();
  }

  private static void refuse(int status, String details, ProcessingResponse.Builder answer) {
    answer.setImmediateResponse(
        ImmediateResponse.newBuilder()
            .setStatus(HttpStatus.newBuilder().setCodeValue(status))
            .setDetails(details));
  }
}
