package dev.sluice.quality.fuzz.body;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.stream.Processor;
import dev.sluice.extproc.stream.outbound.ResponseSink;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import dev.sluice.extproc.wire.ProcessingRequestView;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.envoyproxy.envoy.service.ext_proc.v3.StreamedBodyResponse;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** An exchange with one body, as Envoy sends it, and the output that a peer reads. */
public final class BodyExchange implements ResponseSink {
  private static final ProtocolConfiguration MODES =
      ProtocolConfiguration.newBuilder()
          .setRequestBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
          .setResponseBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
          .build();

  /**
   * The result of an exchange.
   *
   * @param end {@code ended}, or how the exchange was terminated
   */
  public record Seen(String end, ByteString output) {}

  private ByteString output = ByteString.EMPTY;
  private String end = "open";

  private BodyExchange() {}

  /**
   * Sends a body.
   *
   * @param ends the ends of the chunks
   */
  public static Seen run(FuzzProcessors processors, FuzzBody body, List<Integer> ends) {
    var exchange = new BodyExchange();
    Processor processor = processors.open(exchange);
    exchange.send(processor, body, ends);
    processor.cancelled();
    return new Seen(exchange.end, exchange.output);
  }

  private void send(Processor processor, FuzzBody body, List<Integer> ends) {
    boolean request = body.direction() == BodyDirection.REQUEST;
    take(
        processor,
        ProcessingRequest.newBuilder()
            .setProtocolConfig(MODES)
            .setRequestHeaders(request ? headers(body) : headers()));
    if (!request) {
      take(processor, ProcessingRequest.newBuilder().setResponseHeaders(headers(body)));
    }
    ByteString bytes = body.bytes();
    int at = 0;
    for (int next : ends) {
      if (!end.equals("open")) {
        return;
      }
      HttpBody piece =
          HttpBody.newBuilder()
              .setBody(bytes.substring(at, next))
              .setEndOfStream(next == bytes.size())
              .build();
      at = next;
      var message = ProcessingRequest.newBuilder();
      take(processor, request ? message.setRequestBody(piece) : message.setResponseBody(piece));
    }
  }

  private static void take(Processor processor, ProcessingRequest.Builder message) {
    processor.accept(question(message.build()));
    while (processor.isBusy()) {
      processor.resume();
    }
    processor.sendReady();
  }

  private static ProcessingRequestView question(ProcessingRequest message) {
    try {
      return ProcessingRequestView.read(message.toByteString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpHeaders headers() {
    return HttpHeaders.newBuilder()
        .setHeaders(HeaderMap.newBuilder().addHeaders(header(":path", "/")))
        .setEndOfStream(true)
        .build();
  }

  private static HttpHeaders headers(FuzzBody body) {
    HeaderMap.Builder headers =
        HeaderMap.newBuilder()
            .addHeaders(header(":path", "/"))
            .addHeaders(header("content-type", body.contentType()));
    if (!body.coding().isEmpty()) {
      headers.addHeaders(header("content-encoding", body.coding()));
    }
    return HttpHeaders.newBuilder().setHeaders(headers).build();
  }

  private static HeaderValue header(String name, String value) {
    return HeaderValue.newBuilder()
        .setKey(name)
        .setRawValue(ByteString.copyFromUtf8(value))
        .build();
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void send(EncodedProcessingResponse sent) {
    ProcessingResponse answer = response(sent);
    switch (answer.getResponseCase()) {
      case REQUEST_BODY -> body(answer.getRequestBody());
      case RESPONSE_BODY -> body(answer.getResponseBody());
      case IMMEDIATE_RESPONSE ->
          end = "refused with " + answer.getImmediateResponse().getStatus().getCodeValue();
      default -> {}
    }
  }

  private static ProcessingResponse response(EncodedProcessingResponse sent) {
    try {
      return ProcessingResponse.parseFrom(sent.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void body(BodyResponse answer) {
    StreamedBodyResponse streamed = answer.getResponse().getBodyMutation().getStreamedResponse();
    if (!end.equals("open")) {
      throw new IllegalStateException("more after the end");
    }
    output = output.concat(streamed.getBody());
    if (streamed.getEndOfStream()) {
      end = "ended";
    }
  }

  @Override
  public void complete() {
    end = end.equals("open") ? "completed before its end" : end;
  }

  @Override
  public void fail(Status status) {
    end = "failed with " + status.getCode() + " " + status.getDescription();
  }
}
