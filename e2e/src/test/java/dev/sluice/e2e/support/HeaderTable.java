package dev.sluice.e2e.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A table of headers: sent by a client, and seen by an upstream behind one kind of proxy. Each kind
 * writes a file; the file of all kinds has a column for each.
 */
public final class HeaderTable {
  /** The cell of a header that did not reach the upstream. */
  public static final String REMOVED = "removed";

  /** The cell of a header whose request was rejected. */
  public static final String REJECTED = "400";

  /** The value of each setting of the servers that the table is made with. */
  public static final List<String> KEPT_BY_SETTING = List.of("x-auth-token");

  public static final List<String> REMOVED_BY_SETTING = List.of("x-branch-user", "x-portal-*");

  private static final Path FOLDER = Path.of("target", "header-table");
  private static final List<String> WAYS =
      List.of("xds-controller's Envoy", "istiod's Envoy", "extauthz-server alone");

  private static final List<String> FORGEABLE =
      List.of(
          "x-jwt-payload",
          "x-jwt-claim-sub",
          "x-auth-request-user",
          "x-auth-request-email",
          "x-auth-user",
          "x-consumer-id",
          "x-consumer-username",
          "x-authenticated-userid",
          "x-authenticated-scope",
          "x-subject",
          "x-principal",
          "x-forwarded-user",
          "x-forwarded-email",
          "x-forwarded-groups",
          "x-forwarded-uri",
          "x-forwarded-path",
          "x-forwarded-prefix",
          "x-forwarded-method",
          "x-original-url",
          "x-original-uri",
          "x-original-path",
          "x-original-method",
          "x-original-host",
          "x-rewrite-url",
          "x-branch-user",
          "x-portal-role");

  private static final List<String> ORDINARY =
      List.of("x-team", "x-authors", "x-principals", "x-stainless-lang", "x-portal");

  private final String way;
  private final Map<SentHeader, String> seen = new LinkedHashMap<>();

  /**
   * Creates an empty table.
   *
   * @param way one of the columns of the table of all kinds
   */
  public HeaderTable(String way) {
    if (!WAYS.contains(way)) {
      throw new IllegalArgumentException(way);
    }
    this.way = way;
  }

  /** Returns all headers: in capitals, with underscores, in two lines. */
  public static List<SentHeader> sent() {
    List<SentHeader> sent = new ArrayList<>();
    FORGEABLE.forEach(name -> spellings(name).forEach(each -> add(sent, each, true)));
    Stream.concat(ORDINARY.stream(), KEPT_BY_SETTING.stream())
        .forEach(name -> spellings(name).forEach(each -> add(sent, each, false)));
    return sent;
  }

  /** Returns a header that upstreams see because of the settings. */
  public static SentHeader keptBySetting() {
    return sent().stream()
        .filter(header -> KEPT_BY_SETTING.contains(header.name()))
        .findFirst()
        .orElseThrow();
  }

  /** Sends each header and notes what the upstream saw. */
  public void fill(Function<SentHeader, String> exchange) throws IOException {
    sent().forEach(header -> seen.put(header, exchange.apply(header)));
    write();
  }

  /** Returns the cell of a header from the headers that reached an upstream. */
  public static String seenIn(Map<String, String> headers, SentHeader sent) {
    List<String> values =
        headers.entrySet().stream()
            .filter(header ->
                sent.values().stream().anyMatch(value -> header.getValue().contains(value)))
            .map(header ->
                header.getKey().equals(sent.name().toLowerCase(Locale.ROOT))
                    ? header.getValue()
                    : header.getKey() + ": " + header.getValue())
            .toList();
    return values.isEmpty() ? REMOVED : String.join("; ", values);
  }

  /**
   * Checks that forgeable headers were removed and all others arrived.
   *
   * @param rejectsUnderscores whether the proxy rejects requests with underscores in a name
   */
  public void assertComplete(boolean rejectsUnderscores) {
    Map<String, String> wrong = new LinkedHashMap<>();
    seen.forEach((sent, found) -> {
      String expected = sent.forgeable() ? REMOVED : sent.values().getLast();
      if (sent.hasUnderscore() && rejectsUnderscores) {
        expected = REJECTED;
      }
      boolean right = found.equals(expected) || (!sent.forgeable() && found.endsWith(expected));
      if (!right) {
        wrong.put(sent.lines().toString(), found);
      }
    });
    assertEquals(Map.of(), wrong, way);
  }

  private static void add(List<SentHeader> sent, String name, boolean forgeable) {
    int number = sent.size();
    sent.add(new SentHeader(name, List.of("sent-" + number + "a"), forgeable));
    if (name.equals(name.toLowerCase(Locale.ROOT)) && name.indexOf('_') < 0) {
      sent.add(
          new SentHeader(name, List.of("sent-" + number + "b", "sent-" + number + "c"), forgeable));
    }
  }

  private static List<String> spellings(String name) {
    int last = name.lastIndexOf('-');
    return Stream.of(
            name,
            name.toUpperCase(Locale.ROOT),
            name.replace('-', '_'),
            name.substring(0, last) + "_" + name.substring(last + 1))
        .distinct()
        .toList();
  }

  /** Writes this column, and the table of all columns that exist. */
  private void write() throws IOException {
    Files.createDirectories(FOLDER);
    Files.write(file(way), seen.values());
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (String each : WAYS) {
      columns.put(each, Files.exists(file(each)) ? Files.readAllLines(file(each)) : List.of());
    }
    List<String> rows = new ArrayList<>();
    rows.add("| sent by the client | " + String.join(" | ", WAYS) + " |");
    rows.add("| --- ".repeat(WAYS.size() + 1) + "|");
    List<SentHeader> sent = sent();
    for (int i = 0; i < sent.size(); i++) {
      StringBuilder row = new StringBuilder("| " + String.join("<br>", sent.get(i).lines()));
      for (List<String> column : columns.values()) {
        row.append(" | ").append(i < column.size() ? column.get(i) : "");
      }
      rows.add(row + " |");
    }
    Files.write(FOLDER.resolve("table.md"), rows);
  }

  private static Path file(String way) {
    return FOLDER.resolve(way.replaceAll("\\W+", "-") + ".txt");
  }
}
