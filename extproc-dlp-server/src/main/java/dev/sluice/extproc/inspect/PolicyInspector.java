package dev.sluice.extproc.inspect;

import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.ExchangeScope;
import dev.sluice.extproc.scanner.RuleSet;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;

/** The inspector of one policy. */
public final class PolicyInspector implements Inspector {
  static final String WIDE = "text in such a charset cannot be inspected";

  private final DlpPolicy policy;
  private final RuleSet rules;

  /** Compiles the rules of {@code policy} to be looked for together. */
  public PolicyInspector(DlpPolicy policy) {
    this.policy = policy;
    rules = new RuleSet(policy.rules());
  }

  /** A loader of rules files that makes inspectors of them. */
  public static PolicyFile<Inspector> file() {
    return new PolicyFile<>(
        DlpPolicyCompiler.KIND,
        DlpPolicyCompiler.SCHEMA,
        new DlpPolicyCompiler().<Inspector>then(PolicyInspector::new));
  }

  @Override
  public String version() {
    return policy.version();
  }

  @Override
  public boolean blocks(Direction direction, ExchangeScope scope) {
    return !rules.blocking(policy.inForce(direction, scope)).isEmpty();
  }

  @Override
  public Optional<BodyInspection> open(
      Direction direction, String contentType, ExchangeScope scope, InspectionSettings settings) {
    ContentKind kind = Framings.kind(direction, contentType);
    BitSet inForce = policy.inForce(direction, scope);
    boolean ruled = !inForce.isEmpty();
    Function<Shape, Framings> framings = shape -> framings(direction, inForce, settings, shape);
    boolean streams = settings.incremental() || policy.inspectsStreams(scope);
    return switch (kind) {
      case OPAQUE ->
          ruled && direction == Direction.REQUEST
              ? Optional.of(new OpaqueInspection())
              : Optional.empty();
      case WIDE -> ruled ? Optional.of(new RefusedInspection(WIDE)) : Optional.empty();
      case MULTIPART ->
          ruled
              ? Optional.of(multipart(framings.apply(Shape.WHOLE), contentType))
              : Optional.empty();
      case EVENT_STREAM ->
          streams ? Optional.of(framed(framings.apply(Shape.EVENTS), kind)) : Optional.empty();
      case JSON_LINES -> {
        boolean stream = streams && direction == Direction.RESPONSE;
        yield Optional.of(framed(framings.apply(stream ? Shape.LINES : Shape.WHOLE), kind));
      }
      case JSON, FORM, UNDECLARED, BYTES, TEXT ->
          Optional.of(framed(framings.apply(Shape.WHOLE), kind));
    };
  }

  private Framings framings(
      Direction direction, BitSet inForce, InspectionSettings settings, Shape shape) {
    var context =
        BodyContext.of(
            rules,
            inForce,
            settings.maxBufferBytes(),
            new Tally(rules.blocking(inForce), shape != Shape.WHOLE),
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
