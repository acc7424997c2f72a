package dev.sluice.extproc.inspect;

import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.decoder.TextHandler;
import java.util.ArrayList;
import java.util.HashMap;
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
  private static final List<String> DELTA_FIELDS =
      List.of("content", "reasoning_content", "reasoning", "refusal");

  private record Part(int choice, int tool, String field, Piece piece) {}

  private final List<Part> parts = new ArrayList<>();
  private final Map<Integer, Integer> choiceIndexes = new HashMap<>();
  private final Map<List<Integer>, Integer> toolIndexes = new HashMap<>();

  @Override
  public TextHandler route(JsonPath path, TextHandler own) {
    String field = field(path);
    if (field == null) {
      return own;
    }
    boolean tool = path.is("choices", "[]", "delta", "tool_calls", "[]", "function", "arguments");
    var part = new Part(path.index(1), tool ? path.index(4) : -1, field, new Piece());
    parts.add(part);
    return part.piece();
  }

  @Override
  public void number(JsonPath path, int value) {
    if (path.is("choices", "[]", "index")) {
      choiceIndexes.put(path.index(1), value);
    } else if (path.is("choices", "[]", "delta", "tool_calls", "[]", "index")) {
      toolIndexes.put(List.of(path.index(1), path.index(4)), value);
    }
  }

  /**
   * Tells each string with the name of its channel, in the order of the event, and forgets them.
   */
  void deliver(BiConsumer<String, Piece> to) {
    for (Part part : parts) {
      int choice = choiceIndexes.getOrDefault(part.choice(), part.choice());
      int tool = toolIndexes.getOrDefault(List.of(part.choice(), part.tool()), part.tool());
      String name = "choices[" + choice + "]." + part.field().replace("#", String.valueOf(tool));
      to.accept(name, part.piece());
    }
    parts.clear();
    choiceIndexes.clear();
    toolIndexes.clear();
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
      return "delta.tool_calls[#].function.arguments";
    }
    if (path.is("choices", "[]", "delta", "function_call", "arguments")) {
      return "delta.function_call.arguments";
    }
    return null;
  }
}
