package dev.sluice.controller.api.fleet;

import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.PageQuery;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters and parts of lists that are no managed resources. */
final class ListParameters {
  private ListParameters() {}

  static void requireKnown(ApiRequest request, Set<String> known) {
    for (String name : request.query().keySet()) {
      if (!known.contains(name)) {
        throw ProblemException.at(
            ProblemType.INVALID_REQUEST,
            name,
            "The parameter is not known; use " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  /** Returns the part of a list, whose rows are one more than the limit if there are more. */
  static ApiResponse page(PageQuery page, List<ObjectNode> rows) {
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    ArrayNode items = answer.putArray("items");
    rows.stream().limit(page.limit()).forEach(items::add);
    if (rows.size() > page.limit()) {
      answer.put("next", page.cursor(items.get(items.size() - 1)));
    } else {
      answer.putNull("next");
    }
    return ApiResponse.of(200, answer);
  }

  /** Returns the number of a revision. */
  static long revision(String text) {
    if (text.matches("[1-9][0-9]{0,17}")) {
      return Long.parseLong(text);
    }
    throw ProblemException.at(ProblemType.INVALID_REQUEST, "to", "Name the number of a revision.");
  }
}
