package dev.sluice.extproc.shadow;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.ForwardingInspection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An inspection beside which shadow rules read the same body. Verdicts, outputs and findings are
 * those of the rules in force.
 */
final class ShadowedInspection extends ForwardingInspection {
  private static final Logger log = LoggerFactory.getLogger(ShadowedInspection.class);

  private final long mostHeldBytes;
  private final Consumer<BodyChange> changes;
  private final OutputComparison outputs = new OutputComparison();
  private @Nullable BodyInspection shadow;
  private @Nullable BodyVerdict shadowEnd;
  private Optional<BodyChange> change = Optional.empty();

  /**
   * Creates an inspection.
   *
   * @param shadow the inspection by the shadow rules
   * @param mostHeldBytes the most bytes that the shadow rules may hold; with more they give up
   * @param changes receives the result of the comparison
   */
  ShadowedInspection(
      BodyInspection live,
      BodyInspection shadow,
      long mostHeldBytes,
      Consumer<BodyChange> changes) {
    super(live);
    this.shadow = shadow;
    this.mostHeldBytes = mostHeldBytes;
    this.changes = changes;
  }

  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    BodyVerdict verdict = inner().feed(chunk, last);
    if (shadow != null) {
      try {
        compare(shadow, verdict, chunk, last);
      } catch (RuntimeException e) {
        log.error("the shadow rules failed", e);
        end(BodyChange.UNDECIDED);
      }
    }
    return verdict;
  }

  private void compare(BodyInspection reader, BodyVerdict live, ByteString chunk, boolean last) {
    boolean liveEnds = last || !(live instanceof BodyVerdict.Pass);
    ByteString output = ByteString.EMPTY;
    if (shadowEnd == null) {
      BodyVerdict judged = reader.feed(chunk, last);
      output = judged.output();
      shadowEnd = liveEnds || !(judged instanceof BodyVerdict.Pass) ? judged : null;
    }
    outputs.add(live.output(), output);
    if (inner().awaited().isPresent() || reader.awaited().isPresent()) {
      end(BodyChange.UNDECIDED);
    } else if (liveEnds) {
      end(change(live, shadowEnd, sameFindings(reader)));
    } else if (reader.heldBytes() + outputs.heldBytes() > mostHeldBytes) {
      end(BodyChange.UNDECIDED);
    }
  }

  private BodyChange change(BodyVerdict live, @Nullable BodyVerdict judged, boolean sameFindings) {
    if (live instanceof BodyVerdict.OverBudget || live instanceof BodyVerdict.Refused) {
      return BodyChange.UNDECIDED;
    }
    boolean passed = live instanceof BodyVerdict.Pass;
    boolean wouldPass = judged instanceof BodyVerdict.Pass;
    if (passed != wouldPass) {
      return passed ? BodyChange.PASS_TO_BLOCK : BodyChange.BLOCK_TO_PASS;
    }
    if (passed && outputs.differs()) {
      return BodyChange.MASK_DIFFERENCE;
    }
    return sameFindings ? BodyChange.NONE : BodyChange.FINDING_DIFFERENCE;
  }

  private boolean sameFindings(BodyInspection reader) {
    return inner().outcome().equals(reader.outcome());
  }

  private void end(BodyChange result) {
    shadow = null;
    change = Optional.of(result);
    changes.accept(result);
  }

  @Override
  public long heldBytes() {
    BodyInspection reader = shadow;
    return inner().heldBytes() + outputs.heldBytes() + (reader == null ? 0 : reader.heldBytes());
  }

  @Override
  public Optional<BodyChange> shadowChange() {
    return change;
  }
}
