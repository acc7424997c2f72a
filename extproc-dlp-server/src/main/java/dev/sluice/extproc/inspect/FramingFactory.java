package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.decoder.JsonReaderOptions;
import dev.sluice.extproc.finding.BodyContext;
import dev.sluice.extproc.finding.DiffHash;
import dev.sluice.extproc.framing.FormFraming;
import dev.sluice.extproc.framing.FormOrJsonFraming;
import dev.sluice.extproc.framing.Framing;
import dev.sluice.extproc.framing.OpaqueFraming;
import dev.sluice.extproc.framing.TextFraming;
import dev.sluice.extproc.framing.TextOrJsonFraming;
import dev.sluice.extproc.framing.Utf16CheckFraming;
import dev.sluice.extproc.framing.json.JsonFraming;
import dev.sluice.extproc.framing.json.StrictJsonFraming;
import dev.sluice.extproc.framing.stream.EventStreamFraming;
import dev.sluice.extproc.framing.stream.JsonLinesFraming;
import dev.sluice.extproc.policy.BodyDirection;

/** Chooses how a body, or a part of one, is read. */
record FramingFactory(
    BodyContext context, BodyDirection direction, DiffHash diff, OutputUnit shape) {
  static final String WIDE = "text in such a charset cannot be inspected";

  /**
   * What a client says about its request need not be what the upstream reads: only what would be
   * refused if it were not true is believed. A download of unknown bytes is no text.
   */
  static ContentKind kind(BodyDirection direction, String contentType) {
    ContentKind kind = ContentKind.of(contentType);
    return switch (direction) {
      case REQUEST ->
          switch (kind) {
            case EVENT_STREAM, TEXT, BYTES -> ContentKind.UNDECLARED;
            case JSON, JSON_LINES, FORM, MULTIPART, UNDECLARED, OPAQUE, WIDE_CHARSET -> kind;
          };
      case RESPONSE -> kind == ContentKind.BYTES ? ContentKind.OPAQUE : kind;
    };
  }

  ContentKind kind(String contentType) {
    return kind(direction, contentType);
  }

  /** The framing of a body; {@code text} is how it is read where it is one text. */
  Framing of(ContentKind kind, Framing text) {
    return switch (kind) {
      case JSON -> narrow(declaredJson(false));
      case JSON_LINES -> {
        Framing lines = narrow(declaredJson(true));
        yield shape == OutputUnit.LINES ? new JsonLinesFraming(context, lines) : lines;
      }
      case EVENT_STREAM -> new EventStreamFraming(context);
      // No form begins with a bracket, and clients that send JSON without saying so call it a form.
      case FORM -> narrow(new FormOrJsonFraming(new FormFraming(context), () -> strictJson(false)));
      case UNDECLARED, BYTES -> narrow(guessed(text));
      case TEXT, OPAQUE, WIDE_CHARSET, MULTIPART -> narrow(text);
    };
  }

  Framing text() {
    return new TextFraming(context);
  }

  Framing guessed(Framing text) {
    return new TextOrJsonFraming(text, () -> json(JsonReaderOptions.LENIENT));
  }

  Framing opaquePart() {
    return new OpaqueFraming(context.tally(), direction == BodyDirection.REQUEST);
  }

  private Framing declaredJson(boolean lines) {
    return direction == BodyDirection.REQUEST
        ? strictJson(lines)
        : json(new JsonReaderOptions(lines, false));
  }

  /** A client could say of its texts that they go on, so that they are not read as they are. */
  private JsonFraming json(JsonReaderOptions reading) {
    return switch (direction) {
      case REQUEST -> JsonFraming.request(context, diff, reading);
      case RESPONSE -> JsonFraming.response(context, diff, reading);
    };
  }

  private Framing strictJson(boolean lines) {
    JsonFraming json = json(new JsonReaderOptions(lines, ruled()));
    return ruled() ? new StrictJsonFraming(json, context.tally()) : json;
  }

  /** Strict JSON is UTF-8 anyway. */
  private Framing narrow(Framing framing) {
    return ruled() && !(framing instanceof StrictJsonFraming)
        ? new Utf16CheckFraming(framing, context.tally())
        : framing;
  }

  private boolean ruled() {
    return context.rules().any();
  }

  /** In which units a body leaves, and ends if it must. */
  enum OutputUnit {
    /** As bytes. */
    WHOLE,
    /** As server-sent events. */
    EVENTS,
    /** As lines of JSON. */
    LINES
  }
}
