package dev.sluice.extproc.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.extproc.stream.AnswerSink;
import dev.sluice.extproc.stream.Processor;
import dev.sluice.extproc.stream.ProcessorFactory;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts made-up exchanges through the whole path of a body before traffic comes: a JVM that has just
 * started is several times slower, and the first callers would feel it.
 */
final class RunIn {
  private static final int EVENTS = 40;
  private static final List<byte[]> EXCHANGE = exchange();

  private final ProcessorFactory processors;

  /** {@code processors} must count into a registry of their own. */
  RunIn(ProcessorFactory processors) {
    this.processors = processors;
  }

  /** Runs for that long; returns the number of exchanges. */
  int run(Duration time) {
    long start = System.nanoTime();
    int exchanges = 0;
    while (System.nanoTime() - start < time.toNanos()) {
      Processor processor = processors.open(new Discard());
      for (byte[] message : EXCHANGE) {
        processor.accept(parsed(message));
        while (processor.busy()) {
          processor.goOn();
        }
      }
      processor.halfClosed();
      exchanges++;
    }
    return exchanges;
  }

  private static ProcessingRequest parsed(byte[] message) {
    try {
      return ProcessingRequest.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<byte[]> exchange() {
    List<ProcessingRequest.Builder> messages = new ArrayList<>();
    messages.add(
        ProcessingRequest.newBuilder()
            .setProtocolConfig(
                ProtocolConfiguration.newBuilder()
                    .setRequestBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
                    .setResponseBodyMode(BodySendMode.FULL_DUPLEX_STREAMED))
            .setRequestHeaders(
                headers(":method", "POST", ":path", "/", "content-type", "application/json")));
    messages.add(ProcessingRequest.newBuilder().setRequestBody(body(prompt(), true)));
    messages.add(
        ProcessingRequest.newBuilder()
            .setResponseHeaders(headers(":status", "200", "content-type", "text/event-stream")));
    for (int i = 0; i < EVENTS; i++) {
      messages.add(ProcessingRequest.newBuilder().setResponseBody(body(event(i), false)));
    }
    messages.add(ProcessingRequest.newBuilder().setResponseBody(body("data: [DONE]\n\n", true)));
    return messages.stream().map(message -> message.build().toByteArray()).toList();
  }

  private static String prompt() {
    String text = "A sentence of plain words, 한국어 문장 하나, no-one@example.org. ".repeat(20);
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }

  private static String event(int number) {
    String text = number % 10 == 9 ? " a@example.org" : " word";
    return "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"}}]}\n\n";
  }

  private static HttpHeaders headers(String... pairs) {
    HeaderMap.Builder map = HeaderMap.newBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      map.addHeaders(
          HeaderValue.newBuilder()
              .setKey(pairs[i])
              .setRawValue(ByteString.copyFromUtf8(pairs[i + 1])));
    }
    return HttpHeaders.newBuilder().setHeaders(map).build();
  }

  private static HttpBody body(String text, boolean last) {
    return HttpBody.newBuilder()
        .setBody(ByteString.copyFromUtf8(text))
        .setEndOfStream(last)
        .build();
  }

  /** Writes answers out as gRPC would, and throws them away. */
  private static final class Discard implements AnswerSink {
    private long written;

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void send(ProcessingResponse answer) {
      written += answer.toByteArray().length;
    }

    @Override
    public void complete() {}

    @Override
    public void fail(Status status) {
      throw new IllegalStateException("the run-in failed after " + written + " bytes: " + status);
    }
  }
}
