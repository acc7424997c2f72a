package dev.sluice.e2e.traffic.model;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.StubUpstream;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;

/** A product with two backends of models; its route leads to the first one. */
final class ModelProduct implements AutoCloseable {
  static final String CHAT = "/v1/chat/completions";

  private final TestEnvironment sluice;
  private final String name;
  private final ProviderTenant provider;
  private final StubUpstream first;
  private final StubUpstream second;

  ModelProduct(TestEnvironment sluice, String name) {
    this.sluice = sluice;
    this.name = name;
    int firstPort = StackPorts.findFreePort();
    first = new StubUpstream(name, firstPort);
    first.start();
    int secondPort = StackPorts.findFreePort();
    second = new StubUpstream(name + "-2", secondPort);
    second.start();
    provider = sluice.newProvider(name).addProduct(name, firstPort);
    provider.addBackend(name, name + "-2", secondPort);
    sluice.sql().execute("update routes set dialect = 'openai' where name = ?", name);
  }

  ProviderTenant provider() {
    return provider;
  }

  StubUpstream first() {
    return first;
  }

  StubUpstream second() {
    return second;
  }

  /** Adds a model behind the first backend. */
  ModelProduct firstModel(String alias, String upstreamModel) {
    return model(alias, upstreamModel, name, 0);
  }

  /** Adds a model behind the second backend. */
  ModelProduct secondModel(String alias, String upstreamModel) {
    return model(alias, upstreamModel, name + "-2", 1);
  }

  private ModelProduct model(String alias, String upstreamModel, String backend, int priority) {
    sluice
        .sql()
        .execute(
            """
            insert into llm_models (tenant_id, alias, backend_id, upstream_model, provider, priority,
              request_kinds, input_price, output_price)
            select s.tenant_id, ?, b.id, ?, 'anthropic', ?, '{chat,completion}', 0.00001, 0.00004
            from backends b join api_services s on s.id = b.api_service_id where b.name = ?
            """,
            alias,
            upstreamModel,
            priority,
            backend);
    return this;
  }

  /** Sets the policy for the choice of models. */
  ModelProduct policy(String spec) {
    provider.setPolicy("llm", spec);
    return this;
  }

  /** Publishes the product and waits until a model answers. */
  ModelProduct publish(String alias) {
    provider.publishProduct(name, "dev", "default");
    ControlPlaneState.awaitStatus(client(), 200);
    return await(alias, 200);
  }

  /** Waits until requests for a model end with a status. */
  ModelProduct await(String alias, int status) {
    ConditionWait.awaitTrue(
        "requests for " + alias + " end with " + status,
        ControlPlaneState.LIMIT,
        () -> {
          GatewayResponse response = client().post(CHAT, question(alias));
          return response.status() == status
              && (status != 200 || response.header("x-llm-model").isPresent());
        });
    return this;
  }

  GatewayClient client() {
    return sluice.atHost(provider.port(), name + ".dev.local.api.example.com");
  }

  static String question(String alias) {
    return "{\"model\": \""
        + alias
        + "\", \"messages\": [{\"role\": \"user\", \"content\": \"Tell me about rivers.\"}]}";
  }

  @Override
  public void close() {
    provider.close();
    first.close();
    second.close();
  }
}
