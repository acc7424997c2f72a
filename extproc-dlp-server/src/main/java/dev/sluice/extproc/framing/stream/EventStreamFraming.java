package dev.sluice.extproc.framing.stream;

import dev.sluice.extproc.channel.BufferedText;
import dev.sluice.extproc.channel.TextPlaces;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.JsonReaderOptions;
import dev.sluice.extproc.decoder.SseDecoder;
import dev.sluice.extproc.decoder.SseHandler;
import dev.sluice.extproc.decoder.TextHandler;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.framing.Framing;
import dev.sluice.extproc.framing.json.JsonChannels;
import dev.sluice.extproc.framing.json.StreamChannels;
import dev.sluice.extproc.rewriter.Escaping;
import dev.sluice.extproc.scanner.ChannelScanner;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A framing of an event stream. An event leaves whole or not at all: it waits until it is complete
 * and no text up to its end may still become part of a finding. Texts that continue from event to
 * event are one channel. Data of an unknown shape may or may not continue, so it is read both ways.
 */
public final class EventStreamFraming implements Framing, SseHandler {
  private static final int MOST_TYPES = 256;

  private final BodyContext context;
  private final StreamChannels texts;
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

  public EventStreamFraming(BodyContext context) {
    this.context = context;
    held = new HeldItems(context);
    texts = new StreamChannels(context, TextPlaces.EVENTS);
    data =
        new EventData(
            new JsonChannels(context, texts, diff, JsonReaderOptions.LENIENT, JsonPath::toString));
    lines = context.scanner(Escaping.EVENT_LINE, () -> "line");
    alone = context.scanner(Escaping.EVENT_DATA, () -> "data");
    target = lines;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    decoder.feed(bytes, from, to, raw);
    held.checkLimit(raw + to - from);
  }

  @Override
  public void end(long raw) {
    decoder.end(raw);
    if (insideEvent) {
      eventEnd(raw);
    }
    if (!context.findings().isFinal()) {
      endTexts();
      context.findings().commit();
      release(textWatermark());
    }
  }

  private void endTexts() {
    texts.end();
    types.values().forEach(ChannelScanner::end);
  }

  @Override
  public long watermark(long raw) {
    return held.watermark();
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
    if (!context.findings().isFinal()) {
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
    if (context.findings().isFinal()) {
      return;
    }
    insideEvent = false;
    data.end(raw);
    texts.itemEnd(lastEnd, raw);
    if (data.mayBeText()) {
      text(data.bufferedText());
    }
    if (data.isDone()) {
      endTexts();
    }
    lastEnd = raw;
    data.clear();
    long watermark = textWatermark();
    held.checkLimit(raw);
    held.commit();
    held.add(raw);
    release(watermark);
  }

  @Override
  public void lineFeed(long raw) {
    if (!insideEvent && !context.findings().isFinal()) {
      held.extend(raw);
    }
  }

  private void text(BufferedText plain) {
    if (!data.isJson()) {
      plain.writeTo(alone);
      alone.end();
    }
    ChannelScanner type = types.get(data.channel());
    if (type == null) {
      if (types.size() == MOST_TYPES) {
        context.findings().stopForOverflow(held.watermark());
        return;
      }
      type = context.scanner(Escaping.EVENT_DATA, () -> "data");
      types.put(data.channel(), type);
    }
    plain.writeTo(type);
  }

  private long textWatermark() {
    long watermark = texts.watermark();
    for (ChannelScanner channel : types.values()) {
      watermark = Math.min(watermark, channel.watermark());
    }
    return watermark;
  }

  private void release(long watermark) {
    held.release(watermark);
    texts.advanceWatermark(held.watermark());
  }
}
