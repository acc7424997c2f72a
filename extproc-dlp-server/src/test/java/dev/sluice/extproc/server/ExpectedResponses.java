package dev.sluice.extproc.server;

import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest.RequestCase;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse.ResponseCase;
import java.util.List;

/** The answers that Envoy waits for after some messages, derived from the protocol alone. */
record ExpectedResponses(BodySendModes modes, List<ProcessingRequest> received) {

  /** Returns true if these answers complete the exchange. */
  boolean nothing(List<ProcessingResponse> sent) {
    if (sent.stream().anyMatch(ProcessingResponse::hasImmediateResponse)) {
      return true;
    }
    boolean asked = count(RequestCase.REQUEST_HEADERS) > 0;
    boolean answered = count(RequestCase.RESPONSE_HEADERS) > 0;
    boolean request = asked ? requestEnded(sent) : answered;
    boolean response =
        answered ? responseEnded(sent) : asked && modes.response() == BodySendMode.NONE;
    return request && response;
  }

  private boolean requestEnded(List<ProcessingResponse> sent) {
    return ended(
        modes.request(),
        received.stream().anyMatch(message -> message.getRequestHeaders().getEndOfStream()),
        received.stream().anyMatch(message -> message.getRequestBody().getEndOfStream()),
        count(RequestCase.REQUEST_TRAILERS) > 0,
        List.of(
            count(sent, ResponseCase.REQUEST_HEADERS),
            count(RequestCase.REQUEST_BODY) - count(sent, ResponseCase.REQUEST_BODY),
            count(sent, ResponseCase.REQUEST_TRAILERS)),
        sent.stream().anyMatch(answer -> streamedEnd(answer.getRequestBody())));
  }

  private boolean responseEnded(List<ProcessingResponse> sent) {
    return ended(
        modes.response(),
        received.stream().anyMatch(message -> message.getResponseHeaders().getEndOfStream()),
        received.stream().anyMatch(message -> message.getResponseBody().getEndOfStream()),
        count(RequestCase.RESPONSE_TRAILERS) > 0,
        List.of(
            count(sent, ResponseCase.RESPONSE_HEADERS),
            count(RequestCase.RESPONSE_BODY) - count(sent, ResponseCase.RESPONSE_BODY),
            count(sent, ResponseCase.RESPONSE_TRAILERS)),
        sent.stream().anyMatch(answer -> streamedEnd(answer.getResponseBody())));
  }

  /**
   * Returns true if a direction has ended; {@code counts} are the answered headers, unanswered body
   * messages and answered trailers.
   */
  private static boolean ended(
      BodySendMode mode,
      boolean bodiless,
      boolean bodyEnded,
      boolean trailers,
      List<Long> counts,
      boolean streamedEnd) {
    if (counts.get(0) == 0) {
      return false;
    }
    if (trailers) {
      return counts.get(2) > 0 || streamedEnd;
    }
    if (bodiless || mode == BodySendMode.NONE) {
      return true;
    }
    return mode == BodySendMode.FULL_DUPLEX_STREAMED
        ? streamedEnd
        : bodyEnded && counts.get(1) == 0;
  }

  private static boolean streamedEnd(BodyResponse answer) {
    return answer.getResponse().getBodyMutation().getStreamedResponse().getEndOfStream();
  }

  private long count(RequestCase phase) {
    return received.stream().filter(message -> message.getRequestCase() == phase).count();
  }

  private static long count(List<ProcessingResponse> sent, ResponseCase phase) {
    return sent.stream().filter(answer -> answer.getResponseCase() == phase).count();
  }
}
