package dev.sluice.extproc.inspect;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.external.ExternalRecognizer;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.BodyFindings;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.finding.RulesInForce;
import dev.sluice.extproc.finding.TokenMeter;
import dev.sluice.extproc.inspect.FramingFactory.OutputUnit;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.ExternalEntities;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.rewriter.TokenVault;
import dev.sluice.extproc.rewriter.ValueHash;
import dev.sluice.extproc.scanner.TextReview;
import java.util.List;
import java.util.Optional;

/** An inspector for one policy. */
public final class PolicyInspector implements Inspector {
  private final DlpPolicy policy;
  private final Optional<WafPolicy> waf;
  private final CompiledRules rules;
  private final String version;
  private final String policyId;
  private final String content;
  private final Optional<ExternalRecognizer> recognizer;

  /** Compiles the DLP rules for one search. */
  public PolicyInspector(DlpPolicy policy) {
    this(policy, Optional.empty());
  }

  /** Compiles the DLP rules and the WAF rules for one search. */
  public PolicyInspector(DlpPolicy policy, Optional<WafPolicy> waf) {
    this(policy, waf, Optional.empty());
  }

  /**
   * Compiles the DLP rules and the WAF rules for one search. Without a {@code recognizer}, rules
   * for an external one find nothing.
   */
  public PolicyInspector(
      DlpPolicy policy, Optional<WafPolicy> waf, Optional<ExternalRecognizer> recognizer) {
    this(policy, waf, new CompiledRules(policy, waf), recognizer);
  }

  private PolicyInspector(
      DlpPolicy policy,
      Optional<WafPolicy> waf,
      CompiledRules rules,
      Optional<ExternalRecognizer> recognizer) {
    this.policy = policy;
    this.waf = waf;
    this.rules = rules;
    this.recognizer = recognizer;
    version = policy.version() + waf.map(attacks -> "+" + attacks.version()).orElse("");
    policyId = policy.id() + waf.map(attacks -> "+" + attacks.id()).orElse("");
    content = policy.content() + waf.map(attacks -> "+" + attacks.content()).orElse("");
  }

  /** Returns the same inspector without calls of an external recognizer. */
  public PolicyInspector withoutRecognizer() {
    return new PolicyInspector(policy, waf, rules, Optional.empty());
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
    RulesInForce inForce = rules.inForce(direction, scope, waf);
    return !inForce.blocking().isEmpty()
        || (recognizer.isPresent() && !inForce.external().isEmpty());
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
    var opening =
        new Opening(direction, contentType, scope.tenant(), kind, inForce, replacer, settings);
    boolean restores = direction == BodyDirection.RESPONSE && !settings.tokens().isEmpty();
    return switch (kind) {
      case OPAQUE ->
          ruled && direction == BodyDirection.REQUEST
              ? Optional.of(new OpaqueInspection())
              : Optional.empty();
      case WIDE_CHARSET ->
          ruled ? Optional.of(new RejectedInspection(FramingFactory.WIDE)) : Optional.empty();
      case MULTIPART ->
          ruled || restores ? Optional.of(inspection(opening, OutputUnit.WHOLE)) : Optional.empty();
      case EVENT_STREAM ->
          streams || restores || counted
              ? Optional.of(inspection(opening, OutputUnit.EVENTS))
              : Optional.empty();
      case JSON_LINES -> {
        boolean stream = (streams || counted) && direction == BodyDirection.RESPONSE;
        yield Optional.of(inspection(opening, stream ? OutputUnit.LINES : OutputUnit.WHOLE));
      }
      case JSON, FORM, UNDECLARED, BYTES, TEXT ->
          Optional.of(inspection(opening, OutputUnit.WHOLE));
    };
  }

  private Replacer replacer(
      BodyDirection direction, RulesInForce inForce, String tenant, TokenVault tokens) {
    Optional<ValueHash> hashes = hashes(tenant);
    return switch (direction) {
      case REQUEST -> {
        List<String> kinds = inForce.tokenKinds();
        yield kinds.isEmpty() ? Replacer.of(hashes) : Replacer.issuing(hashes, tokens, kinds);
      }
      case RESPONSE -> tokens.isEmpty() ? Replacer.of(hashes) : Replacer.restoring(hashes, tokens);
    };
  }

  private Optional<ValueHash> hashes(String tenant) {
    return policy.hashKey().map(key -> key.forTenant(tenant));
  }

  /** A body whose inspection begins. */
  private record Opening(
      BodyDirection direction,
      String contentType,
      String tenant,
      ContentKind kind,
      RulesInForce inForce,
      Replacer replacer,
      InspectionSettings settings) {
    private BodyInspection inspect(OutputUnit outputUnit) {
      var context =
          BodyContext.of(
              inForce,
              settings.maxBufferBytes(),
              replacer,
              findings(inForce, outputUnit),
              direction,
              settings.meter().orElse(TokenMeter.NONE));
      return inspect(context, outputUnit);
    }

    /** Inspects a whole body again with a review, in place of patterns and tokens. */
    private BodyInspection review(
        RulesInForce rules, Replacer plain, OutputUnit outputUnit, TextReview review) {
      var context =
          BodyContext.of(
              rules,
              Integer.MAX_VALUE,
              plain,
              findings(rules, outputUnit),
              direction,
              TokenMeter.NONE,
              Optional.of(review));
      return inspect(context, outputUnit);
    }

    private BodyFindings findings(RulesInForce rules, OutputUnit outputUnit) {
      return new BodyFindings(direction, rules.blocking(), outputUnit != OutputUnit.WHOLE);
    }

    private BodyInspection inspect(BodyContext context, OutputUnit outputUnit) {
      var framings = new FramingFactory(context, direction, new DiffHash(), outputUnit);
      return kind == ContentKind.MULTIPART ? multipart(framings) : framed(framings);
    }

    private BodyInspection framed(FramingFactory framings) {
      return new FramedInspection(framings, framings.of(kind, framings.text()));
    }

    private BodyInspection multipart(FramingFactory framings) {
      return new PartFramingFactory(framings, 1)
          .multipart(contentType)
          .<BodyInspection>map(framing -> new FramedInspection(framings, framing))
          .orElseGet(() -> new RejectedInspection(PartFramingFactory.NO_BOUNDARY));
    }
  }

  /** Opens an inspection; an external recognizer reviews its output if a rule requires it. */
  private BodyInspection inspection(Opening opening, OutputUnit outputUnit) {
    BodyInspection inspection = opening.inspect(outputUnit);
    List<DlpRule> external =
        opening.inForce().external().stream()
            .filter(rule -> outputUnit == OutputUnit.WHOLE || holdsStreams(rule))
            .toList();
    if (external.isEmpty() || recognizer.isEmpty()) {
      return inspection;
    }
    RulesInForce applied = opening.inForce().with(external);
    Replacer plain = Replacer.of(hashes(opening.tenant()));
    return new ExternalInspection(
        inspection,
        new ExternalReview(
            recognizer.get(),
            new ExternalRules(external),
            review -> opening.review(applied, plain, outputUnit, review)),
        opening.settings().maxBufferBytes());
  }

  private static boolean holdsStreams(DlpRule rule) {
    return rule.external().filter(ExternalEntities::holdsStreams).isPresent();
  }
}
