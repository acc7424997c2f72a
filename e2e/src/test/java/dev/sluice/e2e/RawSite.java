package dev.sluice.e2e;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.raw.RawCall;
import dev.sluice.e2e.raw.RawMessage;
import dev.sluice.e2e.raw.RawUpstream;
import dev.sluice.e2e.rows.Provider;
import java.util.List;
import java.util.Map;

/** A product of a tenant's own behind Envoy, whose upstream says what the test wants it to. */
final class RawSite implements AutoCloseable {
  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  private final String name;
  private final RawUpstream upstream = new RawUpstream();
  private final Provider provider;
  private final GatewayClient client;

  /** {@code inspection} is what is inspected there, or {@code off}. */
  RawSite(Sluice sluice, String name, String inspection) {
    this(sluice, name, inspection, Map.of());
  }

  /** The same, with other values in columns of its route. */
  RawSite(Sluice sluice, String name, String inspection, Map<String, Object> columns) {
    this.name = name;
    provider = sluice.provider(name).inspect(inspection).offer(name, upstream.port());
    this.client = sluice.at(provider.port(), host());
    columns.forEach((column, value) ->
        sluice.rows().execute("update routes set " + column + " = ? where name = ?", value, name));
    provider.publish(name, "dev", "default");
    Proof.awaitStatus(client, 200);
  }

  RawUpstream upstream() {
    return upstream;
  }

  GatewayClient client() {
    return client;
  }

  RawCall call() {
    return RawCall.to(provider.port());
  }

  RawMessage get(String path, Map<String, String> headers) {
    try (RawCall call = call()) {
      return call.get(path, Sluice.with(headers, "host", host())).answer();
    }
  }

  Answer post(String path, String json) {
    return client.post(path, json);
  }

  String host() {
    return name + ".dev.local.api.example.com";
  }

  /** What the upstream says from now on: a stream of these chunks. */
  RawSite streams(String... chunks) {
    upstream.answer(new RawUpstream.Answer(EVENTS, List.of(chunks), Map.of()));
    return this;
  }

  @Override
  public void close() {
    provider.close();
    upstream.close();
  }
}
