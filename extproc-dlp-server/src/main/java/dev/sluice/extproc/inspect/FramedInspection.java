package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.wire.ChunkBytes;
import java.util.List;
import java.util.Optional;

/** A body that is read in one framing: bytes in, verdicts out. */
final class FramedInspection implements BodyInspection {
  private final BodyContext context;
  private final Framing framing;
  private final DiffHash diff;
  private final Shape shape;
  private final HeldBytes held = new HeldBytes();
  private long fed;

  FramedInspection(Framings framings, Framing framing) {
    this.framing = framing;
    context = framings.context();
    diff = framings.diff();
    shape = framings.shape();
  }

  @Override
  public Verdict feed(ByteString chunk, boolean last) {
    held.add(chunk);
    ChunkBytes.of(chunk, this::read);
    if (last) {
      framing.end(fed);
      finish();
    }
    return verdict(output());
  }

  private void read(byte[] bytes, int from, int to) {
    framing.feed(bytes, from, to, fed);
    fed += to - from;
  }

  private void finish() {
    context.tally().settle();
    if (!context.tally().over()) {
      context.tokens().commit();
      diff.end();
    }
  }

  @Override
  public List<Finding> findings() {
    return context.tally().findings();
  }

  @Override
  public Outcome outcome() {
    return context.tally().outcome();
  }

  @Override
  public Usage usage() {
    return context.tokens().usage();
  }

  @Override
  public long held() {
    return held.size() + context.replacer().kept();
  }

  @Override
  public boolean eventStream() {
    return shape != Shape.WHOLE;
  }

  @Override
  public boolean jsonLines() {
    return shape == Shape.LINES;
  }

  @Override
  public Optional<String> diffHash() {
    return diff.hash();
  }

  private ByteString output() {
    Tally tally = context.tally();
    long decided = framing.decidedUntil(fed);
    boolean cut = shape == Shape.WHOLE && tally.closed();
    long until =
        cut ? framing.stoppedAt(tally.leavesUntil()) : Math.min(decided, tally.leavesUntil());
    ByteString output = held.release(until, context.edits());
    if (tally.closed()) {
      held.drop();
    } else {
      held.compact();
    }
    return output;
  }

  private Verdict verdict(ByteString output) {
    Tally tally = context.tally();
    return switch (tally.stop()) {
      case NONE -> new Verdict.Pass(output);
      case BLOCKED -> new Verdict.Blocked(output, tally.blockedBy(), tally.attacked());
      case OVERFLOW -> new Verdict.Overflow(output);
      case INVALID -> new Verdict.Invalid(output, tally.why());
    };
  }
}
