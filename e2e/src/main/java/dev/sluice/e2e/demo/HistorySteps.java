package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.ChatBackendSwitch;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The last steps of the tour: traffic moved by SQL, and the audit of all requests. */
final class HistorySteps {
  private static final Duration LIMIT = Duration.ofSeconds(30);
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

  private HistorySteps() {}

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
    String path =
        "/v1/operator/audit?limit=200&from="
            + Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    return new TourStep(
        "the management API finds one audit row for each of these requests",
        guide.operatorCurl(path),
        () -> {
          boolean complete =
              ConditionWait.becomesTrue(LIMIT, () -> rows(guide, path).size() == guide.callCount());
          return new TourStepOutcome(complete, TextTable.lines(COLUMNS, rows(guide, path)));
        });
  }

  /** Returns the rows of the counted calls, the oldest first. */
  private static List<List<String>> rows(TourContext guide, String path) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : guide.operator().get(path).json().path("items")) {
      if (row.path("correlation_id").asString("").startsWith(guide.correlationPrefix())) {
        rows.addFirst(COLUMNS.stream().map(column -> row.path(column).asString("")).toList());
      }
    }
    return rows;
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
  }
}
