package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The strings of OpenAI stream events that continue texts of earlier events. Which text one
 * continues depends on {@code index} fields that may come after it, so that strings wait for the
 * end of their event.
 */
final class DeltaRoutes implements JsonFields.Routes {
  private static final int NO_TOOL = -1;
  private static final String TOOL_ARGUMENTS = "delta.tool_calls[#].function.arguments";
  private static final List<String> DELTA_FIELDS =
      List.of("content", "reasoning_content", "reasoning", "refusal");

  /** A choice of an event, or one tool call of it, by its place and not by its index. */
  private record Place(int document, int choice, int tool) {}

  private record Part(Place place, String field) {}

  private final Map<Part, Piece> parts = new LinkedHashMap<>();
  private final Map<Place, Integer> indexes = new HashMap<>();
  private boolean repeated;

  @Override
  public TextHandler route(JsonPath path, TextHandler own) {
    String field = field(path);
    if (field == null) {
      return own;
    }
    boolean tool = field.equals(TOOL_ARGUMENTS);
    var piece = new Piece();
    repeated |= parts.put(new Part(place(path, tool), field), piece) != null;
    return piece;
  }

  @Override
  public void number(JsonPath path, int value) {
    boolean tool = path.is("choices", "[]", "delta", "tool_calls", "[]", "index");
    if (tool || path.is("choices", "[]", "index")) {
      repeated |= indexes.put(place(path, tool), value) != null;
    }
  }

  /** True if a key stands twice in one object: readers differ in which of its values they take. */
  boolean repeated() {
    return repeated;
  }

  /**
   * Tells each string with the name of its channel, in the order of the event, and forgets them.
   */
  void deliver(BiConsumer<String, Piece> to) {
    parts.forEach((part, piece) -> {
      Place place = part.place();
      Place around = new Place(place.document(), place.choice(), NO_TOOL);
      int choice = indexes.getOrDefault(around, place.choice());
      int tool = indexes.getOrDefault(place, place.tool());
      String name = "choices[" + choice + "]." + part.field().replace("#", String.valueOf(tool));
      to.accept(name, piece);
    });
    parts.clear();
    indexes.clear();
    repeated = false;
  }

  private static Place place(JsonPath path, boolean tool) {
    return new Place(path.documents(), path.index(1), tool ? path.index(4) : NO_TOOL);
  }

  private static @Nullable String field(JsonPath path) {
    if (path.depth() < 3) {
      return null;
    }
    if (path.is("choices", "[]", "text")) {
      return "text";
    }
    for (String field : DELTA_FIELDS) {
      if (path.is("choices", "[]", "delta", field)) {
        return "delta." + field;
      }
    }
    if (path.is("choices", "[]", "delta", "tool_calls", "[]", "function", "arguments")) {
      return TOOL_ARGUMENTS;
    }
    if (path.is("choices", "[]", "delta", "function_call", "arguments")) {
      return "delta.function_call.arguments";
    }
    return null;
  }
}
