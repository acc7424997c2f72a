package dev.sluice.controller.api.console.page;

import static dev.sluice.controller.api.console.page.JsonCells.cell;
import static dev.sluice.controller.api.console.page.JsonCells.rows;
import static dev.sluice.controller.api.console.page.JsonCells.state;
import static dev.sluice.controller.api.console.page.JsonCells.text;

import dev.sluice.controller.api.console.view.CellTone;
import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.FilterField;
import dev.sluice.controller.api.console.view.PageCell;
import dev.sluice.controller.api.console.view.PageTable;
import dev.sluice.controller.api.console.view.PageText;
import dev.sluice.controller.api.console.view.TextForm;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The page that tries the DLP rules of a server with a pasted text. */
final class PlaygroundPages {
  private static final String PLAYGROUND = "/console/playground";
  private static final String TEXT = "text";
  private static final List<String> FIELDS =
      List.of("form", "direction", "policy", "environment", "tenant", "route");

  /** The problems that are shown beside the form, so that the text is kept. */
  private static final Set<ProblemType> SHOWN =
      EnumSet.of(
          ProblemType.TOO_LARGE,
          ProblemType.VALIDATION,
          ProblemType.CONFLICT,
          ProblemType.RATE_LIMITED,
          ProblemType.UNAVAILABLE);

  static final List<PageEntry> ENTRIES =
      List.of(new PageEntry(PLAYGROUND, "Playground", PlaygroundPages::playground, true));

  private PlaygroundPages() {}

  private static ConsolePage playground(PageCall call) {
    ConsolePage page = ConsolePage.of("Playground");
    if (!call.read("getPlayground", Map.of()).path("enabled").asBoolean(false)) {
      return page.note(
              "The playground is off. Set api.playground.servers of the controller to the gRPC"
                  + " addresses of DLP servers.")
          .note("Set playground.enabled: true at these servers.");
    }
    ConsolePage shown =
        page.note("Nothing is stored: neither the text nor the result.").form(form(call));
    if (call.form().isEmpty()) {
      return shown;
    }
    try {
      return result(shown, call.run("runPlayground", body(call)));
    } catch (ProblemException e) {
      if (!SHOWN.contains(e.type())) {
        throw e;
      }
      return shown.fact("Problem", PageCell.of(sentences(e)).in(CellTone.BAD));
    }
  }

  /** Returns the detail of a problem, or those of all wrong values. */
  private static String sentences(ProblemException problem) {
    return problem.errors().isEmpty()
        ? problem.detail()
        : problem.errors().stream()
            .map(error -> error.pointer() + ": " + error.detail())
            .collect(Collectors.joining("; "));
  }

  private static TextForm form(PageCall call) {
    return new TextForm(
        "Try the text",
        call.link(PLAYGROUND),
        "Text, at most 64 KiB",
        field(call, TEXT),
        List.of(
            choice(call, "form", "Form", "text", "json", "stream"),
            choice(call, "direction", "Direction", "request", "response"),
            choice(call, "policy", "Policy", "live", "shadow"),
            words(call, "environment", "Environment", "prod"),
            words(call, "tenant", "Tenant of the caller", "acme"),
            words(call, "route", "Route id", "")));
  }

  private static FilterField choice(PageCall call, String name, String label, String... choices) {
    return new FilterField(name, label, field(call, name), "", List.of(choices));
  }

  private static FilterField words(PageCall call, String name, String label, String hint) {
    return new FilterField(name, label, field(call, name), hint, List.of());
  }

  private static String field(PageCall call, String name) {
    return call.form().getOrDefault(name, "");
  }

  private static JsonNode body(PageCall call) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    // Browsers send each line end of a text area as two characters.
    body.put(TEXT, field(call, TEXT).replace("\r\n", "\n"));
    for (String name : FIELDS) {
      String value = field(call, name).strip();
      if (!value.isEmpty()) {
        body.put(name, value);
      }
    }
    return body;
  }

  private static ConsolePage result(ConsolePage page, JsonNode result) {
    return page.fact("Verdict", state(result, "verdict"))
        .fact("Blocked by the rule", cell(result, "rule"))
        .fact("Reason", cell(result, "reason"))
        .fact("Every-cut check", cuts(result))
        .fact("Policy", cell(result, "policy"))
        .fact("Server", cell(result, "server"))
        .table(
            new PageTable(
                "Findings",
                List.of("Rule", "Kind", "Action", "Place", "Offset", "Length"),
                rows(
                    result.path("findings"),
                    row ->
                        List.of(
                            cell(row, "rule"),
                            cell(row, "kind"),
                            cell(row, "action"),
                            cell(row, "place"),
                            cell(row, "offset"),
                            cell(row, "length")))))
        .text(new PageText("Output", text(result, "output")));
  }

  private static PageCell cuts(JsonNode result) {
    JsonNode differing = result.path("differing_cut");
    if (differing.isNumber()) {
      String place =
          differing.asInt() == 0
              ? "Chunks of one byte change"
              : "A cut at byte " + differing + " changes";
      return PageCell.of(place + " the result").in(CellTone.BAD);
    }
    String runs = text(result, "cuts") + " inspections in parts";
    return result.path("cuts_complete").asBoolean(false)
        ? PageCell.of("The same result in " + runs).in(CellTone.GOOD)
        : PageCell.of("The same result in " + runs + ", not at every byte").in(CellTone.WAITING);
  }
}
