package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.decoder.JsonGrammar;
import dev.sluice.extproc.framing.Framing;
import dev.sluice.extproc.framing.TextFraming;

/**
 * A framing of JSON documents and the text after them. Where the JSON is invalid, the open string
 * or number ends, and the rest is text.
 */
final class JsonThenTextFraming implements Framing {
  private final JsonFraming json;
  private final TextFraming text;
  private final JsonGrammar grammar = new JsonGrammar();
  private boolean broken;
  private boolean isText;

  JsonThenTextFraming(JsonFraming json, TextFraming text) {
    this.json = json;
    this.text = text;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    if (!broken) {
      at = grammar.check(bytes, from, to);
      json.feed(bytes, from, at, raw);
      broken = at < to;
    }
    while (broken && !isText && at < to) {
      if (json.isBetweenValues()) {
        json.end(raw + at - from);
        isText = true;
      } else {
        json.feed(bytes, at, at + 1, raw + at - from);
        at++;
      }
    }
    if (isText && at < to) {
      text.feed(bytes, at, to, raw + at - from);
    }
  }

  @Override
  public void end(long raw) {
    if (isText) {
      text.end(raw);
    } else {
      json.end(raw);
    }
  }

  @Override
  public long watermark(long raw) {
    return isText ? text.watermark(raw) : json.watermark(raw);
  }
}
