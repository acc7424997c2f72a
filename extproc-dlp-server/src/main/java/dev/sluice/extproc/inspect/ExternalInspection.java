package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.inspect.ExternalReview.Reviewed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An inspection whose whole output is reviewed by an external recognizer before a byte leaves. The
 * recognizer sees what the other rules leave: their masks, and no body that they reject.
 */
final class ExternalInspection extends ForwardingInspection {
  private final ExternalReview review;
  private final int maxStreamBytes;
  private ByteString held = ByteString.EMPTY;
  private @Nullable CompletableFuture<Reviewed> pending;
  private @Nullable Reviewed reviewed;

  /**
   * Creates an inspection.
   *
   * @param inner the inspection by the other rules
   * @param maxStreamBytes the most bytes of an event stream that wait
   */
  ExternalInspection(BodyInspection inner, ExternalReview review, int maxStreamBytes) {
    super(inner);
    this.review = review;
    this.maxStreamBytes = maxStreamBytes;
  }

  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    if (pending != null) {
      return resume(pending);
    }
    BodyVerdict verdict = inner().feed(chunk, last);
    if (!(verdict instanceof BodyVerdict.Pass)) {
      held = ByteString.EMPTY;
      return verdict.with(ByteString.EMPTY);
    }
    held = held.concat(verdict.output());
    if (inner().eventStream() && held.size() > maxStreamBytes) {
      held = ByteString.EMPTY;
      return new BodyVerdict.Overflow(ByteString.EMPTY);
    }
    if (last && !held.isEmpty()) {
      pending = review.start(held);
    }
    return new BodyVerdict.Pass(ByteString.EMPTY);
  }

  private BodyVerdict resume(CompletableFuture<Reviewed> review) {
    if (!review.isDone()) {
      return new BodyVerdict.Pass(ByteString.EMPTY);
    }
    Reviewed result = review.join();
    reviewed = result;
    held = ByteString.EMPTY;
    return result.verdict();
  }

  @Override
  public Optional<CompletionStage<?>> awaited() {
    return reviewed == null ? Optional.ofNullable(pending) : Optional.empty();
  }

  @Override
  public boolean changed() {
    return inner().changed() || (reviewed != null && reviewed.changed());
  }

  @Override
  public List<DlpFinding> findings() {
    return reviewed == null || reviewed.findings().isEmpty()
        ? inner().findings()
        : Stream.concat(inner().findings().stream(), reviewed.findings().stream()).toList();
  }

  @Override
  public InspectionOutcome outcome() {
    return reviewed == null ? inner().outcome() : inner().outcome().plus(reviewed.outcome());
  }

  @Override
  public long heldBytes() {
    return inner().heldBytes() + held.size();
  }
}
