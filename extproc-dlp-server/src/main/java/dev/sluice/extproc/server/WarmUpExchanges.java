package dev.sluice.extproc.server;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * The artificial exchanges of the warm-up: a chat with a whole response, and one with an event
 * stream.
 */
final class WarmUpExchanges {
  private static final int EVENTS = 20;

  private WarmUpExchanges() {}

  /** Returns the messages that Envoy sends in each exchange. */
  static List<List<ProcessingRequest>> messages() {
    return List.of(answeredWhole(), answeredByEvents());
  }

  private static List<ProcessingRequest> answeredWhole() {
    List<ProcessingRequest> messages = asked();
    messages.add(answer("application/json"));
    messages.add(
        answered(
            "{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"content\":\""
                + prose()
                + "\"}}],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":340}}",
            true));
    return messages;
  }

  private static List<ProcessingRequest> answeredByEvents() {
    List<ProcessingRequest> messages = asked();
    messages.add(answer("text/event-stream"));
    for (int i = 0; i < EVENTS; i++) {
      messages.add(answered(event(i), false));
    }
    messages.add(answered("data: [DONE]\n\n", true));
    return messages;
  }

  private static List<ProcessingRequest> asked() {
    List<ProcessingRequest> messages = new ArrayList<>();
    messages.add(
        ProcessingRequest.newBuilder()
            .setProtocolConfig(
                ProtocolConfiguration.newBuilder()
                    .setRequestBodyMode(BodySendMode.FULL_DUPLEX_STREAMED)
                    .setResponseBodyMode(BodySendMode.FULL_DUPLEX_STREAMED))
            .setRequestHeaders(
                headers(":method", "POST", ":path", "/", "content-type", "application/json"))
            .build());
    String prompt =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prose() + "\"}]}";
    messages.add(ProcessingRequest.newBuilder().setRequestBody(body(prompt, true)).build());
    return messages;
  }

  private static String prose() {
    return "A sentence of plain words, 한국어 문장 하나, no-one@example.org. ".repeat(20);
  }

  private static String event(int number) {
    String text = number % 10 == 9 ? " a@example.org" : " word";
    return "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + text
        + "\"}}]}\n\n";
  }

  private static ProcessingRequest answer(String type) {
    return ProcessingRequest.newBuilder()
        .setResponseHeaders(headers(":status", "200", "content-type", type))
        .build();
  }

  private static ProcessingRequest answered(String text, boolean last) {
    return ProcessingRequest.newBuilder().setResponseBody(body(text, last)).build();
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
}
