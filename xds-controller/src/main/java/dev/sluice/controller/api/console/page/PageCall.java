package dev.sluice.controller.api.console.page;

import dev.sluice.controller.api.console.view.ConsoleLink;
import dev.sluice.controller.api.console.view.FilterField;
import dev.sluice.controller.api.http.ApiResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request for a page.
 *
 * @param tenant the slug of the tenant; empty for the whole fleet
 * @param form the fields of a form that was sent; empty if the page is only opened
 */
public record PageCall(
    RestReader rest,
    String tenant,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> form) {
  public PageCall {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    form = Map.copyOf(form);
  }

  /** Returns the id in the path of the page. */
  public String id() {
    return path.getOrDefault("id", "");
  }

  /** Returns a query parameter, or an empty text. */
  public String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /** Returns the parameters with these names that are not empty. */
  public Map<String, String> parameters(List<String> names) {
    Map<String, String> given = new HashMap<>();
    for (String name : names) {
      String value = parameter(name).strip();
      if (!value.isEmpty()) {
        given.put(name, value);
      }
    }
    return given;
  }

  /** Returns the answer of an operation without parameters in its path. */
  JsonNode read(String operation, Map<String, String> parameters) {
    return body(rest.read(operation, Map.of(), parameters));
  }

  /** Returns the answer of an operation on the resource of this page. */
  JsonNode readOne(String operation, Map<String, String> parameters) {
    return body(rest.read(operation, Map.of("id", id()), parameters));
  }

  /** Returns the answer of an operation that has a body and stores nothing. */
  JsonNode run(String operation, JsonNode content) {
    return body(rest.read(operation, Map.of(), Map.of(), Optional.of(content)));
  }

  static JsonNode body(ApiResponse answer) {
    return answer.body().orElseThrow();
  }

  /** Returns a link that keeps the tenant. */
  ConsoleLink link(String page) {
    return new ConsoleLink(page).with("tenant", tenant);
  }

  /** Returns a link to the page of a resource that keeps the tenant. */
  ConsoleLink link(String page, String id) {
    return ConsoleLink.to(page, id).with("tenant", tenant);
  }

  /** Returns a field of a search form with its value in this request. */
  FilterField field(String name, String label, String hint, String... choices) {
    return new FilterField(name, label, parameter(name), hint, List.of(choices));
  }
}
