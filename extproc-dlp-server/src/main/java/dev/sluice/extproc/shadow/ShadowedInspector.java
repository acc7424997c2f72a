package dev.sluice.extproc.shadow;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.inspect.UnscannedBody;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.rewriter.TokenVault;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An inspector of the rules in force whose inspections are compared with those of shadow rules. A
 * body that the rules in force do not inspect is not compared.
 *
 * @param changes receives the result for each body that was compared
 */
record ShadowedInspector(
    Inspector live, Inspector shadow, BiConsumer<BodyDirection, BodyChange> changes)
    implements Inspector {
  @Override
  public String version() {
    return live.version();
  }

  @Override
  public String policyId() {
    return live.policyId();
  }

  @Override
  public String content() {
    return live.content();
  }

  @Override
  public Optional<String> shadowPolicyId() {
    return Optional.of(shadow.policyId());
  }

  @Override
  public boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf) {
    return live.mayBlock(direction, scope, waf);
  }

  /** The shadow rules issue reversible tokens of their own, and count no tokens of models. */
  @Override
  public Optional<BodyInspection> open(
      BodyDirection direction,
      String contentType,
      ExchangeScope scope,
      InspectionSettings settings) {
    Optional<BodyInspection> inspection = live.open(direction, contentType, scope, settings);
    if (inspection.isEmpty() || !settings.ruled()) {
      return inspection;
    }
    BodyInspection known = inspection.get();
    TokenVault tokens = direction == BodyDirection.REQUEST ? new TokenVault() : settings.tokens();
    BodyInspection compared =
        shadow
            .open(direction, contentType, scope, settings.forShadow(tokens))
            .orElseGet(() -> new UnscannedBody(known.eventStream()));
    return Optional.of(
        new ShadowedInspection(
            known,
            compared,
            settings.maxBufferBytes(),
            change -> changes.accept(direction, change)));
  }
}
