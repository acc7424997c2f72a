package dev.sluice.e2e.support;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.rows.ProviderTenant;
import java.util.List;
import java.util.Map;

/** A product of its own tenant behind Envoy, with an upstream that the test scripts. */
public final class ScriptedProduct implements AutoCloseable {
  public static final String JSON = "application/json";
  public static final String EVENTS = "text/event-stream";

  private final String name;
  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private final ProviderTenant provider;
  private final GatewayClient client;

  /** Creates a product with an inspection mode, or {@code off}. */
  public ScriptedProduct(TestEnvironment sluice, String name, String inspection) {
    this(sluice, name, inspection, Map.of());
  }

  /** Creates a product with other values in columns of its route. */
  public ScriptedProduct(
      TestEnvironment sluice, String name, String inspection, Map<String, Object> columns) {
    this.name = name;
    provider = sluice.newProvider(name).setInspection(inspection).addProduct(name, upstream.port());
    this.client = sluice.atHost(provider.port(), host());
    columns.forEach((column, value) ->
        sluice.sql().execute("update routes set " + column + " = ? where name = ?", value, name));
    provider.publishProduct(name, "dev", "default");
    ControlPlaneState.awaitStatus(client, 200);
  }

  public RawHttpUpstream upstream() {
    return upstream;
  }

  public GatewayClient client() {
    return client;
  }

  public RawHttpCall call() {
    return RawHttpCall.connect(provider.port());
  }

  public RawHttpMessage get(String path, Map<String, String> headers) {
    try (RawHttpCall call = call()) {
      return call.get(path, TestEnvironment.withEntry(headers, "host", host())).readResponse();
    }
  }

  public GatewayResponse post(String path, String json) {
    return client.post(path, json);
  }

  public String host() {
    return name + ".dev.local.api.example.com";
  }

  /** Makes the upstream respond with an event stream of these chunks from now on. */
  public ScriptedProduct respondWithEvents(String... chunks) {
    upstream.respondWith(new RawHttpUpstream.ScriptedResponse(EVENTS, List.of(chunks), Map.of()));
    return this;
  }

  @Override
  public void close() {
    provider.close();
    upstream.close();
  }
}
