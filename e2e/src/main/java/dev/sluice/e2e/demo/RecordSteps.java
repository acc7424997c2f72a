package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.ChatSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What rows do and what rows remain: traffic moved by SQL, and the audit of the tour. */
final class RecordSteps {
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

  private RecordSteps() {}

  static TourStep movedTraffic(TourGuide guide) {
    return new TourStep(
        "an UPDATE of a route's weight moves the traffic",
        guide.psql(ChatSplit.SQL.replace("?", "'chat-canary'")),
        () -> {
          ChatSplit split = guide.split();
          split.moveTo("chat");
          Duration there = split.timeMove("chat-canary");
          Answer answer = guide.caller("viewer").post(CallerSteps.CHAT, CallerSteps.PING);
          Duration back = split.timeMove("chat");
          return Outcome.of(
              answer.header("x-upstream").orElse("").equals("chat-canary"),
              "first answer of chat-canary " + millis(there) + " ms after COMMIT",
              "and of chat again " + millis(back) + " ms after the COMMIT back");
        });
  }

  static TourStep auditRows(TourGuide guide) {
    String query =
        "select %s from audit_events where starts_with(correlation_id, '%s') order by ts_ms"
            .formatted(String.join(", ", COLUMNS), guide.correlation());
    return new TourStep(
        "one audit row for each of these requests",
        guide.psql(query),
        () -> {
          List<AuditRow> rows = guide.audit().await(guide.correlation(), guide.calls());
          List<List<String>> cells = new ArrayList<>();
          for (AuditRow row : rows) {
            cells.add(COLUMNS.stream().map(row::column).toList());
          }
          return new Outcome(rows.size() == guide.calls(), Table.lines(COLUMNS, cells));
        });
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
  }
}
