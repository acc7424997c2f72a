package dev.sluice.extproc.inspect;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.Optional;

/** An inspector of bodies for one version of the policy; immutable and shared by all streams. */
public interface Inspector {
  /** Returns the version of the policy, for {@code X-Policy-Version} and the audit row. */
  String version();

  /** Returns the names, versions and hashes of the files of the policy, for the audit row. */
  default String policyId() {
    return version();
  }

  /** Returns the names, versions and hashes of the files of the shadow rules, if there are any. */
  default Optional<String> shadowPolicyId() {
    return Optional.empty();
  }

  /** Returns a hash of the policy, which changes also where its author forgot a new version. */
  default String content() {
    return version();
  }

  /**
   * Starts the inspection of a body.
   *
   * @param contentType the header as received, empty if absent
   * @return empty if such a body is not inspected; it then passes unchanged
   */
  Optional<BodyInspection> open(
      BodyDirection direction,
      String contentType,
      ExchangeScope scope,
      InspectionSettings settings);

  /**
   * Returns true if a rule in force may block; the caller then holds headers until the verdict.
   *
   * @param waf the parts that a policy row adds to those that WAF rules search
   */
  boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf);
}
