package dev.sluice.e2e.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.schema.JsonSchema;
import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.policy.PolicyKind;
import dev.sluice.controller.policy.PolicyKinds;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The test of all examples in docs/reference/policies.md: Envoy accepts and serves each one. */
@ExtendWith(TestEnvironmentExtension.class)
final class PolicyExamplesIT {
  private static final Set<String> NOT_SERVED = Set.of("NOT_FOUND", "UPSTREAM_UNAVAILABLE");

  /** The backends that examples name. */
  private static final String ADD_BACKENDS =
      """
      with backend as (insert into backends (api_service_id, name)
          select id, added from api_services, unnest(array['stable', 'canary']) added where api_services.name = ?
          returning id, api_service_id),
        endpoint as (insert into backend_endpoints (backend_id, host, port)
          select id, '127.0.0.1', ?::int from backend)
      insert into route_backends (route_id, backend_id, api_service_id, weight)
      select routes.id, backend.id, backend.api_service_id, 50 from backend
      join routes on routes.api_service_id = backend.api_service_id
      """;

  private final TestEnvironment sluice;

  PolicyExamplesIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  /** A product with one example. */
  private record ExampleProduct(String name, ProviderTenant provider, String example) {}

  @Test
  void example_ofEachKind_isServed() {
    List<ExampleProduct> products = new ArrayList<>();
    try {
      for (PolicyKind<?> kind : PolicyKinds.ALL) {
        for (JsonNode example : examples(kind)) {
          products.add(add(kind, example.toString(), "policy-example-" + products.size()));
        }
      }
      try (ProviderTenant invalid = sluice.newProvider("policy-invalid")) {
        invalid.addProduct("policy-invalid", sluice.echoPort());
        invalid.setPolicy("cors", "{\"origin\": \"*\"}");
        invalid.publishProduct("policy-invalid", "dev", "default");
        ConditionWait.awaitTrue(
            "the invalid policy is a finding, so that all earlier rows have been read",
            ControlPlaneState.LIMIT,
            () -> !findings(invalid).isEmpty());
        assertEquals(
            List.of(
                "spec/origin|is not a known key; did you mean \"origins\"? Otherwise use one of"
                    + " origins, methods, headers, credentials, max_age",
                "spec|the key 'origins' is missing; add it"),
            findings(invalid));
      }
      products.forEach(this::check);
      ConditionWait.awaitTrue(
          "Envoy accepts all", ControlPlaneState.LIMIT, sluice.controlPlane()::inSync);
    } finally {
      products.forEach(product -> product.provider().close());
    }
  }

  private static JsonNode examples(PolicyKind<?> kind) {
    return JsonSchema.resource("policies/" + kind.name() + ".schema.json").path("examples");
  }

  private ExampleProduct add(PolicyKind<?> kind, String example, String name) {
    ProviderTenant provider = sluice.newProvider(name).addProduct(name, sluice.echoPort());
    sluice.sql().execute(ADD_BACKENDS, name, sluice.echoPort());
    if (kind.scopes().contains(PolicyScope.ROUTE)) {
      provider.setRoutePolicy(name, name, kind.name(), example);
    } else if (kind.scopes().contains(PolicyScope.SERVICE)) {
      provider.setServicePolicy(name, kind.name(), example);
    } else {
      provider.setGatewayPolicy(kind.name(), example);
    }
    provider.publishProduct(name, "dev", "default");
    return new ExampleProduct(name, provider, kind.name() + " " + example);
  }

  private void check(ExampleProduct product) {
    assertEquals(List.of(), findings(product.provider()), product.example());
    GatewayClient client =
        sluice.atHost(product.provider().port(), product.name() + ".dev.local.api.example.com");
    boolean served =
        ConditionWait.becomesTrue(
            ControlPlaneState.LIMIT, () -> !NOT_SERVED.contains(errorCode(client)));
    assertTrue(served, product.example());
  }

  /** Returns the code of an error; that of an unknown route as long as the port is closed. */
  private static String errorCode(GatewayClient client) {
    try {
      GatewayResponse response = client.get("/");
      return response.body().contains("\"code\"") ? response.errorCode() : "";
    } catch (UncheckedIOException e) {
      return "NOT_FOUND";
    }
  }

  private List<String> findings(ProviderTenant provider) {
    return sluice
        .sql()
        .query(
            "select field, reason from findings where object in (select 'policies/' || policies.id from policies"
                + " join tenants on tenants.id = tenant_id where slug = ?) order by 1 desc",
            provider.slug());
  }
}
