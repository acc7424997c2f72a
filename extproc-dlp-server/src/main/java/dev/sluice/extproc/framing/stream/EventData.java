package dev.sluice.extproc.framing.stream;

import dev.sluice.extproc.channel.BufferedText;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.framing.JsonStart;
import dev.sluice.extproc.framing.json.JsonChannels;
import java.nio.charset.StandardCharsets;

/**
 * The data of one event, line by line. It is JSON if it begins with a bracket, and text unless it
 * is complete JSON. A text may be split into events anywhere, so a later piece of it may begin with
 * a bracket.
 */
final class EventData implements TextHandler {
  private static final String DONE = "[DONE]";
  private static final byte[] LINE_FEED = {'\n'};

  private enum Kind {
    UNKNOWN,
    JSON,
    TEXT
  }

  private final JsonChannels json;
  private final BufferedText bufferedText = new BufferedText(true);
  private final byte[] start = new byte[8];
  private int length;
  private final byte[] type = new byte[32];
  private int typeLength;
  private int lines;
  private Kind kind = Kind.UNKNOWN;
  private boolean whole;

  EventData(JsonChannels json) {
    this.json = json;
  }

  /** Begins an {@code event} line; the last one names the type of the event. */
  void typeStart() {
    typeLength = 0;
  }

  void type(byte[] bytes, int from, int to) {
    int kept = Math.min(to - from, type.length - typeLength);
    System.arraycopy(bytes, from, type, typeLength, kept);
    typeLength += kept;
  }

  /** Returns the channel of plain data: events of one type continue each other. */
  String channel() {
    return "data " + new String(type, 0, typeLength, StandardCharsets.ISO_8859_1);
  }

  void lineStart(long raw) {
    if (lines++ == 0) {
      return;
    }
    bufferedText.unit(LINE_FEED, 0, 1, raw, 0);
    if (kind == Kind.JSON) {
      json.tokenizer().joinLine(raw);
    }
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    for (int i = from; i < to && length < start.length; i++) {
      start[length++] = bytes[i];
    }
    if (kind == Kind.UNKNOWN) {
      decide(bytes, from, to);
    }
    bufferedText.text(bytes, from, to, raw);
    if (kind == Kind.JSON) {
      json.tokenizer().feed(bytes, from, to, raw);
    }
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    throw new IllegalStateException("event data has no escapes");
  }

  /** Ends the event's document. */
  void end(long raw) {
    whole = kind == Kind.JSON && json.isComplete();
    json.tokenizer().end(raw);
    json.restart();
  }

  /** Returns true if the event marks the end of the stream. */
  boolean isDone() {
    return new String(start, 0, length, StandardCharsets.ISO_8859_1).strip().equals(DONE);
  }

  /** Returns true if the data is text or may be text. */
  boolean mayBeText() {
    return !whole && !bufferedText.isEmpty();
  }

  /** Returns true if the data was read as JSON. */
  boolean isJson() {
    return kind == Kind.JSON;
  }

  /** Returns the data as received. */
  BufferedText bufferedText() {
    return bufferedText;
  }

  void clear() {
    bufferedText.clear();
    length = 0;
    typeLength = 0;
    lines = 0;
    kind = Kind.UNKNOWN;
  }

  private void decide(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t') {
        kind = JsonStart.isOpeningBracket(bytes[i]) ? Kind.JSON : Kind.TEXT;
        return;
      }
    }
  }
}
