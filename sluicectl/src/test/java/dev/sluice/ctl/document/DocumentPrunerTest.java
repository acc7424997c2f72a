package dev.sluice.ctl.document;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.ctl.context.ServerContext;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ManagementClient;
import dev.sluice.ctl.remote.StubManagementApi;
import dev.sluice.ctl.resource.Portal;
import dev.sluice.ctl.resource.RemoteResources;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** A test of the guard of {@code --prune}: what it deletes, and what it refuses to delete. */
class DocumentPrunerTest {
  private static final String PROVIDER = "/v1/provider/";
  private static final String SERVICE = "11111111-1111-4111-8111-111111111111";
  private static final String OTHER = "22222222-2222-4222-8222-222222222222";
  private static final String PRODUCT = "33333333-3333-4333-8333-333333333333";
  private static final String PUBLISH = "44444444-4444-4444-8444-444444444444";
  private static final String ROUTE = "55555555-5555-4555-8555-555555555555";
  private static final PruneLabel LABEL = new PruneLabel("app", "orders");

  @AutoClose private StubManagementApi api;
  @AutoClose private ManagementClient client;

  @BeforeEach
  void start() throws IOException {
    api = new StubManagementApi();
    client =
        new ManagementClient(
            api.address(),
            Optional.of("acme"),
            ServerContext.DEFAULT_TOKEN,
            Map.of("SLUICE_TOKEN", "secret-token"));
    api.list(
        PROVIDER + "api-services",
        "{'id': '" + SERVICE + "', 'name': 'orders', 'labels': {'app': 'orders'}}",
        "{'id': '" + OTHER + "', 'name': 'bills', 'labels': {'app': 'bills'}}");
    api.list(
        PROVIDER + "api-services/" + SERVICE + "/routes",
        "{'id': '" + ROUTE + "', 'name': 'all', 'api_service_id': '" + SERVICE + "'}");
    api.list(
        PROVIDER + "products",
        "{'id': '" + PRODUCT + "', 'slug': 'orders', 'version': '1', 'tags': ['app=orders']}");
  }

  private void publish(String status) {
    api.list(
        PROVIDER + "product-publishes",
        "{'id': '%s', 'product_id': '%s', 'environment': 'dev', 'status': '%s'}"
            .formatted(PUBLISH, PRODUCT, status));
  }

  private DocumentPruner pruner() {
    DocumentPlan plan =
        new DocumentPlan(
            new RemoteResources(client, Portal.PROVIDER),
            new DocumentSchemas(JsonNodeFactory.instance.objectNode()),
            List.of());
    return new DocumentPruner(plan, LABEL);
  }

  @Test
  void check_publishInForce_isRefused() {
    publish("PUBLISHED");
    CommandFailure refused = assertThrows(CommandFailure.class, pruner()::check);

    assertEquals(1, refused.exitCode());
    assertEquals(
        List.of(
            "product-publish orders/1/dev: is PUBLISHED and not in the files; withdraw it first"),
        refused.lines());
    assertEquals(List.of(), api.requests("DELETE"));
  }

  @Test
  void check_publishWithdrawn_passes() {
    publish("WITHDRAWN");

    assertDoesNotThrow(pruner()::check);
  }

  @Test
  void preview_otherLabels_areKept() {
    publish("DRAFT");

    assertEquals(
        List.of(
            "product-publish orders/1/dev: would be deleted",
            "product orders/1: would be deleted",
            "route orders/all: would be deleted",
            "api-service orders: would be deleted"),
        pruner().preview());
  }

  @Test
  void delete_referencesFirst() {
    publish("DRAFT");

    assertEquals(4, pruner().delete(client).size());
    assertEquals(
        List.of(
            "DELETE " + PROVIDER + "product-publishes/" + PUBLISH,
            "DELETE " + PROVIDER + "products/" + PRODUCT,
            "DELETE " + PROVIDER + "api-services/" + SERVICE + "/routes/" + ROUTE,
            "DELETE " + PROVIDER + "api-services/" + SERVICE),
        api.requests("DELETE"));
  }

  @Test
  void parse_textWithoutName_isNoLabel() {
    assertEquals(Optional.of(LABEL), PruneLabel.parse("app=orders"));
    assertEquals(Optional.empty(), PruneLabel.parse("orders"));
    assertEquals(Optional.empty(), PruneLabel.parse("=orders"));
  }
}
