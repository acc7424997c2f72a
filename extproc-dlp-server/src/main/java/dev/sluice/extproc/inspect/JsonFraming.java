package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;

/** A JSON document, or one on each line. */
final class JsonFraming implements Framing {
  /** Each string is a text of its own. */
  private static final JsonFields.Routes NO_ROUTES =
      new JsonFields.Routes() {
        @Override
        public TextHandler route(JsonPath path, TextHandler own) {
          return own;
        }

        @Override
        public void number(JsonPath path, int value) {}
      };

  private final JsonFields fields;

  JsonFraming(BodyContext context, DiffHash diff, boolean lines) {
    fields = new JsonFields(context, NO_ROUTES, diff, lines);
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    fields.tokenizer().feed(bytes, from, to, raw);
  }

  @Override
  public void end(long raw) {
    fields.tokenizer().end(raw);
  }

  @Override
  public long decidedUntil(long raw) {
    return Math.min(raw, fields.heldFrom());
  }
}
