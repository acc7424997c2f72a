package dev.sluice.extproc.stream.body;

import dev.sluice.extproc.budget.ExchangeMeter;
import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.BodyRejection;
import dev.sluice.extproc.response.DlpErrorCode;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The budgets at one body: a request that passes every rule is admitted at its end, and a stream
 * that a budget ends is explained.
 *
 * @param request the request, when its body is read
 */
record BudgetGate(BodyDirection direction, ExchangeMeter meter, Supplier<ModelRequest> request) {
  /** Admits a whole request; returns its rejection if a budget refuses it. */
  Optional<BodyRejection> admit() {
    return direction == BodyDirection.REQUEST && meter.counts()
        ? meter.admit(request.get()).map(BodyRejection::of)
        : Optional.empty();
  }

  /** Returns a rejection with the budget that caused it. */
  BodyRejection explain(BodyRejection rejection) {
    return rejection.code() == DlpErrorCode.TOKEN_BUDGET_EXCEEDED
        ? meter.refusal().map(BodyRejection::of).orElse(rejection)
        : rejection;
  }
}
