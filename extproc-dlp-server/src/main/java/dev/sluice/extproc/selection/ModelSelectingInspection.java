package dev.sluice.extproc.selection;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.ForwardingInspection;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.model.ModelChoice;
import dev.sluice.extproc.model.ModelFault;
import dev.sluice.extproc.model.ModelUse;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An inspection of a body that chooses a language model. No byte leaves before the choice. The
 * bytes of the name are replaced by the name that the backend uses, and the result is inspected by
 * another inspection. A second name ends the body even after the choice.
 */
public final class ModelSelectingInspection extends ForwardingInspection {
  private final ModelUse.Choice use;
  private final long limit;
  private final Consumer<ModelVerdict> verdicts;
  private final ModelMember member = new ModelMember();
  private ByteString open = ByteString.EMPTY;
  private ByteString held = ByteString.EMPTY;
  private long fed;
  private boolean renamed;
  private @Nullable ChosenModel chosen;

  /**
   * Creates an inspection.
   *
   * @param inner the inspection of the body with the replaced name
   * @param limit the number of bytes in which the name must end
   * @param verdicts receives the verdict of the rules about models, before that on the body
   */
  public ModelSelectingInspection(
      BodyInspection inner, ModelUse.Choice use, long limit, Consumer<ModelVerdict> verdicts) {
    super(inner);
    this.use = use;
    this.limit = limit;
    this.verdicts = verdicts;
  }

  /** Returns the chosen model, as soon as there is one. */
  public Optional<ChosenModel> chosen() {
    return Optional.ofNullable(chosen);
  }

  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    byte[] bytes = chunk.toByteArray();
    member.feed(bytes, 0, bytes.length, fed);
    ByteString piece = open.concat(chunk);
    long pieceStart = fed - open.size();
    open = ByteString.EMPTY;
    fed += bytes.length;
    Optional<BodyVerdict> fault = fault(last);
    if (fault.isPresent()) {
      return fault.get();
    }
    if (chosen != null) {
      return inner().feed(piece, last);
    }
    if (member.end() >= 0) {
      return choose(use.header().orElse(member.name()), piece, pieceStart, last);
    }
    if (member.objectEnd() >= 0 || last) {
      Optional<String> alias = use.header().or(use::defaultAlias);
      return alias.isPresent() && member.objectEnd() >= 0
          ? choose(alias.get(), piece, pieceStart, last)
          : new BodyVerdict.Refused(ByteString.EMPTY, ModelFault.MISSING);
    }
    if (member.start() >= 0) {
      int kept = (int) (member.start() - pieceStart);
      open = piece.substring(kept);
      piece = piece.substring(0, kept);
    }
    return held(inner().feed(piece, false));
  }

  /** Returns the verdict on a body that cannot choose a model. */
  private Optional<BodyVerdict> fault(boolean last) {
    if (!member.isValid() || (last && !member.isComplete())) {
      return Optional.of(
          new BodyVerdict.Invalid(ByteString.EMPTY, "it names a model and must be JSON in UTF-8"));
    }
    if (member.count() > 1) {
      return refused(ModelFault.TWICE);
    }
    if (!member.isText()) {
      return refused(ModelFault.NOT_TEXT);
    }
    long needed = member.end() >= 0 ? member.end() : fed;
    return chosen == null && needed > limit ? refused(ModelFault.TOO_LATE) : Optional.empty();
  }

  private static Optional<BodyVerdict> refused(ModelFault fault) {
    return Optional.of(new BodyVerdict.Refused(ByteString.EMPTY, fault));
  }

  private BodyVerdict choose(String alias, ByteString piece, long pieceStart, boolean last) {
    ModelChoice choice = use.find(alias);
    verdicts.accept(choice.verdict());
    return switch (choice) {
      case ModelChoice.Refused(ModelFault fault, _) ->
          new BodyVerdict.Refused(ByteString.EMPTY, fault);
      case ModelChoice.Found(ChosenModel model, _) -> {
        BodyVerdict verdict = inner().feed(replaced(model, piece, pieceStart), last);
        if (verdict instanceof BodyVerdict.Pass(ByteString output)) {
          chosen = model;
          ByteString all = held.concat(output);
          held = ByteString.EMPTY;
          yield new BodyVerdict.Pass(all);
        }
        yield withoutOutput(verdict);
      }
    };
  }

  /** Returns a piece of the body with the name of the backend in place of the client's. */
  private ByteString replaced(ChosenModel model, ByteString piece, long pieceStart) {
    String upstream = model.upstreamModel();
    if (member.end() >= 0 && member.name().equals(upstream)) {
      return piece;
    }
    renamed = true;
    ByteString value = ModelBody.value(upstream);
    if (member.end() >= 0) {
      return piece
          .substring(0, (int) (member.start() - pieceStart))
          .concat(value)
          .concat(piece.substring((int) (member.end() - pieceStart)));
    }
    int at = (int) (member.objectEnd() - pieceStart);
    String key = member.hasMembers() ? ",\"model\":" : "\"model\":";
    return piece
        .substring(0, at)
        .concat(ByteString.copyFromUtf8(key))
        .concat(value)
        .concat(piece.substring(at));
  }

  private BodyVerdict held(BodyVerdict verdict) {
    if (verdict instanceof BodyVerdict.Pass(ByteString output)) {
      held = held.concat(output);
      return new BodyVerdict.Pass(ByteString.EMPTY);
    }
    return withoutOutput(verdict);
  }

  /** Returns a final verdict without the bytes that would leave without a model. */
  private static BodyVerdict withoutOutput(BodyVerdict verdict) {
    return verdict.with(ByteString.EMPTY);
  }

  @Override
  public boolean changed() {
    return renamed || inner().changed();
  }

  /** Returns the request with the name that callers use, which prices and budgets refer to. */
  @Override
  public ModelRequest request() {
    ModelRequest request = inner().request();
    return chosen == null ? request : request.withModel(chosen.alias());
  }

  @Override
  public long heldBytes() {
    return inner().heldBytes() + held.size() + open.size();
  }
}
