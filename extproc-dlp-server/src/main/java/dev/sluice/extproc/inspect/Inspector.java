package dev.sluice.extproc.inspect;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.Optional;

/** One version of the policy, ready to inspect bodies; immutable and shared by all streams. */
public interface Inspector {
  /** The version of the policy, for {@code X-Policy-Version} and the audit row. */
  String version();

  /**
   * Starts inspecting a body.
   *
   * @param contentType the header as received, empty when absent
   * @return empty if nothing inspects such a body: the caller echoes it
   */
  Optional<BodyInspection> open(
      BodyDirection direction,
      String contentType,
      ExchangeScope scope,
      InspectionSettings settings);

  /** True if a rule in force may block: the caller then withholds headers until the verdict. */
  boolean mayBlock(BodyDirection direction, ExchangeScope scope);
}
