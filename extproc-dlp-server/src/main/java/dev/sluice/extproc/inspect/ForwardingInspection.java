package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.finding.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An inspection that is another one, but for the methods that a subclass overrides. */
public abstract class ForwardingInspection implements BodyInspection {
  private final BodyInspection inner;

  protected ForwardingInspection(BodyInspection inner) {
    this.inner = inner;
  }

  /** Returns the other inspection. */
  protected final BodyInspection inner() {
    return inner;
  }

  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    return inner.feed(chunk, last);
  }

  @Override
  public Optional<CompletionStage<?>> awaited() {
    return inner.awaited();
  }

  @Override
  public boolean changed() {
    return inner.changed();
  }

  @Override
  public List<DlpFinding> findings() {
    return inner.findings();
  }

  @Override
  public InspectionOutcome outcome() {
    return inner.outcome();
  }

  @Override
  public TokenUsage usage() {
    return inner.usage();
  }

  @Override
  public ModelRequest request() {
    return inner.request();
  }

  @Override
  public long estimatedTokens() {
    return inner.estimatedTokens();
  }

  @Override
  public boolean scanned() {
    return inner.scanned();
  }

  @Override
  public long heldBytes() {
    return inner.heldBytes();
  }

  @Override
  public boolean eventStream() {
    return inner.eventStream();
  }

  @Override
  public boolean jsonLines() {
    return inner.jsonLines();
  }

  @Override
  public Optional<String> diffHash() {
    return inner.diffHash();
  }

  @Override
  public Optional<String> changedFilesHash() {
    return inner.changedFilesHash();
  }

  @Override
  public Optional<BodyChange> shadowChange() {
    return inner.shadowChange();
  }
}
