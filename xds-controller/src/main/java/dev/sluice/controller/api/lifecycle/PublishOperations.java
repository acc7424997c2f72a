package dev.sluice.controller.api.lifecycle;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.preview.ChangePreviews;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ManagedResources;
import dev.sluice.controller.store.history.ChangeEvent.Action;
import dev.sluice.controller.store.management.LifecycleRepository;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The operations that put a product into force and take it back. */
public final class PublishOperations {
  private final StateChange changes;
  private final ChangePreviews previews;

  public PublishOperations(
      ApiTransactions transactions, BodySchemas schemas, ChangePreviews previews) {
    this.changes = new StateChange(transactions, schemas);
    this.previews = previews;
  }

  /** Publishes a product, if its rows can become configuration. */
  public ApiResponse publish(ApiCall call) {
    return changes.run(
        ManagedResources.PRODUCT_PUBLISHES,
        call,
        Action.PUBLISH,
        Set.of("DRAFT", "WITHDRAWN"),
        (rows, before) -> {
          String id = before.path("id").asString();
          requireReady(rows, id);
          new LifecycleRepository(rows).publish(id, StateChange.by(call));
          previews.requireDeployable(rows, id);
          return Optional.empty();
        });
  }

  public ApiResponse withdraw(ApiCall call) {
    return changes.run(
        ManagedResources.PRODUCT_PUBLISHES,
        call,
        Action.WITHDRAW,
        Set.of("PUBLISHED"),
        (rows, before) -> {
          new LifecycleRepository(rows)
              .withdraw(
                  before.path("id").asString(), StateChange.by(call), StateChange.reason(call));
          return Optional.empty();
        });
  }

  private static void requireReady(ManagementTransaction rows, String id) {
    ObjectNode facts = new LifecycleRepository(rows).publishFacts(id);
    require(facts, "product_status", "active", "/product_id", "The product is not active.");
    require(facts, "gateway_status", "active", "/gateway_id", "The gateway is not active.");
    require(
        facts,
        "gateway_class",
        "envoy-gateway",
        "/gateway_id",
        "The class of the gateway is not envoy-gateway.");
    require(
        facts,
        "cluster_status",
        "active",
        "/cluster_id",
        "The cluster is not active; it takes no publishes now.");
    if (!facts.path("has_service").asBoolean() || facts.path("inactive_services").asInt() > 0) {
      throw ProblemException.at(
          ProblemType.CONFLICT,
          "/api_services",
          "Each publish needs services, all of them active.");
    }
  }

  private static void require(
      ObjectNode facts, String fact, String value, String pointer, String otherwise) {
    if (!facts.path(fact).asString("").equals(value)) {
      throw ProblemException.at(ProblemType.CONFLICT, pointer, otherwise);
    }
  }
}
