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

/** A factory of the framings of a body or of a part. */
record FramingFactory(
    BodyContext context, BodyDirection direction, DiffHash diff, OutputUnit outputUnit) {
  static final String WIDE = "a charset that cannot be inspected";

  /**
   * Returns the kind to read a body as. An upstream may ignore the content type of a request. Only
   * a type whose misuse the framing rejects is therefore trusted. A response of unknown bytes is
   * not text.
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

  /** Returns the framing of a body; {@code text} is the framing for a body that is one text. */
  Framing of(ContentKind kind, Framing text) {
    return switch (kind) {
      case JSON -> narrow(declaredJson(false));
      case JSON_LINES -> {
        Framing lines = narrow(declaredJson(true));
        yield outputUnit == OutputUnit.LINES ? new JsonLinesFraming(context, lines) : lines;
      }
      case EVENT_STREAM -> new EventStreamFraming(context);
      // A form never begins with a bracket, and clients often send JSON with the content type of a
      // form.
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
    return new OpaqueFraming(context.findings(), direction == BodyDirection.REQUEST);
  }

  private Framing declaredJson(boolean lines) {
    return direction == BodyDirection.REQUEST
        ? strictJson(lines)
        : json(new JsonReaderOptions(lines, false));
  }

  /**
   * Returns the framing of JSON. Texts of a request never continue each other, because a client
   * could use that to hide text.
   */
  private JsonFraming json(JsonReaderOptions reading) {
    return switch (direction) {
      case REQUEST -> JsonFraming.request(context, diff, reading);
      case RESPONSE -> JsonFraming.response(context, diff, reading);
    };
  }

  private Framing strictJson(boolean lines) {
    JsonFraming json = json(new JsonReaderOptions(lines, ruled()));
    return ruled() ? new StrictJsonFraming(json, context.findings()) : json;
  }

  /** Rejects text in wide code units; strict JSON is always UTF-8. */
  private Framing narrow(Framing framing) {
    return ruled() && !(framing instanceof StrictJsonFraming)
        ? new Utf16CheckFraming(framing, context.findings())
        : framing;
  }

  private boolean ruled() {
    return context.rules().any();
  }

  /** The units in which a body leaves and, after a block, ends. */
  enum OutputUnit {
    /** Bytes. */
    WHOLE,
    /** Server-sent events. */
    EVENTS,
    /** Lines of JSON. */
    LINES
  }
}
