package dev.sluice.e2e.traffic;

import java.util.List;

/**
 * A case of a route with requests that match it and requests that do not. A request is written as
 * {@code METHOD path header:value}.
 *
 * @param columns the columns of the route with SQL values
 */
record RouteMatchCase(String columns, List<String> matching, List<String> others) {
  static final List<RouteMatchCase> ALL =
      List.of(
          path("exact", "/c/exact", "GET /c/exact?q=1", "GET /c/exact/", "GET /c/exactly"),
          path("prefix", "/c/pre", "GET /c/prefix/x", "GET /c/pr"),
          path("regex", "/c/re/[0-9]+", "GET /c/re/17?q=1", "GET /c/re/x", "GET /c/re/1/2"),
          path(
              "template",
              "/c/orders/{id}/items/{item}",
              "GET /c/orders/4/items/5?q=1",
              "GET /c/orders/4/items",
              "GET /c/orders/4/items/5/6"),
          path("template", "/c/star/*/end", "GET /c/star/x/end", "GET /c/star/end"),
          path("template", "/c/rest/{rest=**}", "GET /c/rest/a/b", "GET /c/rest"),
          path("template", "/c/dot.$(1)/{id}/", "GET /c/dot.$(1)/x/", "GET /c/dotx$(1)/x/"),
          new RouteMatchCase(
              "path_kind = 'exact', path = '/c/method', methods = '{DELETE,PUT}'",
              List.of("DELETE /c/method", "PUT /c/method"),
              List.of("GET /c/method")),
          header("{\"name\": \"X-A\", \"exact\": \"1\"}", "x-a:1", "x-a:12", "x-b:1"),
          header("{\"name\": \"x-a\", \"prefix\": \"ab\"}", "x-a:abc", "x-a:xab"),
          header("{\"name\": \"x-a\", \"suffix\": \"bc\"}", "x-a:abc", "x-a:bcd"),
          header("{\"name\": \"x-a\", \"contains\": \"b\"}", "x-a:abc", "x-a:ac"),
          header("{\"name\": \"x-a\", \"regex\": \"[ab]+\"}", "x-a:abba", "x-a:abc"),
          header("{\"name\": \"x-a\", \"present\": true}", "x-a:any", "x-b:any"),
          header("{\"name\": \"x-a\", \"exact\": \"1\", \"invert\": true}", "x-a:2", "x-a:1"),
          header("{\"name\": \"x-a\", \"prefix\": \"1\", \"invert\": true}", "x-b:1", "x-a:12"),
          header("{\"name\": \"x-a\", \"present\": true, \"invert\": true}", "x-b:1", "x-a:1"),
          query("{\"name\": \"a\", \"exact\": \"1\"}", "b=2&a=1", "a=2", "b=1", "a=2&a=1"),
          query("{\"name\": \"a\", \"exact\": \"\"}", "a", "a=1"),
          query("{\"name\": \"a\", \"prefix\": \"x\"}", "a=xy", "a=yx"),
          query("{\"name\": \"a\", \"regex\": \"[0-9]+\"}", "a=12", "a=1x"),
          query("{\"name\": \"a\", \"present\": true}", "a=any", "ab=any"),
          new RouteMatchCase(
              "path_kind = 'exact', path = '/c/both', headers = '[{\"name\": \"x-a\", \"exact\": \"1\"}]',"
                  + " query = '[{\"name\": \"a\", \"exact\": \"1\"}]'",
              List.of("GET /c/both?a=1 x-a:1"),
              List.of("GET /c/both?a=1", "GET /c/both x-a:1")));

  private static RouteMatchCase path(String kind, String path, String matching, String... others) {
    return new RouteMatchCase(
        "path_kind = '" + kind + "', path = '" + path + "'", List.of(matching), List.of(others));
  }

  private static RouteMatchCase header(String condition, String matching, String... others) {
    String path = uniquePath(condition);
    return new RouteMatchCase(
        "path_kind = 'exact', path = '" + path + "', headers = '[" + condition + "]'",
        List.of("GET " + path + " " + matching),
        List.of(others).stream().map(other -> "GET " + path + " " + other).toList());
  }

  private static RouteMatchCase query(String condition, String matching, String... others) {
    String path = uniquePath(condition);
    return new RouteMatchCase(
        "path_kind = 'exact', path = '" + path + "', query = '[" + condition + "]'",
        List.of("GET " + path + "?" + matching),
        List.of(others).stream().map(other -> "GET " + path + "?" + other).toList());
  }

  private static String uniquePath(String condition) {
    return "/c/" + Integer.toHexString(condition.hashCode());
  }
}
