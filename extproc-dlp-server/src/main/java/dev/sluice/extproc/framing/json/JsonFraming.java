package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.channel.TextPlaces;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.JsonReaderOptions;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.framing.Framing;
import java.util.Optional;
import java.util.function.Supplier;

/** A framing of a JSON document, or of one on each line. */
public final class JsonFraming implements Framing {
  private final JsonChannels fields;
  private final Optional<JsonResponseItems> items;

  private JsonFraming(JsonChannels fields, Optional<JsonResponseItems> items) {
    this.fields = fields;
    this.items = items;
  }

  /** Returns the framing of a request, where each string is a text of its own. */
  public static JsonFraming request(BodyContext context, DiffHash diff, JsonReaderOptions reading) {
    return new JsonFraming(
        new JsonChannels(context, JsonTextRouter.NONE, diff, reading, JsonPath::toString),
        Optional.empty());
  }

  /**
   * Returns the framing of a response, where texts may continue in the next line or array element.
   */
  public static JsonFraming response(
      BodyContext context, DiffHash diff, JsonReaderOptions reading) {
    var texts =
        new StreamChannels(context, reading.lines() ? TextPlaces.LINES : TextPlaces.ELEMENTS);
    var items = new JsonResponseItems(texts, reading.lines());
    return new JsonFraming(
        new JsonChannels(context, items, diff, reading, JsonPath::toString), Optional.of(items));
  }

  /** Returns the framing of a document in a string of a channel. */
  static JsonFraming embedded(BodyContext context, Supplier<String> channel) {
    return new JsonFraming(
        new JsonChannels(
            context,
            JsonTextRouter.NONE,
            new DiffHash(),
            JsonReaderOptions.LENIENT,
            path -> channel.get() + "/" + path),
        Optional.empty());
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    feedUntilInvalid(bytes, from, to, raw);
  }

  /** Reads the next bytes; returns the index at which the JSON is invalid, if it must be valid. */
  int feedUntilInvalid(byte[] bytes, int from, int to, long raw) {
    return fields.tokenizer().feed(bytes, from, to, raw);
  }

  /** Returns false if strict JSON is invalid or may not end here. */
  boolean complete() {
    return fields.tokenizer().isComplete();
  }

  @Override
  public void end(long raw) {
    fields.tokenizer().end(raw);
    items.ifPresent(JsonResponseItems::end);
  }

  /** Returns true if neither a string nor a number is open. */
  boolean isBetweenValues() {
    return fields.tokenizer().isBetweenValues();
  }

  @Override
  public long watermark(long raw) {
    long watermark = Math.min(raw, fields.watermark());
    return items.isPresent() ? items.get().watermark(watermark) : watermark;
  }

  @Override
  public long watermarkAtStop(long raw) {
    return items.isPresent() ? items.get().watermarkAtStop(raw) : raw;
  }
}
