package dev.sluice.extproc.inspect;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.rewriter.Replacer;
import dev.sluice.extproc.rewriter.TokenBook;
import dev.sluice.extproc.rewriter.ValueHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The inspector of one policy. */
public final class PolicyInspector implements Inspector {
  static final String WIDE = "text in such a charset cannot be inspected";

  private final DlpPolicy policy;
  private final PolicyRules rules;
  private final String version;

  /** Compiles the rules of {@code policy} to be looked for together. */
  public PolicyInspector(DlpPolicy policy) {
    this(policy, Optional.empty());
  }

  /** Compiles them together with those against attacks. */
  public PolicyInspector(DlpPolicy policy, Optional<WafPolicy> waf) {
    this.policy = policy;
    rules = new PolicyRules(policy, waf);
    version = policy.version() + waf.map(attacks -> "+" + attacks.version()).orElse("");
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean blocks(Direction direction, ExchangeScope scope) {
    return !rules.inForce(direction, scope).blocking().isEmpty();
  }

  @Override
  public Optional<BodyInspection> open(
      Direction direction, String contentType, ExchangeScope scope, InspectionSettings settings) {
    ContentKind kind = Framings.kind(direction, contentType);
    boolean streams = settings.incremental() || policy.inspectsStreams(scope);
    RulesInForce applying = rules.inForce(direction, scope);
    RulesInForce inForce =
        kind == ContentKind.EVENT_STREAM && !streams ? applying.none() : applying;
    boolean ruled = inForce.any();
    Replacer replacer = replacer(direction, inForce, scope.tenant(), settings.tokens());
    Function<Shape, Framings> framings =
        shape -> framings(direction, inForce, replacer, settings, shape);
    boolean restores = direction == Direction.RESPONSE && !settings.tokens().isEmpty();
    return switch (kind) {
      case OPAQUE ->
          ruled && direction == Direction.REQUEST
              ? Optional.of(new OpaqueInspection())
              : Optional.empty();
      case WIDE -> ruled ? Optional.of(new RefusedInspection(WIDE)) : Optional.empty();
      case MULTIPART ->
          ruled || restores
              ? Optional.of(multipart(framings.apply(Shape.WHOLE), contentType))
              : Optional.empty();
      case EVENT_STREAM ->
          streams || restores
              ? Optional.of(framed(framings.apply(Shape.EVENTS), kind))
              : Optional.empty();
      case JSON_LINES -> {
        boolean stream = streams && direction == Direction.RESPONSE;
        yield Optional.of(framed(framings.apply(stream ? Shape.LINES : Shape.WHOLE), kind));
      }
      case JSON, FORM, UNDECLARED, BYTES, TEXT ->
          Optional.of(framed(framings.apply(Shape.WHOLE), kind));
    };
  }

  private Replacer replacer(
      Direction direction, RulesInForce inForce, String tenant, TokenBook tokens) {
    Optional<ValueHash> hashes = policy.hashKey().map(key -> key.of(tenant));
    return switch (direction) {
      case REQUEST -> {
        List<String> kinds = inForce.tokenKinds();
        yield kinds.isEmpty() ? Replacer.of(hashes) : Replacer.giving(hashes, tokens, kinds);
      }
      case RESPONSE -> tokens.isEmpty() ? Replacer.of(hashes) : Replacer.restoring(hashes, tokens);
    };
  }

  private Framings framings(
      Direction direction,
      RulesInForce inForce,
      Replacer replacer,
      InspectionSettings settings,
      Shape shape) {
    var context =
        BodyContext.of(
            inForce,
            settings.maxBufferBytes(),
            replacer,
            new Tally(direction, inForce.blocking(), shape != Shape.WHOLE),
            direction);
    return new Framings(context, direction, new DiffHash(), shape);
  }

  private static BodyInspection framed(Framings framings, ContentKind kind) {
    return new FramedInspection(framings, framings.of(kind, framings.text()));
  }

  private static BodyInspection multipart(Framings framings, String contentType) {
    return framings
        .multipart(contentType, 1)
        .<BodyInspection>map(framing -> new FramedInspection(framings, framing))
        .orElseGet(() -> new RefusedInspection(Framings.NO_BOUNDARY));
  }
}
