package dev.sluice.extproc.server;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpTrailers;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import java.util.ArrayList;
import java.util.List;

/** The messages of Envoy in exchanges of every kind, each complete. */
final class ExchangeScripts {
  static final int MAX_BODY = 20_000;
  static final int MAX_BUFFER = 100;
  private final BodySendModes modes;

  ExchangeScripts(BodySendModes modes) {
    this.modes = modes;
  }

  /** Returns all exchanges. */
  List<List<ProcessingRequest>> all() {
    List<List<ProcessingRequest>> all = new ArrayList<>();
    for (String type : List.of("application/json", "image/png")) {
      for (String answer : List.of("text/plain", "text/event-stream", "image/png")) {
        for (List<String> pieces : PIECES) {
          all.add(join(request(type, pieces, true), response(answer, pieces, true)));
          all.add(join(request(type, pieces, false), response(answer, pieces, false)));
        }
        all.add(early(type, answer));
      }
    }
    all.add(join(List.of(headers(true, "image/png", true)), response("text/plain", CLEAN, true)));
    all.add(join(request("application/json", CLEAN, true), List.of(headers(false, "", true))));
    all.add(response("application/json", CLEAN, true));
    all.add(List.of(headers(false, "", true)));
    if (modes.equals(BodySendModes.FULL_DUPLEX)) {
      all.addAll(slow("maskme"));
      all.addAll(slow("blockme"));
      all.add(request("application/json", BROKEN, true));
      all.add(response("text/event-stream", BROKEN, true));
    }
    return all.stream().map(this::begun).toList();
  }

  /** Returns true for exchanges whose bodies take several time slices. */
  static boolean slow(List<ProcessingRequest> script) {
    return script.stream()
        .anyMatch(message ->
            message.getRequestBody().getBody().size() > MAX_BODY / 2
                || message.getResponseBody().getBody().size() > MAX_BODY / 2);
  }

  private List<List<ProcessingRequest>> slow(String end) {
    List<String> pieces = List.of("x".repeat(MAX_BODY - 100) + end, "y".repeat(200));
    List<String> large = pieces.subList(0, 1);
    return List.of(
        join(request("application/json", large, true), response("text/plain", large, true)),
        join(
            request("application/json", large, false), response("text/event-stream", large, false)),
        join(request("image/png", CLEAN, true), response("text/event-stream", pieces, true)),
        request("application/json", pieces, true));
  }

  private static final List<String> CLEAN = List.of("clean", "text");
  private static final List<List<String>> PIECES =
      List.of(
          CLEAN,
          List.of("a mas", "kme"),
          List.of("a", "mas"),
          List.of("a", "blockme", "more"),
          List.of("invalid"),
          List.of("#".repeat(90), "#".repeat(90)),
          List.of("x".repeat(90), "y".repeat(20)));
  private static final List<String> BROKEN = List.of("a", WordInspection.EXPLODE);

  /** Returns an exchange whose response ends before its request. */
  private List<ProcessingRequest> early(String type, String answer) {
    List<ProcessingRequest> request = request(type, CLEAN, true);
    List<ProcessingRequest> all = new ArrayList<>(request.subList(0, request.size() - 1));
    all.addAll(response(answer, CLEAN, true));
    all.add(request.getLast());
    return all;
  }

  private List<ProcessingRequest> request(String type, List<String> pieces, boolean plainEnd) {
    return direction(true, modes.request(), type, pieces, plainEnd);
  }

  private List<ProcessingRequest> response(String type, List<String> pieces, boolean plainEnd) {
    return direction(false, modes.response(), type, pieces, plainEnd);
  }

  /** Returns the messages of one direction; without an end in the body, trailers end it. */
  private static List<ProcessingRequest> direction(
      boolean request, BodySendMode mode, String type, List<String> pieces, boolean plainEnd) {
    List<ProcessingRequest> all = new ArrayList<>();
    all.add(headers(request, type, false));
    List<String> bodies =
        switch (mode) {
          case NONE -> List.of();
          case BUFFERED -> List.of(String.join("", pieces));
          default -> pieces;
        };
    for (int i = 0; i < bodies.size(); i++) {
      all.add(body(request, bodies.get(i), plainEnd && i == bodies.size() - 1));
    }
    if (!plainEnd) {
      ProcessingRequest.Builder trailers = ProcessingRequest.newBuilder();
      HttpTrailers none = HttpTrailers.getDefaultInstance();
      all.add(
          (request ? trailers.setRequestTrailers(none) : trailers.setResponseTrailers(none))
              .build());
    }
    return all;
  }

  private static ProcessingRequest headers(boolean request, String type, boolean last) {
    HttpHeaders headers =
        HttpHeaders.newBuilder()
            .setHeaders(
                HeaderMap.newBuilder()
                    .addHeaders(
                        HeaderValue.newBuilder()
                            .setKey("content-type")
                            .setRawValue(ByteString.copyFromUtf8(type))))
            .setEndOfStream(last)
            .build();
    ProcessingRequest.Builder message = ProcessingRequest.newBuilder();
    return (request ? message.setRequestHeaders(headers) : message.setResponseHeaders(headers))
        .build();
  }

  private static ProcessingRequest body(boolean request, String text, boolean last) {
    HttpBody body =
        HttpBody.newBuilder().setBody(ByteString.copyFromUtf8(text)).setEndOfStream(last).build();
    ProcessingRequest.Builder message = ProcessingRequest.newBuilder();
    return (request ? message.setRequestBody(body) : message.setResponseBody(body)).build();
  }

  private List<ProcessingRequest> begun(List<ProcessingRequest> script) {
    List<ProcessingRequest> begun = new ArrayList<>(script);
    begun.set(0, script.getFirst().toBuilder().setProtocolConfig(modes.protocol()).build());
    return begun;
  }

  private static List<ProcessingRequest> join(
      List<ProcessingRequest> first, List<ProcessingRequest> second) {
    List<ProcessingRequest> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
