package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.ChatBackendSwitch;
import dev.sluice.e2e.client.GatewayResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tour steps for the database: traffic moved by SQL, and the audit rows of the tour. */
final class DatabaseSteps {
  private static final List<String> COLUMNS =
      List.of(
          "correlation_id",
          "user_id",
          "endpoint",
          "route_target",
          "status_code",
          "error_code",
          "dlp_action",
          "dlp_rule_id",
          "input_tokens",
          "output_tokens",
          "latency_ms");

  private DatabaseSteps() {}

  static TourStep movedTraffic(TourContext guide) {
    return new TourStep(
        "an UPDATE of a route's weight moves the traffic",
        guide.psql(ChatBackendSwitch.SQL.replace("?", "'chat-canary'")),
        () -> {
          ChatBackendSwitch split = guide.chatSwitch();
          split.moveTo("chat");
          Duration there = split.measureMove("chat-canary");
          GatewayResponse answer =
              guide.countedClient("viewer").post(AuthorizationSteps.CHAT, AuthorizationSteps.PING);
          Duration back = split.measureMove("chat");
          return TourStepOutcome.of(
              answer.header("x-upstream").orElse("").equals("chat-canary"),
              "first answer of chat-canary " + millis(there) + " ms after COMMIT",
              "and of chat again " + millis(back) + " ms after the COMMIT back");
        });
  }

  static TourStep auditRows(TourContext guide) {
    String query =
        "select %s from audit_events where starts_with(correlation_id, '%s') order by ts_ms"
            .formatted(String.join(", ", COLUMNS), guide.correlationPrefix());
    return new TourStep(
        "one audit row for each of these requests",
        guide.psql(query),
        () -> {
          List<AuditRow> rows =
              guide.auditRows().awaitRows(guide.correlationPrefix(), guide.callCount());
          List<List<String>> cells = new ArrayList<>();
          for (AuditRow row : rows) {
            cells.add(COLUMNS.stream().map(row::column).toList());
          }
          return new TourStepOutcome(
              rows.size() == guide.callCount(), TextTable.lines(COLUMNS, cells));
        });
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
  }
}
