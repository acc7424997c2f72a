package dev.sluice.extproc.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.extproc.response.DlpMetadata;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The bytes that upstream and client receive, checked with Envoy's own rules. */
final class ReceivedBodies {
  /** A side: whether its headers passed, its bytes, and its end. */
  static final class Side {
    Optional<HeaderMutation> headers = Optional.empty();
    ByteString body = ByteString.EMPTY;
    int messages;
    boolean ended;
    boolean trailers;

    Map<String, String> headersSet() {
      Map<String, String> set = new TreeMap<>();
      for (HeaderValueOption option :
          headers.orElse(HeaderMutation.getDefaultInstance()).getSetHeadersList()) {
        set.put(option.getHeader().getKey(), option.getHeader().getRawValue().toStringUtf8());
      }
      return set;
    }

    List<String> headersRemoved() {
      return headers.orElse(HeaderMutation.getDefaultInstance()).getRemoveHeadersList();
    }

    String text() {
      return body.toStringUtf8();
    }
  }

  final Side upstream = new Side();
  final Side client = new Side();
  Optional<ImmediateResponse> immediate = Optional.empty();
  Struct metadata = Struct.getDefaultInstance();
  boolean lastHasMetadata;

  static ReceivedBodies of(List<ProcessingResponse> answers) {
    ReceivedBodies seen = new ReceivedBodies();
    answers.forEach(seen::read);
    return seen;
  }

  boolean requestEnded() {
    return upstream.ended || upstream.trailers || immediate.isPresent();
  }

  boolean responseEnded() {
    return client.ended || client.trailers || immediate.isPresent();
  }

  String metadata(String key) {
    var value = metadata.getFieldsOrThrow(key);
    return value.hasBoolValue() ? String.valueOf(value.getBoolValue()) : value.getStringValue();
  }

  private void read(ProcessingResponse answer) {
    check(immediate.isEmpty(), "an answer after the immediate response");
    switch (answer.getResponseCase()) {
      case REQUEST_HEADERS ->
          headers(upstream, answer.getRequestHeaders().getResponse().getHeaderMutation());
      case RESPONSE_HEADERS ->
          headers(client, answer.getResponseHeaders().getResponse().getHeaderMutation());
      case REQUEST_BODY -> body(upstream, answer.getRequestBody().getResponse().getBodyMutation());
      case RESPONSE_BODY -> body(client, answer.getResponseBody().getResponse().getBodyMutation());
      case REQUEST_TRAILERS -> upstream.trailers = true;
      case RESPONSE_TRAILERS -> client.trailers = true;
      case IMMEDIATE_RESPONSE -> immediate = Optional.of(answer.getImmediateResponse());
      default -> throw new AssertionError("an answer of no kind");
    }
    lastHasMetadata = answer.hasDynamicMetadata();
    if (lastHasMetadata) {
      Struct fields =
          answer
              .getDynamicMetadata()
              .getFieldsOrDefault(DlpMetadata.NAMESPACE, Value.getDefaultInstance())
              .getStructValue();
      metadata = metadata.toBuilder().mergeFrom(fields).build();
    }
  }

  private static void headers(Side side, HeaderMutation changes) {
    check(side.headers.isEmpty(), "headers answered twice");
    side.headers = Optional.of(changes);
  }

  private static void body(Side side, BodyMutation mutation) {
    check(side.headers.isPresent(), "a body before its headers");
    check(!side.ended && !side.trailers, "a body after its end");
    side.messages++;
    if (mutation.hasStreamedResponse()) {
      StreamedBodyResponse streamed = mutation.getStreamedResponse();
      side.body = side.body.concat(streamed.getBody());
      side.ended = streamed.getEndOfStream();
    } else {
      side.body = side.body.concat(mutation.getBody());
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
