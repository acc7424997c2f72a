package dev.sluice.extproc.inspect;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.BodyFindings;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.finding.RulesInForce;
import dev.sluice.extproc.finding.TokenMeter;
import dev.sluice.extproc.inspect.FramingFactory.OutputUnit;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.rewriter.TokenVault;
import dev.sluice.extproc.rewriter.ValueHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An inspector for one policy. */
public final class PolicyInspector implements Inspector {
  private final DlpPolicy policy;
  private final CompiledRules rules;
  private final String version;
  private final String policyId;
  private final String content;

  /** Compiles the DLP rules for one search. */
  public PolicyInspector(DlpPolicy policy) {
    this(policy, Optional.empty());
  }

  /** Compiles the DLP rules and the WAF rules for one search. */
  public PolicyInspector(DlpPolicy policy, Optional<WafPolicy> waf) {
    this.policy = policy;
    rules = new CompiledRules(policy, waf);
    version = policy.version() + waf.map(attacks -> "+" + attacks.version()).orElse("");
    policyId = policy.id() + waf.map(attacks -> "+" + attacks.id()).orElse("");
    content = policy.content() + waf.map(attacks -> "+" + attacks.content()).orElse("");
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String policyId() {
    return policyId;
  }

  @Override
  public String content() {
    return content;
  }

  @Override
  public boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf) {
    return !rules.inForce(direction, scope, waf).blocking().isEmpty();
  }

  @Override
  public Optional<BodyInspection> open(
      BodyDirection direction,
      String contentType,
      ExchangeScope scope,
      InspectionSettings settings) {
    ContentKind kind = FramingFactory.kind(direction, contentType);
    boolean streams = settings.incremental() || policy.inspectsStreams(scope);
    RulesInForce selected = rules.inForce(direction, scope, settings.waf());
    RulesInForce applying = settings.ruled() ? selected : selected.withNoneInForce();
    boolean counted = settings.meter().isPresent();
    RulesInForce inForce =
        kind == ContentKind.EVENT_STREAM && !streams ? applying.withNoneInForce() : applying;
    boolean ruled = inForce.any();
    Replacer replacer = replacer(direction, inForce, scope.tenant(), settings.tokens());
    Function<OutputUnit, FramingFactory> framings =
        outputUnit -> framings(direction, inForce, replacer, settings, outputUnit);
    boolean restores = direction == BodyDirection.RESPONSE && !settings.tokens().isEmpty();
    return switch (kind) {
      case OPAQUE ->
          ruled && direction == BodyDirection.REQUEST
              ? Optional.of(new OpaqueInspection())
              : Optional.empty();
      case WIDE_CHARSET ->
          ruled ? Optional.of(new RejectedInspection(FramingFactory.WIDE)) : Optional.empty();
      case MULTIPART ->
          ruled || restores
              ? Optional.of(multipart(framings.apply(OutputUnit.WHOLE), contentType))
              : Optional.empty();
      case EVENT_STREAM ->
          streams || restores || counted
              ? Optional.of(framed(framings.apply(OutputUnit.EVENTS), kind))
              : Optional.empty();
      case JSON_LINES -> {
        boolean stream = (streams || counted) && direction == BodyDirection.RESPONSE;
        yield Optional.of(
            framed(framings.apply(stream ? OutputUnit.LINES : OutputUnit.WHOLE), kind));
      }
      case JSON, FORM, UNDECLARED, BYTES, TEXT ->
          Optional.of(framed(framings.apply(OutputUnit.WHOLE), kind));
    };
  }

  private Replacer replacer(
      BodyDirection direction, RulesInForce inForce, String tenant, TokenVault tokens) {
    Optional<ValueHash> hashes = policy.hashKey().map(key -> key.forTenant(tenant));
    return switch (direction) {
      case REQUEST -> {
        List<String> kinds = inForce.tokenKinds();
        yield kinds.isEmpty() ? Replacer.of(hashes) : Replacer.issuing(hashes, tokens, kinds);
      }
      case RESPONSE -> tokens.isEmpty() ? Replacer.of(hashes) : Replacer.restoring(hashes, tokens);
    };
  }

  private FramingFactory framings(
      BodyDirection direction,
      RulesInForce inForce,
      Replacer replacer,
      InspectionSettings settings,
      OutputUnit outputUnit) {
    var context =
        BodyContext.of(
            inForce,
            settings.maxBufferBytes(),
            replacer,
            new BodyFindings(direction, inForce.blocking(), outputUnit != OutputUnit.WHOLE),
            direction,
            settings.meter().orElse(TokenMeter.NONE));
    return new FramingFactory(context, direction, new DiffHash(), outputUnit);
  }

  private static BodyInspection framed(FramingFactory framings, ContentKind kind) {
    return new FramedInspection(framings, framings.of(kind, framings.text()));
  }

  private static BodyInspection multipart(FramingFactory framings, String contentType) {
    return new PartFramingFactory(framings, 1)
        .multipart(contentType)
        .<BodyInspection>map(framing -> new FramedInspection(framings, framing))
        .orElseGet(() -> new RejectedInspection(PartFramingFactory.NO_BOUNDARY));
  }
}
