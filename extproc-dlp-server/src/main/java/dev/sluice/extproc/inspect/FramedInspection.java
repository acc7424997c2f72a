package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.common.wire.ChunkBytes;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.BodyFindings;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.framing.Framing;
import java.util.List;
import java.util.Optional;

/** A body that is read in one framing: bytes in, verdicts out. */
final class FramedInspection implements BodyInspection {
  private final BodyContext context;
  private final Framing framing;
  private final DiffHash diff;
  private final OutputUnit shape;
  private final HeldBytes held = new HeldBytes();
  private long fed;

  FramedInspection(FramingFactory framings, Framing framing) {
    this.framing = framing;
    context = framings.context();
    diff = framings.diff();
    shape = framings.shape();
  }

  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    held.add(chunk);
    ChunkBytes.of(chunk, this::feedFraming);
    if (last) {
      framing.end(fed);
      finish();
    }
    return verdict(output());
  }

  private void feedFraming(byte[] bytes, int from, int to) {
    framing.feed(bytes, from, to, fed);
    fed += to - from;
  }

  private void finish() {
    context.tally().commit();
    if (!context.tally().isFinal()) {
      context.tokens().commit();
      diff.end();
    }
  }

  @Override
  public List<DlpFinding> findings() {
    return context.tally().findings();
  }

  @Override
  public InspectionOutcome outcome() {
    return context.tally().outcome();
  }

  @Override
  public TokenUsage usage() {
    return context.tokens().usage();
  }

  @Override
  public long heldBytes() {
    return held.size() + context.replacer().storedBytes();
  }

  @Override
  public boolean eventStream() {
    return shape != OutputUnit.WHOLE;
  }

  @Override
  public boolean jsonLines() {
    return shape == OutputUnit.LINES;
  }

  @Override
  public Optional<String> diffHash() {
    return diff.hash();
  }

  private ByteString output() {
    BodyFindings tally = context.tally();
    long decided = framing.watermark(fed);
    boolean cut = shape == OutputUnit.WHOLE && tally.isClosed();
    long until =
        cut ? framing.watermarkAtStop(tally.watermark()) : Math.min(decided, tally.watermark());
    ByteString output = held.release(until, context.edits());
    if (tally.isClosed()) {
      held.drop();
    } else {
      held.compact();
    }
    return output;
  }

  private BodyVerdict verdict(ByteString output) {
    BodyFindings tally = context.tally();
    return switch (tally.stopReason()) {
      case NONE -> new BodyVerdict.Pass(output);
      case BLOCKED ->
          new BodyVerdict.Blocked(output, tally.blockingRule(), tally.blockedByWafRule());
      case OVERFLOW -> new BodyVerdict.Overflow(output);
      case INVALID -> new BodyVerdict.Invalid(output, tally.invalidReason());
    };
  }
}
