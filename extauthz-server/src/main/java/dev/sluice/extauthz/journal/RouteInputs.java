package dev.sluice.extauthz.journal;

import dev.sluice.extauthz.decision.DecisionTrace.RouteSource;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.response.EncodedDecisionKey;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The inputs of a decision that come from its route and its caller, for its record. With the
 * columns of the record and the values of the request they suffice to decide again.
 */
final class RouteInputs {
  private RouteInputs() {}

  static Map<String, Object> of(EncodedDecisionKey key) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("policy", key.policyId());
    inputs.put("issuers", key.issuersHash());
    RouteRule route = key.route();
    if (route != null) {
      RouteSource source =
          route.publish().isEmpty() ? RouteSource.POLICY_FILE : RouteSource.PUBLISH;
      inputs.put("source", source.name().toLowerCase(Locale.ROOT));
      inputs.put("auth", route.auth().fingerprint());
      inputs.put("level", route.minLevel().label());
      inputs.put("product", route.product());
    }
    if (key.identity() instanceof Identity.Caller caller) {
      inputs.put("issuer", caller.issuer());
      inputs.put("token_role", caller.role());
    }
    return inputs;
  }
}
