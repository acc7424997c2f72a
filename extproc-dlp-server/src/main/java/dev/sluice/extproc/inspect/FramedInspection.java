package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.common.wire.ChunkBytes;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.BodyFindings;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.framing.Framing;
import java.util.List;
import java.util.Optional;

/** An inspection of a body that has one framing. */
final class FramedInspection implements BodyInspection {
  private final BodyContext context;
  private final Framing framing;
  private final DiffHash diff;
  private final FramingFactory.OutputUnit outputUnit;
  private final HeldBytes held = new HeldBytes();
  private long fed;

  FramedInspection(FramingFactory framings, Framing framing) {
    this.framing = framing;
    context = framings.context();
    diff = framings.diff();
    outputUnit = framings.outputUnit();
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
    context.findings().commit();
    if (!context.findings().isFinal()) {
      context.tokens().commit();
      diff.end();
    }
  }

  @Override
  public boolean changed() {
    return held.edited();
  }

  @Override
  public List<DlpFinding> findings() {
    return context.findings().findings();
  }

  @Override
  public InspectionOutcome outcome() {
    return context.findings().outcome();
  }

  @Override
  public TokenUsage usage() {
    return context.tokens().usage();
  }

  @Override
  public ModelRequest request() {
    return context.tokens().request();
  }

  @Override
  public long estimatedTokens() {
    return context.tokens().estimatedTokens();
  }

  @Override
  public long heldBytes() {
    return held.size() + context.replacer().storedBytes();
  }

  @Override
  public boolean eventStream() {
    return outputUnit != FramingFactory.OutputUnit.WHOLE;
  }

  @Override
  public boolean jsonLines() {
    return outputUnit == FramingFactory.OutputUnit.LINES;
  }

  @Override
  public Optional<String> diffHash() {
    return diff.hash();
  }

  @Override
  public Optional<String> changedFilesHash() {
    return diff.files().hash();
  }

  private ByteString output() {
    BodyFindings findings = context.findings();
    long framingWatermark = framing.watermark(fed);
    boolean cut = outputUnit == FramingFactory.OutputUnit.WHOLE && findings.isClosed();
    long watermark =
        cut
            ? framing.watermarkAtStop(findings.watermark())
            : Math.min(framingWatermark, findings.watermark());
    ByteString output = held.release(watermark, context.edits());
    if (findings.isClosed()) {
      held.drop();
    } else {
      held.compact();
    }
    return output;
  }

  private BodyVerdict verdict(ByteString output) {
    BodyFindings findings = context.findings();
    return switch (findings.stopReason()) {
      case NONE -> new BodyVerdict.Pass(output);
      case BLOCKED ->
          new BodyVerdict.Blocked(output, findings.blockingRule(), findings.blockedByWafRule());
      case OVERFLOW -> new BodyVerdict.Overflow(output);
      case OVER_BUDGET -> new BodyVerdict.OverBudget(output);
      case INVALID -> new BodyVerdict.Invalid(output, findings.invalidReason());
    };
  }
}
