package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.model.ServedModel;
import dev.sluice.extproc.wire.StructView;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The use of a language model in an exchange.
 *
 * @param cost the cost at the prices in force, if they are known
 */
record ModelUsage(
    String provider,
    String model,
    @Nullable Integer inputTokens,
    @Nullable Integer outputTokens,
    Optional<BigDecimal> cost) {
  private static final String UNKNOWN = "unknown";

  /** Returns the usage of an exchange that names a model or reports tokens. */
  static Optional<ModelUsage> of(LoggedExchange exchange, RouteMetadataSource inForce) {
    String alias = exchange.model();
    StructView inspection = exchange.inspection();
    @Nullable Integer input = StructColumns.number(inspection, "input_tokens");
    @Nullable Integer output = StructColumns.number(inspection, "output_tokens");
    boolean reported = (input != null || output != null) && !inspection.flag("estimated");
    if (exchange.stoppedBeforeRouting() || (alias.isEmpty() && !reported)) {
      return Optional.empty();
    }
    Optional<ServedModel> served = served(exchange, alias, inForce);
    return Optional.of(
        new ModelUsage(
            served.map(ServedModel::provider).orElse(UNKNOWN),
            alias.isEmpty() ? UNKNOWN : alias,
            input,
            output,
            served.map(known -> known.cost(orZero(input), orZero(output)))));
  }

  private static Optional<ServedModel> served(
      LoggedExchange exchange, String alias, RouteMetadataSource inForce) {
    if (!exchange.modelId().isEmpty()) {
      return inForce.model(exchange.modelId());
    }
    return alias.isEmpty()
        ? Optional.empty()
        : inForce.find(exchange.decision().text("route"), alias);
  }

  private static int orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}
