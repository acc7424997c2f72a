package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.channel.BufferedText;
import dev.sluice.extproc.channel.ChannelName;
import dev.sluice.extproc.channel.ItemContinuations;
import dev.sluice.extproc.channel.TextPlaces;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.BodyFindings;
import org.jspecify.annotations.Nullable;

/**
 * The texts that go on from item to item of an answer: from event to event, line to line, or
 * element to element of an array. The framing says where items end.
 */
public final class StreamChannels
    implements JsonTextRouter, ItemContinuations.ContinuationListener {
  private static final long NEVER = -1;

  private final BodyFindings tally;
  private final ItemContinuations continuations;
  private final OpenChannels channels;
  private final TokenLogprobs details;
  private int itemLevel;
  private boolean tooMany;
  private long watermarkAtStop = NEVER;

  public StreamChannels(BodyContext context, TextPlaces shapes) {
    tally = context.tally();
    continuations = new ItemContinuations(shapes);
    channels = new OpenChannels(context);
    details = new TokenLogprobs(context.edits());
  }

  /** Items begin at this level of a document. */
  void itemLevel(int level) {
    itemLevel = level;
  }

  @Override
  public int itemLevel() {
    return itemLevel;
  }

  @Override
  public TextHandler route(JsonPath path, TextHandler own, long raw) {
    @Nullable BufferedText piece = continuations.route(path, itemLevel, raw);
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
  public void containerStart(JsonPath path, boolean array, long raw) {
    details.containerStart(path, array, raw);
  }

  @Override
  public void containerEnd(JsonPath path, long raw) {
    details.containerEnd(path, raw);
  }

  /** The item between two offsets has ended. */
  public void itemEnd(long from, long to) {
    long before = watermark();
    if (!continuations.endItem(this)) {
      tally.markInvalid(to - 1, "a key stands twice in one object");
    }
    if (tooMany) {
      tally.stopForOverflow(from);
    }
    channels.watermark();
    details.itemEnd(from, to);
    stop(before);
  }

  private void stop(long before) {
    if (watermarkAtStop == NEVER && tally.isClosed()) {
      watermarkAtStop = before;
    }
  }

  @Override
  public void append(ChannelName name, BufferedText piece) {
    tooMany |= !channels.append(name, piece);
  }

  @Override
  public void endUncontinued() {
    channels.endUncontinued();
  }

  @Override
  public void end(String group) {
    channels.end(group);
  }

  /** No text goes on. */
  public void end() {
    long before = watermark();
    channels.end();
    stop(before);
  }

  /** The first raw byte that is not decided. */
  public long watermark() {
    return Math.min(continuations.watermark(), channels.watermark());
  }

  /** The same when nothing more could leave; what was read since for its findings is no matter. */
  long watermarkAtStop() {
    return watermarkAtStop == NEVER ? watermark() : watermarkAtStop;
  }

  /** The first raw byte that must wait for its item, of those before {@code held}. */
  public long advanceWatermark(long held) {
    details.advanceWatermark(held);
    return Math.min(held, details.watermark());
  }
}
