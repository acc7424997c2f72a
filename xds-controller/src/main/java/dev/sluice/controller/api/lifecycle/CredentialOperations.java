package dev.sluice.controller.api.lifecycle;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ChangeAudit;
import dev.sluice.controller.api.resource.ManagedResource;
import dev.sluice.controller.api.resource.ManagedResources;
import dev.sluice.controller.store.history.ChangeEvent.Action;
import dev.sluice.controller.store.management.LifecycleRepository;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.RowQuery;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations on API keys: issue, rotate and revoke. A key is in one answer and nowhere else.
 */
public final class CredentialOperations {
  private static final ManagedResource TYPE = ManagedResources.CREDENTIALS;

  private final ApiTransactions transactions;
  private final StateChange changes;

  public CredentialOperations(ApiTransactions transactions, BodySchemas schemas) {
    this.transactions = transactions;
    this.changes = new StateChange(transactions, schemas);
  }

  public ApiResponse issue(ApiCall call) {
    changes.requireValid(call);
    return transactions.write(
        call,
        rows -> {
          ObjectNode body = call.body();
          TYPE.requireReferences(rows, body, ManagedResource.NOTHING_HERE);
          if (!call.permits(body)) {
            throw ProblemException.of(
                ProblemType.FORBIDDEN, "The role of the caller does not cover this subscription.");
          }
          requireActive(rows, body.path("subscription_id").asString(), ProblemType.FORBIDDEN);
          ObjectNode issued = add(rows, call, body);
          return ApiResponse.resource(201, issued)
              .with("Location", call.request().target() + "/" + issued.path("id").asString());
        });
  }

  private static void requireActive(
      ManagementTransaction rows, String subscription, ProblemType otherwise) {
    String status =
        rows.find(ManagedResources.SUBSCRIPTIONS.table(), subscription, RowQuery.ALL)
            .map(row -> row.path("status").asString(""))
            .orElse("");
    if (!status.equals("active")) {
      throw ProblemException.at(
          otherwise, "/subscription_id", "The subscription is " + status + ", not active.");
    }
  }

  /** Adds a key and returns its credential with the key. */
  private static ObjectNode add(ManagementTransaction rows, ApiCall call, ObjectNode wanted) {
    ApiKeySecret secret = ApiKeySecret.create();
    String id = new LifecycleRepository(rows).issue(wanted, secret.prefix(), secret.hash());
    ObjectNode after = rows.find(TYPE.table(), id, RowQuery.ALL).orElseThrow();
    ChangeAudit.write(rows, call, TYPE, Action.CREATE, Optional.empty(), Optional.of(after));
    if (!call.request().dryRun()) {
      after.put("key", secret.key());
    }
    return after;
  }

  /** Replaces a key by a new one with the same rights. */
  public ApiResponse rotate(ApiCall call) {
    return changes.run(
        TYPE,
        call,
        Action.UPDATE,
        Set.of("active"),
        (rows, before) -> {
          if (!before.path("kind").asString("").equals("apikey")) {
            throw ProblemException.at(
                ProblemType.CONFLICT, "/kind", "Only keys are rotated, not OAuth clients.");
          }
          requireActive(rows, before.path("subscription_id").asString(), ProblemType.CONFLICT);
          ObjectNode issued = add(rows, call, before);
          new LifecycleRepository(rows)
              .retire(
                  before.path("id").asString(),
                  issued.path("id").asString(),
                  call.body().path("grace_seconds").asInt(0),
                  StateChange.by(call));
          return Optional.of(issued);
        });
  }

  public ApiResponse revoke(ApiCall call) {
    return changes.run(
        TYPE,
        call,
        Action.UPDATE,
        Set.of("active", "retiring"),
        (rows, before) -> {
          new LifecycleRepository(rows).revoke(before.path("id").asString(), StateChange.by(call));
          return Optional.empty();
        });
  }
}
