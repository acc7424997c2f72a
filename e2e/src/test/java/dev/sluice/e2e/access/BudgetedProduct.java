package dev.sluice.e2e.access;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A product of model calls under a token budget. Each request has an input of two tokens, and each
 * event of a stream four tokens, by the estimate of the server.
 */
final class BudgetedProduct implements AutoCloseable {
  static final int INPUT = 2;
  static final int EVENT = 4;
  private static final String CHAT = "/v1/chat/completions";
  private static final String CONTENT = "16 letters here.";

  private final String name;
  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private final ProviderTenant provider;
  private final GatewayClient client;

  /** Publishes the product without credentials; {@code spec} is the policy of the tenant. */
  BudgetedProduct(TestEnvironment sluice, String name, String spec) {
    this.name = name;
    provider =
        sluice.newProvider(name).setPolicy("token_budget", spec).addProduct(name, upstream.port());
    client = sluice.atHost(provider.port(), host());
    sluice.sql().execute("update routes set dialect = 'openai' where name = ?", name);
    provider.publishProduct(name, "dev", "default");
    ControlPlaneState.awaitStatus(client, 200);
  }

  /** Returns the policy of one budget of tokens a month for all calls together. */
  static String tokens(long tokens) {
    return "{\"budgets\": [{\"name\": \"all\", \"tokens\": %d, \"period\": \"month\"}]}"
        .formatted(tokens);
  }

  GatewayClient client() {
    return client;
  }

  RawHttpUpstream upstream() {
    return upstream;
  }

  ProviderTenant provider() {
    return provider;
  }

  String host() {
    return name + ".dev.local.api.example.com";
  }

  RawHttpCall open(String body) {
    return RawHttpCall.connect(provider.port())
        .post(CHAT, Map.of("host", host(), "content-type", "application/json"), body);
  }

  /** Returns the body of a request for a stream. */
  static String streamed() {
    return "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"8 bytes.\"}]}";
  }

  /** Returns the body of a request for a whole answer with at most so many output tokens. */
  static String whole(int maxTokens) {
    return "{\"model\":\"m\",\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"8 bytes.\"}]}"
        .formatted(maxTokens);
  }

  /** Makes the upstream stream so many events, and then pause if {@code pauses}. */
  BudgetedProduct respondWithEvents(int events, boolean pauses) {
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      chunks.add(
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n"
              .formatted(CONTENT));
    }
    if (pauses) {
      chunks.add(RawHttpUpstream.PAUSE);
    }
    chunks.add("data: [DONE]\n\n");
    upstream.respondWith(new ScriptedResponse("text/event-stream", chunks, Map.of()));
    return this;
  }

  /** Makes the upstream report this use in whole answers, after a pause if {@code pauses}. */
  BudgetedProduct respondWithUsage(int input, int output, boolean pauses) {
    String answer =
        "{\"choices\":[{\"message\":{\"content\":\"a word\"}}],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}"
            .formatted(input, output);
    List<String> chunks = pauses ? List.of(RawHttpUpstream.PAUSE, answer) : List.of(answer);
    upstream.respondWith(new ScriptedResponse("application/json", chunks, Map.of()));
    return this;
  }

  /** Returns the number of content events in a text. */
  static int events(String text) {
    return text.split(CONTENT, -1).length - 1;
  }

  @Override
  public void close() {
    provider.close();
    upstream.close();
  }
}
