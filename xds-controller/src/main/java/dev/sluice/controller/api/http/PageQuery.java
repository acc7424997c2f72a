package dev.sluice.controller.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for a part of a list: {@code limit}, {@code cursor} and {@code sort}.
 *
 * @param after the sort value and the id of the last entry of the part before
 */
public record PageQuery(String sort, boolean descending, int limit, Optional<List<String>> after) {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 200;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Reads the parameters; {@code allowed} are the sort columns, the default first. */
  public static PageQuery read(Map<String, String> query, List<String> allowed) {
    String sort = query.getOrDefault("sort", allowed.getFirst());
    boolean descending = sort.startsWith("-");
    String column = descending ? sort.substring(1) : sort;
    if (!allowed.contains(column)) {
      throw invalid("sort", "Sort by one of " + String.join(", ", allowed) + ", or by -name.");
    }
    return new PageQuery(
        column,
        descending,
        limit(query.get("limit")),
        Optional.ofNullable(query.get("cursor")).map(text -> position(text, sort)));
  }

  /**
   * Returns the part of a list, of whose rows one more than the limit was read if there are more.
   */
  public ApiResponse answer(List<ObjectNode> rows) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode items = answer.putArray("items");
    rows.stream().limit(limit).forEach(items::add);
    if (rows.size() > limit) {
      answer.put("next", cursor(items.get(items.size() - 1)));
    } else {
      answer.putNull("next");
    }
    return ApiResponse.of(200, answer);
  }

  /** Returns the cursor of the part after an entry. */
  private String cursor(JsonNode last) {
    String json =
        JSON.writeValueAsString(
            List.of(
                (descending ? "-" : "") + sort,
                last.path(sort).asString(""),
                last.path("id").asString("")));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> position(String cursor, String sort) {
    try {
      JsonNode parts =
          JSON.readTree(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
      if (parts.isArray() && parts.size() == 3 && parts.path(0).asString("").equals(sort)) {
        return List.of(parts.path(1).asString(""), parts.path(2).asString(""));
      }
    } catch (IllegalArgumentException | JacksonException e) {
      // Handled like any other text that is not a cursor.
    }
    throw invalid("cursor", "Use the member next of the part before, with the same sort.");
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Handled like a number out of range.
    }
    throw invalid("limit", "The limit is a number from 1 to " + MOST + ".");
  }

  private static ProblemException invalid(String parameter, String detail) {
    return ProblemException.at(ProblemType.INVALID_REQUEST, parameter, detail);
  }
}
