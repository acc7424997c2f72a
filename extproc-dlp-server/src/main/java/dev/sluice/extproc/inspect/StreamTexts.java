package dev.sluice.extproc.inspect;

import dev.sluice.extproc.channel.ChannelName;
import dev.sluice.extproc.channel.TextShapes;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;
import org.jspecify.annotations.Nullable;

/**
 * The texts that go on from item to item of an answer: from event to event, line to line, or
 * element to element of an array. The framing says where items end.
 */
final class StreamTexts implements Routes, Continuations.Target {
  private static final long NEVER = -1;

  private final Tally tally;
  private final Continuations continuations;
  private final Channels channels;
  private final TokenDetails details;
  private int base;
  private boolean tooMany;
  private long heldAtStop = NEVER;

  StreamTexts(BodyContext context, TextShapes shapes) {
    tally = context.tally();
    continuations = new Continuations(shapes);
    channels = new Channels(context);
    details = new TokenDetails(context.edits());
  }

  /** Items begin at this level of a document. */
  void base(int level) {
    base = level;
  }

  @Override
  public int base() {
    return base;
  }

  @Override
  public TextHandler route(JsonPath path, TextHandler own, long raw) {
    @Nullable Piece piece = continuations.route(path, base, raw);
    return piece == null ? own : piece;
  }

  @Override
  public void text(byte[] text, int from, int to) {
    continuations.text(text, from, to);
  }

  @Override
  public void value(JsonPath path, int value) {
    continuations.value(path, value);
  }

  @Override
  public void opens(JsonPath path, boolean array, long raw) {
    details.opens(path, array, raw);
  }

  @Override
  public void closes(JsonPath path, long raw) {
    details.closes(path, raw);
  }

  /** The item between two offsets has ended. */
  void itemEnd(long from, long to) {
    long before = heldFrom();
    if (!continuations.deliver(this)) {
      tally.invalid(to - 1, "a key stands twice in one object");
    }
    if (tooMany) {
      tally.overflow(from);
    }
    channels.heldFrom();
    details.itemEnd(from, to);
    stop(before);
  }

  private void stop(long before) {
    if (heldAtStop == NEVER && tally.closed()) {
      heldAtStop = before;
    }
  }

  @Override
  public void piece(ChannelName name, Piece piece) {
    tooMany |= !channels.piece(name, piece);
  }

  @Override
  public void othersAlone() {
    channels.endOthersAlone();
  }

  @Override
  public void end(String group) {
    channels.end(group);
  }

  /** No text goes on. */
  void end() {
    long before = heldFrom();
    channels.end();
    stop(before);
  }

  /** The first raw byte that is not decided. */
  long heldFrom() {
    return Math.min(continuations.pendingFrom(), channels.heldFrom());
  }

  /** The same when nothing more could leave; what was read since for its findings is no matter. */
  long heldAtStop() {
    return heldAtStop == NEVER ? heldFrom() : heldAtStop;
  }

  /** The first raw byte that must wait for its item, of those before {@code held}. */
  long decide(long held) {
    details.decided(held);
    return Math.min(held, details.heldFrom());
  }
}
