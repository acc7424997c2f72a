package dev.sluice.extproc.stream.exchange;

import dev.sluice.common.error.ErrorFormat;
import dev.sluice.common.error.ErrorIds;
import dev.sluice.common.error.ErrorWriter;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.model.ModelUse;

/**
 * The context of the exchange that a stream carries. Outside the scope, {@code -} marks an unknown
 * value.
 *
 * @param scope the properties that select rules
 * @param waf the parts that a policy row adds to those that WAF rules search
 * @param project the caller's project
 * @param service the service of the route
 * @param model the model name that the client sent
 * @param errors the writer of the errors of the exchange
 * @param addEventIds true if events without an id get one
 * @param caller the caller whom the authorization server verified
 * @param runsModel false if the call reads a stored answer or counts tokens, so that the usage in
 *     its answer does not count
 * @param models the use of the models of the route
 */
public record ExchangeContext(
    ExchangeScope scope,
    BodyInspectionMode inspection,
    RouteWafParts waf,
    String project,
    String service,
    String model,
    ErrorWriter errors,
    ExchangeCaller caller,
    boolean addEventIds,
    boolean runsModel,
    ModelUse models) {

  /** A response without a request: a local reply of Envoy, which is not inspected. */
  public static final ExchangeContext LOCAL_REPLY =
      new ExchangeContext(
          new ExchangeScope("", "", "", "", ""),
          BodyInspectionMode.OFF,
          RouteWafParts.NONE,
          "-",
          "-",
          "-",
          new ErrorWriter(ErrorFormat.ofName("sluice"), MessageDetail.FULL, new ErrorIds("-", "-")),
          ExchangeCaller.unknown(""),
          false,
          true,
          ModelUse.NONE);

  /** Returns the id by which the client can refer to the exchange. */
  public String correlationId() {
    return errors.ids().correlationId();
  }
}
