package dev.sluice.extproc.inspect;

import dev.sluice.extproc.channel.TextShapes;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.JsonReading;
import dev.sluice.extproc.decoder.SseDecoder;
import dev.sluice.extproc.decoder.SseHandler;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event stream. An event leaves whole or not at all: once it is complete and no text in it, nor
 * in an event before it, may still become part of a match. Texts that go on from event to event are
 * one channel. Of data without a known shape nobody knows whether it goes on: it is read both ways.
 */
final class EventStreamFraming implements Framing, SseHandler {
  private static final int MOST_TYPES = 256;

  private final BodyContext context;
  private final StreamTexts texts;
  private final Map<String, ChannelScanner> types = new LinkedHashMap<>();
  private final HeldItems held;
  private final SseDecoder decoder = new SseDecoder(this);
  private final DiffHash diff = new DiffHash();
  private final EventData data;
  private final ChannelScanner lines;
  private final ChannelScanner alone;
  private TextHandler target;
  private long lastEnd;
  private boolean insideEvent;
  private boolean typed;

  EventStreamFraming(BodyContext context) {
    this.context = context;
    held = new HeldItems(context);
    texts = new StreamTexts(context, TextShapes.EVENTS);
    data =
        new EventData(
            new JsonFields(context, texts, diff, JsonReading.LENIENT, JsonPath::toString));
    lines = context.scanner(Escaping.EVENT_LINE, () -> "line");
    alone = context.scanner(Escaping.EVENT_DATA, () -> "data");
    target = lines;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    decoder.feed(bytes, from, to, raw);
    held.bound(raw + to - from);
  }

  @Override
  public void end(long raw) {
    decoder.end(raw);
    if (insideEvent) {
      eventEnd(raw);
    }
    if (!context.tally().over()) {
      endTexts();
      context.tally().settle();
      release(heldFrom());
    }
  }

  private void endTexts() {
    texts.end();
    types.values().forEach(ChannelScanner::end);
  }

  @Override
  public long decidedUntil(long raw) {
    return held.decided();
  }

  @Override
  public void lineStart(Line line, long raw) {
    insideEvent = true;
    typed = false;
    if (line == Line.DATA) {
      data.lineStart(raw);
      target = data;
    } else {
      target = lines;
      typed = line == Line.EVENT;
      if (typed) {
        data.typeStart();
      }
    }
  }

  @Override
  public void text(byte[] bytes, int from, int to, long raw) {
    if (!context.tally().over()) {
      target.text(bytes, from, to, raw);
      if (typed) {
        data.type(bytes, from, to);
      }
    }
  }

  @Override
  public void unit(byte[] text, int from, int to, long raw, int rawLength) {
    target.unit(text, from, to, raw, rawLength);
  }

  @Override
  public void lineEnd(Line line, long raw) {
    if (line != Line.DATA) {
      lines.end();
    }
  }

  @Override
  public void eventEnd(long raw) {
    if (context.tally().over()) {
      return;
    }
    insideEvent = false;
    data.end(raw);
    texts.itemEnd(lastEnd, raw);
    if (data.mayBeText()) {
      text(data.plain());
    }
    if (data.done()) {
      endTexts();
    }
    lastEnd = raw;
    data.clear();
    long heldFrom = heldFrom();
    held.bound(raw);
    held.settle();
    held.add(raw);
    release(heldFrom);
  }

  @Override
  public void lineFeed(long raw) {
    if (!insideEvent && !context.tally().over()) {
      held.extend(raw);
    }
  }

  private void text(Piece plain) {
    if (!data.wasJson()) {
      plain.deliver(alone);
      alone.end();
    }
    ChannelScanner type = types.get(data.channel());
    if (type == null) {
      if (types.size() == MOST_TYPES) {
        context.tally().overflow(held.decided());
        return;
      }
      type = context.scanner(Escaping.EVENT_DATA, () -> "data");
      types.put(data.channel(), type);
    }
    plain.deliver(type);
  }

  private long heldFrom() {
    long heldFrom = texts.heldFrom();
    for (ChannelScanner channel : types.values()) {
      heldFrom = Math.min(heldFrom, channel.heldFrom());
    }
    return heldFrom;
  }

  private void release(long heldFrom) {
    held.release(heldFrom);
    texts.decide(held.decided());
  }
}
