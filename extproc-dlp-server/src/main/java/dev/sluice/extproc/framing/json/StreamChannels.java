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
 * The texts that continue from item to item of a response: events, lines or array elements. The
 * framing reports where items end.
 */
public final class StreamChannels
    implements JsonTextRouter, ItemContinuations.ContinuationListener {
  private static final long NEVER = -1;

  private final BodyFindings findings;
  private final ItemContinuations continuations;
  private final OpenChannels channels;
  private final TokenLogprobs details;
  private int itemLevel;
  private boolean tooMany;
  private long watermarkAtStop = NEVER;

  public StreamChannels(BodyContext context, TextPlaces shapes) {
    findings = context.findings();
    continuations = new ItemContinuations(shapes);
    channels = new OpenChannels(context);
    details = new TokenLogprobs(context.edits());
  }

  /** Sets the level of a document at which items begin. */
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

  /** Ends the item between two offsets. */
  public void itemEnd(long from, long to) {
    long before = watermark();
    if (!continuations.endItem(this)) {
      findings.markInvalid(to - 1, "an object has a key twice");
    }
    if (tooMany) {
      findings.stopForOverflow(from);
    }
    channels.watermark();
    details.itemEnd(from, to);
    stop(before);
  }

  private void stop(long before) {
    if (watermarkAtStop == NEVER && findings.isClosed()) {
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

  /** Ends all texts. */
  public void end() {
    long before = watermark();
    channels.end();
    stop(before);
  }

  /** Returns the watermark: the first raw byte that must wait. */
  public long watermark() {
    return Math.min(continuations.watermark(), channels.watermark());
  }

  /**
   * Returns the watermark at the moment when the body stopped; later bytes were read only for their
   * findings.
   */
  long watermarkAtStop() {
    return watermarkAtStop == NEVER ? watermark() : watermarkAtStop;
  }

  /**
   * Advances the watermark, at most to {@code held}; returns the first raw byte that must wait for
   * its item.
   */
  public long advanceWatermark(long held) {
    details.advanceWatermark(held);
    return Math.min(held, details.watermark());
  }
}
