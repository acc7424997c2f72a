package dev.sluice.extproc.framing.json;

import dev.sluice.extproc.channel.TextPlaces;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.JsonReaderOptions;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.framing.Framing;
import java.util.Optional;
import java.util.function.Supplier;

/** A JSON document, or one on each line. */
public final class JsonFraming implements Framing {
  private final JsonChannels fields;
  private final Optional<JsonResponseItems> items;

  private JsonFraming(JsonChannels fields, Optional<JsonResponseItems> items) {
    this.fields = fields;
    this.items = items;
  }

  /** Each string is a text of its own. */
  public static JsonFraming request(BodyContext context, DiffHash diff, JsonReaderOptions reading) {
    return new JsonFraming(
        new JsonChannels(context, JsonTextRouter.NONE, diff, reading, JsonPath::toString),
        Optional.empty());
  }

  /** What one line, or one element of an array, says may go on in the next. */
  public static JsonFraming response(
      BodyContext context, DiffHash diff, JsonReaderOptions reading) {
    var texts =
        new StreamChannels(context, reading.lines() ? TextPlaces.LINES : TextPlaces.ELEMENTS);
    var items = new JsonResponseItems(texts, reading.lines());
    return new JsonFraming(
        new JsonChannels(context, items, diff, reading, JsonPath::toString), Optional.of(items));
  }

  /** A document in a string of a channel. */
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

  /** The same; says where it stops being JSON, if it must be. */
  int feedUntilInvalid(byte[] bytes, int from, int to, long raw) {
    return fields.tokenizer().feed(bytes, from, to, raw);
  }

  /** False once a strict one is wrong, and unless it may end where it has got to. */
  boolean complete() {
    return fields.tokenizer().isComplete();
  }

  @Override
  public void end(long raw) {
    fields.tokenizer().end(raw);
    items.ifPresent(JsonResponseItems::end);
  }

  /** True where neither a string nor a number is open. */
  boolean isBetweenValues() {
    return fields.tokenizer().isBetweenValues();
  }

  @Override
  public long watermark(long raw) {
    long decided = Math.min(raw, fields.watermark());
    return items.isPresent() ? items.get().watermark(decided) : decided;
  }

  @Override
  public long watermarkAtStop(long raw) {
    return items.isPresent() ? items.get().watermarkAtStop(raw) : raw;
  }
}
