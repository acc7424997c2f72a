package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.ContentKind;
import dev.sluice.extproc.decoder.HeaderParameters;
import dev.sluice.extproc.decoder.JsonReading;
import dev.sluice.extproc.policy.Direction;
import java.util.Optional;

/** Chooses how a body, or a part of one, is read. */
record Framings(BodyContext context, Direction direction, DiffHash diff, Shape shape) {
  static final String NO_BOUNDARY = "a multipart body without one boundary";
  private static final int LONGEST_BOUNDARY = 200;

  /**
   * What a client says about its request need not be what the upstream reads: only what would be
   * refused if it were not true is believed. A download of unknown bytes is no text.
   */
  static ContentKind kind(Direction direction, String contentType) {
    ContentKind kind = ContentKind.of(contentType);
    return switch (direction) {
      case REQUEST ->
          switch (kind) {
            case EVENT_STREAM, TEXT, BYTES -> ContentKind.UNDECLARED;
            case JSON, JSON_LINES, FORM, MULTIPART, UNDECLARED, OPAQUE, WIDE -> kind;
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
        yield shape == Shape.LINES ? new LineStreamFraming(context, lines) : lines;
      }
      case EVENT_STREAM -> new EventStreamFraming(context);
      // No form begins with a bracket, and clients that send JSON without saying so call it a form.
      case FORM -> narrow(new SniffedFraming(new FormFraming(context), () -> strictJson(false)));
      case UNDECLARED, BYTES -> narrow(guessed(text));
      case TEXT, OPAQUE, WIDE, MULTIPART -> narrow(text);
    };
  }

  /** A multipart body of that type; empty if its boundary is not told, or not surely. */
  Optional<Framing> multipart(String contentType, int depth) {
    return HeaderParameters.of(contentType)
        .flatMap(parameters -> Optional.ofNullable(parameters.get("boundary")))
        .filter(Framings::isBoundary)
        .map(boundary -> new MultipartFraming(context, boundary, new PartFramings(this, depth)));
  }

  Framing text() {
    return new TextFraming(context);
  }

  Framing guessed(Framing text) {
    return new GuessedFraming(text, () -> json(JsonReading.LENIENT));
  }

  Framing opaque() {
    return new OpaqueFraming(context.tally(), direction == Direction.REQUEST);
  }

  private Framing declaredJson(boolean lines) {
    return direction == Direction.REQUEST ? strictJson(lines) : json(new JsonReading(lines, false));
  }

  /** A client could say of its texts that they go on, so that they are not read as they are. */
  private JsonFraming json(JsonReading reading) {
    return switch (direction) {
      case REQUEST -> JsonFraming.plain(context, diff, reading);
      case RESPONSE -> JsonFraming.answer(context, diff, reading);
    };
  }

  private Framing strictJson(boolean lines) {
    JsonFraming json = json(new JsonReading(lines, ruled()));
    return ruled() ? new StrictFraming(json, context.tally()) : json;
  }

  /** Strict JSON is UTF-8 anyway. */
  private Framing narrow(Framing framing) {
    return ruled() && !(framing instanceof StrictFraming)
        ? new NarrowFraming(framing, context.tally())
        : framing;
  }

  private boolean ruled() {
    return context.rules().any();
  }

  private static boolean isBoundary(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_BOUNDARY
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7F)
        && !text.endsWith(" ");
  }
}
