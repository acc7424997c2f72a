package dev.sluice.controller.api.console.page;

import dev.sluice.controller.api.console.view.CellTone;
import dev.sluice.controller.api.console.view.ConsoleLink;
import dev.sluice.controller.api.console.view.PageCell;
import dev.sluice.controller.api.console.view.PageTable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A converter of JSON members to texts on pages. */
final class JsonCells {
  private static final Set<String> GOOD =
      Set.of("applied", "connected", "active", "PUBLISHED", "allow", "in force", "pass");
  private static final Set<String> BAD =
      Set.of("failed", "rejected", "drifted", "revoked", "deny", "block", "blocked", "behind");
  private static final Set<String> WAITING =
      Set.of("pending", "waiting", "disconnected", "WITHDRAWN", "suspended", "built");

  private JsonCells() {}

  /** Returns a member as text; null and absence are empty. */
  static String text(JsonNode row, String member) {
    JsonNode value = row.path(member);
    if (value.isArray()) {
      return value.valueStream().map(entry -> entry.asString("")).collect(Collectors.joining(", "));
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "yes" : "no";
    }
    return value.isValueNode() && !value.isNull() ? value.asString("") : "";
  }

  static PageCell cell(JsonNode row, String member) {
    return PageCell.of(text(row, member));
  }

  /** Returns a state, whose tone repeats what its word says. */
  static PageCell state(JsonNode row, String member) {
    return state(text(row, member));
  }

  static PageCell state(String word) {
    return PageCell.of(word).in(tone(word));
  }

  private static CellTone tone(String word) {
    if (GOOD.contains(word)) {
      return CellTone.GOOD;
    }
    if (BAD.contains(word)) {
      return CellTone.BAD;
    }
    return WAITING.contains(word) ? CellTone.WAITING : CellTone.PLAIN;
  }

  /** Returns a time in UTC: of milliseconds since 1970, or of a text without its fraction. */
  static PageCell time(JsonNode row, String member) {
    JsonNode value = row.path(member);
    String text =
        value.isNumber() ? Instant.ofEpochMilli(value.asLong(0)).toString() : seconds(value);
    return PageCell.of(text).in(CellTone.TIME);
  }

  private static String seconds(JsonNode value) {
    String text = value.isString() ? value.asString() : "";
    try {
      return text.isEmpty()
          ? ""
          : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
    } catch (DateTimeException e) {
      return text;
    }
  }

  /** Returns the first part of a hash, which tells versions apart. */
  static PageCell version(JsonNode row, String member) {
    String text = text(row, member);
    return PageCell.of(text.length() > 16 ? text.substring(0, 16) + "…" : text);
  }

  /** Returns the rows of a JSON array. */
  static List<List<PageCell>> rows(JsonNode items, Function<JsonNode, List<PageCell>> cells) {
    List<List<PageCell>> rows = new ArrayList<>();
    items.valueStream().map(cells).forEach(rows::add);
    return rows;
  }

  /**
   * Returns a table of a list that the REST API answers in parts.
   *
   * @param self the link to this page with its filters
   */
  static PageTable table(
      String caption,
      List<String> columns,
      JsonNode answer,
      ConsoleLink self,
      Function<JsonNode, List<PageCell>> cells) {
    return table(caption, columns, answer, self, "cursor", cells);
  }

  /** Returns a table whose cursor is a parameter of another name. */
  static PageTable table(
      String caption,
      List<String> columns,
      JsonNode answer,
      ConsoleLink self,
      String parameter,
      Function<JsonNode, List<PageCell>> cells) {
    Optional<ConsoleLink> next =
        answer
            .path("next")
            .asStringOpt()
            .filter(cursor -> !cursor.isEmpty())
            .map(cursor -> self.with(parameter, cursor));
    return new PageTable(caption, columns, rows(answer.path("items"), cells), next);
  }
}
