package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;

/**
 * The items of a JSON response: its lines, or the elements of a top-level array. A response that is
 * one document has strings that are texts of their own.
 */
final class JsonResponseItems implements JsonTextRouter {
  private final StreamChannels texts;
  private final boolean lines;
  private boolean elements;
  private boolean inside;
  private long itemFrom;

  JsonResponseItems(StreamChannels texts, boolean lines) {
    this.texts = texts;
    this.lines = lines;
  }

  @Override
  public int itemLevel() {
    return texts.itemLevel();
  }

  private boolean continuesItems() {
    return lines || elements;
  }

  @Override
  public TextHandler route(JsonPath path, TextHandler own, long raw) {
    return continuesItems() ? texts.route(path, own, raw) : own;
  }

  @Override
  public void text(byte[] text, int from, int to) {
    texts.text(text, from, to);
  }

  @Override
  public void value(JsonPath path, int value) {
    if (continuesItems()) {
      texts.value(path, value);
    }
  }

  @Override
  public void containerStart(JsonPath path, boolean array, long raw) {
    if (path.depth() == 0) {
      elements = array && !lines;
      texts.itemLevel(elements ? 1 : 0);
    }
    if (path.depth() == itemLevel() && !(elements && path.depth() == 0)) {
      inside = true;
      itemFrom = raw;
    }
    texts.containerStart(path, array, raw);
  }

  @Override
  public void containerEnd(JsonPath path, long raw) {
    texts.containerEnd(path, raw);
    if (inside && path.depth() == itemLevel() + 1) {
      itemEnd(raw + 1);
    }
  }

  @Override
  public void documentEnd(long raw) {
    if (inside) {
      itemEnd(raw);
    }
  }

  private void itemEnd(long raw) {
    inside = false;
    texts.itemEnd(itemFrom, raw);
  }

  /** Ends the response. */
  void end() {
    texts.end();
    texts.advanceWatermark(Long.MAX_VALUE);
  }

  /** Returns the watermark, at most {@code otherwise}, which all other texts allow. */
  long watermark(long otherwise) {
    return texts.advanceWatermark(Math.min(otherwise, texts.watermark()));
  }

  /** Returns the watermark of a response that was stopped at an offset. */
  long watermarkAtStop(long raw) {
    return texts.advanceWatermark(Math.min(raw, texts.watermarkAtStop()));
  }
}
