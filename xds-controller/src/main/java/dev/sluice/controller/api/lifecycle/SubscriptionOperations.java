package dev.sluice.controller.api.lifecycle;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ChangeAudit;
import dev.sluice.controller.api.resource.ManagedResource;
import dev.sluice.controller.api.resource.ManagedResources;
import dev.sluice.controller.store.history.ChangeEvent.Action;
import dev.sluice.controller.store.management.LifecycleRepository;
import dev.sluice.controller.store.management.RowQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The operations on subscriptions: apply, approve, reject, suspend, resume and cancel. */
public final class SubscriptionOperations {
  private final ApiTransactions transactions;
  private final StateChange changes;

  public SubscriptionOperations(ApiTransactions transactions, BodySchemas schemas) {
    this.transactions = transactions;
    this.changes = new StateChange(transactions, schemas);
  }

  /** Applies for an offer; without a need for approval the subscription is active at once. */
  public ApiResponse apply(ApiCall call) {
    changes.requireValid(call);
    ManagedResource type = ManagedResources.SUBSCRIPTIONS;
    return transactions.write(
        call,
        rows -> {
          ObjectNode body = call.body();
          type.requireReferences(rows, body, "names nothing that is offered here");
          String publish = body.path("publish_id").asString();
          String plan = body.path("plan_id").asString();
          LifecycleRepository lifecycle = new LifecycleRepository(rows);
          ObjectNode offer = lifecycle.offer(publish, plan).orElseThrow(ProblemException::notFound);
          requireOpen(offer);
          String id =
              lifecycle.subscribe(
                  call.tenant().orElseThrow().id(),
                  publish,
                  plan,
                  StateChange.by(call),
                  !offer.path("approval").asBoolean());
          ObjectNode after = rows.find(type.table(), id, RowQuery.ALL).orElseThrow();
          if (!call.permits(after)) {
            throw ProblemException.of(
                ProblemType.FORBIDDEN, "The role of the caller does not cover this subscription.");
          }
          ChangeAudit.write(rows, call, type, Action.CREATE, Optional.empty(), Optional.of(after));
          return ApiResponse.resource(201, after)
              .with("Location", call.request().target() + "/" + id);
        });
  }

  private static void requireOpen(ObjectNode offer) {
    if (!offer.path("status").asString("").equals("PUBLISHED")) {
      throw ProblemException.at(ProblemType.CONFLICT, "/publish_id", "The publish is withdrawn.");
    }
    if (!offer.path("fits").asBoolean()) {
      throw ProblemException.invalid(
          List.of(new FieldProblem("/plan_id", "is a plan of another product or environment")));
    }
    if (!offer.path("plan_status").asString("").equals("active")) {
      throw ProblemException.at(ProblemType.CONFLICT, "/plan_id", "The plan is retired.");
    }
  }

  public ApiResponse approve(ApiCall call) {
    return decide(call, Action.APPROVE, Set.of("pending"), "active");
  }

  public ApiResponse reject(ApiCall call) {
    return decide(call, Action.REJECT, Set.of("pending"), "rejected");
  }

  public ApiResponse suspend(ApiCall call) {
    return decide(call, Action.UPDATE, Set.of("active"), "suspended");
  }

  public ApiResponse resume(ApiCall call) {
    return decide(call, Action.UPDATE, Set.of("suspended"), "active");
  }

  private ApiResponse decide(ApiCall call, Action action, Set<String> from, String to) {
    return changes.run(
        ManagedResources.RECEIVED_SUBSCRIPTIONS,
        call,
        action,
        from,
        (rows, before) -> {
          LifecycleRepository lifecycle = new LifecycleRepository(rows);
          String id = before.path("id").asString();
          boolean published = lifecycle.publishStatus(id).filter("PUBLISHED"::equals).isPresent();
          if (to.equals("active") && !published) {
            throw ProblemException.at(
                ProblemType.CONFLICT, "/publish_id", "The publish is withdrawn.");
          }
          lifecycle.decide(id, to, StateChange.by(call), StateChange.reason(call));
          return Optional.empty();
        });
  }

  public ApiResponse cancel(ApiCall call) {
    return changes.run(
        ManagedResources.SUBSCRIPTIONS,
        call,
        Action.UPDATE,
        Set.of("pending", "active", "suspended"),
        (rows, before) -> {
          new LifecycleRepository(rows)
              .decide(
                  before.path("id").asString(),
                  "cancelled",
                  StateChange.by(call),
                  StateChange.reason(call));
          return Optional.empty();
        });
  }
}
