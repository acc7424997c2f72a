package dev.sluice.extproc.inspect;

import dev.sluice.extproc.channel.TextShapes;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.JsonReading;
import java.util.Optional;
import java.util.function.Supplier;

/** A JSON document, or one on each line. */
final class JsonFraming implements Framing {
  private final JsonFields fields;
  private final Optional<AnswerItems> items;

  private JsonFraming(JsonFields fields, Optional<AnswerItems> items) {
    this.fields = fields;
    this.items = items;
  }

  /** Each string is a text of its own. */
  static JsonFraming plain(BodyContext context, DiffHash diff, JsonReading reading) {
    return new JsonFraming(
        new JsonFields(context, Routes.NONE, diff, reading, JsonPath::toString), Optional.empty());
  }

  /** What one line, or one element of an array, says may go on in the next. */
  static JsonFraming answer(BodyContext context, DiffHash diff, JsonReading reading) {
    var texts = new StreamTexts(context, reading.lines() ? TextShapes.LINES : TextShapes.ELEMENTS);
    var items = new AnswerItems(texts, reading.lines());
    return new JsonFraming(
        new JsonFields(context, items, diff, reading, JsonPath::toString), Optional.of(items));
  }

  /** A document in a string of a channel. */
  static JsonFraming inside(BodyContext context, Supplier<String> channel) {
    return new JsonFraming(
        new JsonFields(
            context,
            Routes.NONE,
            new DiffHash(),
            JsonReading.LENIENT,
            path -> channel.get() + "/" + path),
        Optional.empty());
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    feedUntilWrong(bytes, from, to, raw);
  }

  /** The same; says where it stops being JSON, if it must be. */
  int feedUntilWrong(byte[] bytes, int from, int to, long raw) {
    return fields.tokenizer().feed(bytes, from, to, raw);
  }

  /** False once a strict one is wrong, and unless it may end where it has got to. */
  boolean complete() {
    return fields.tokenizer().complete();
  }

  @Override
  public void end(long raw) {
    fields.tokenizer().end(raw);
    items.ifPresent(AnswerItems::end);
  }

  /** True where neither a string nor a number is open. */
  boolean between() {
    return fields.tokenizer().between();
  }

  @Override
  public long decidedUntil(long raw) {
    long decided = Math.min(raw, fields.heldFrom());
    return items.isPresent() ? items.get().decidedUntil(decided) : decided;
  }

  @Override
  public long stoppedAt(long raw) {
    return items.isPresent() ? items.get().stoppedAt(raw) : raw;
  }
}
