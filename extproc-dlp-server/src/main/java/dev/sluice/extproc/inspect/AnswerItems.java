package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;

/**
 * The items of an answer in JSON: its lines, the elements of an array that is all of it, or else
 * one document whose strings are texts of their own.
 */
final class AnswerItems implements Routes {
  private final StreamTexts texts;
  private final boolean lines;
  private boolean elements;
  private boolean inside;
  private long itemFrom;

  AnswerItems(StreamTexts texts, boolean lines) {
    this.texts = texts;
    this.lines = lines;
  }

  @Override
  public int base() {
    return texts.base();
  }

  private boolean goOn() {
    return lines || elements;
  }

  @Override
  public TextHandler route(JsonPath path, TextHandler own, long raw) {
    return goOn() ? texts.route(path, own, raw) : own;
  }

  @Override
  public void text(byte[] text, int from, int to) {
    texts.text(text, from, to);
  }

  @Override
  public void value(JsonPath path, int value) {
    if (goOn()) {
      texts.value(path, value);
    }
  }

  @Override
  public void opens(JsonPath path, boolean array, long raw) {
    if (path.depth() == 0) {
      elements = array && !lines;
      texts.base(elements ? 1 : 0);
    }
    if (path.depth() == base() && !(elements && path.depth() == 0)) {
      inside = true;
      itemFrom = raw;
    }
    texts.opens(path, array, raw);
  }

  @Override
  public void closes(JsonPath path, long raw) {
    texts.closes(path, raw);
    if (inside && path.depth() == base() + 1) {
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

  /** The answer ends. */
  void end() {
    texts.end();
    texts.decide(Long.MAX_VALUE);
  }

  /** How much of what is decided otherwise may leave. */
  long decidedUntil(long otherwise) {
    return texts.decide(Math.min(otherwise, texts.heldFrom()));
  }

  /** How much may leave of an answer that has been stopped at an offset. */
  long stoppedAt(long raw) {
    return texts.decide(Math.min(raw, texts.heldAtStop()));
  }
}
