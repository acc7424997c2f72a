package dev.sluice.extproc.inspect;

import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.policy.Direction;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.ExchangeScope;
import dev.sluice.extproc.rewriter.Edits;
import dev.sluice.extproc.scanner.RuleSet;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Supplier;

/** The inspector of one policy. */
public final class PolicyInspector implements Inspector {
  private static final String WIDE = "text in such a charset cannot be inspected";

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
    ContentKind kind = kind(direction, contentType);
    BitSet inForce = policy.inForce(direction, scope);
    boolean ruled = !inForce.isEmpty();
    return switch (kind) {
      case OPAQUE ->
          ruled && direction == Direction.REQUEST
              ? Optional.of(new OpaqueInspection())
              : Optional.empty();
      case WIDE -> ruled ? Optional.of(new RefusedInspection(WIDE)) : Optional.empty();
      case EVENT_STREAM ->
          settings.incremental() || policy.inspectsStreams(scope)
              ? Optional.of(framed(kind, direction, inForce, settings))
              : Optional.empty();
      case JSON, JSON_LINES, FORM, UNDECLARED, BYTES, TEXT ->
          Optional.of(framed(kind, direction, inForce, settings));
    };
  }

  private FramedInspection framed(
      ContentKind kind, Direction direction, BitSet inForce, InspectionSettings settings) {
    boolean eventStream = kind == ContentKind.EVENT_STREAM;
    var context =
        new BodyContext(
            rules,
            inForce,
            settings.maxBufferBytes(),
            new Tally(rules.blocking(inForce), eventStream),
            new Edits(),
            new TokenCounter(direction));
    var diff = new DiffHash();
    Framing framing = framing(kind, context, diff);
    if (direction == Direction.REQUEST && kind.isJson()) {
      framing = strict(framing, context);
    } else if (!inForce.isEmpty() && !eventStream) {
      framing = new NarrowFraming(framing, context.tally());
    }
    return new FramedInspection(context, framing, diff, eventStream);
  }

  /**
   * What a client says about its request need not be what the upstream reads: only what would be
   * refused if it were not true is believed. A download of unknown bytes is no text.
   */
  private static ContentKind kind(Direction direction, String contentType) {
    ContentKind kind = ContentKind.of(contentType);
    return switch (direction) {
      case REQUEST ->
          switch (kind) {
            case EVENT_STREAM, TEXT, BYTES -> ContentKind.UNDECLARED;
            case JSON, JSON_LINES, FORM, UNDECLARED, OPAQUE, WIDE -> kind;
          };
      case RESPONSE -> kind == ContentKind.BYTES ? ContentKind.OPAQUE : kind;
    };
  }

  private static Framing strict(Framing json, BodyContext context) {
    return context.inForce().isEmpty() ? json : new StrictFraming(json, context.tally());
  }

  private static Framing framing(ContentKind kind, BodyContext context, DiffHash diff) {
    Supplier<Framing> json = () -> new JsonFraming(context, diff, false);
    return switch (kind) {
      case JSON -> json.get();
      case JSON_LINES -> new JsonFraming(context, diff, true);
      case EVENT_STREAM -> new EventStreamFraming(context);
      // No form begins with a bracket, and clients that send JSON without saying so call it a form.
      case FORM -> new SniffedFraming(new FormFraming(context), () -> strict(json.get(), context));
      case UNDECLARED, BYTES -> new GuessedFraming(new TextFraming(context), json);
      case TEXT, OPAQUE, WIDE -> new TextFraming(context);
    };
  }
}
