package dev.sluice.controller.api.lifecycle;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.ApiTransactions;
import dev.sluice.controller.api.resource.ChangeAudit;
import dev.sluice.controller.api.resource.ManagedResource;
import dev.sluice.controller.store.history.ChangeEvent.Action;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** A change of the state of one resource: lock it, check the state, change it, audit it. */
final class StateChange {
  private final ApiTransactions transactions;
  private final BodySchemas schemas;

  StateChange(ApiTransactions transactions, BodySchemas schemas) {
    this.transactions = transactions;
    this.schemas = schemas;
  }

  /** A change of a locked row; returns a member to add to the answer, such as a key shown once. */
  interface Step {
    Optional<ObjectNode> apply(ManagementTransaction rows, ObjectNode before);
  }

  /** Changes the resource whose id the path has, if it is in one of some states. */
  ApiResponse run(ManagedResource type, ApiCall call, Action action, Set<String> from, Step step) {
    requireValid(call);
    String id = call.path("id");
    return transactions.write(
        call,
        rows -> {
          ObjectNode before =
              rows.lock(type.table(), id, call.permittedRows())
                  .orElseThrow(ProblemException::notFound);
          String status = before.path("status").asString("");
          if (!from.contains(status)) {
            throw ProblemException.at(
                ProblemType.CONFLICT,
                "/status",
                "The status is %s; this needs %s."
                    .formatted(status, String.join(" or ", new TreeSet<>(from))));
          }
          if (!call.permits(before)) {
            throw ProblemException.notFound();
          }
          Optional<ObjectNode> instead = step.apply(rows, before);
          ObjectNode after =
              rows.find(type.table(), id, call.permittedRows())
                  .orElseThrow(ProblemException::notFound);
          ChangeAudit.write(rows, call, type, action, Optional.of(before), Optional.of(after));
          return ApiResponse.resource(instead.isPresent() ? 201 : 200, instead.orElse(after));
        });
  }

  /** Rejects a body that does not fit the schema of the operation. */
  void requireValid(ApiCall call) {
    call.operation().body().ifPresent(schema -> schemas.requireValid(schema, call.body()));
  }

  /** Returns the reason in the body. */
  static Optional<String> reason(ApiCall call) {
    return call.body().path("reason").asStringOpt();
  }

  /** Returns the text that names the caller in rows. */
  static String by(ApiCall call) {
    return call.caller().user().toString();
  }
}
