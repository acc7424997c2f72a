package dev.sluice.e2e.inspection;

import dev.sluice.e2e.stub.StubCompletions;

/** The formats of request bodies. */
enum RequestBodyShape {
  CHAT(
      "application/json",
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"to ~\\n\"}]}],\"n\": 2}"),
  TABBY(
      "application/json",
      "{\"language\":\"python\",\"segments\":{\"prefix\":\"# ~\\n\",\"suffix\":\"\\n# ~\",\"clipboard\":\"~\"}}"),
  ARGUMENTS(
      "application/json",
      "{\"messages\":[{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"to\\\":\\\"~\\\"}\"}}]}]}"),
  LINES("application/x-ndjson", "{\"a\":\"~\"}\n{\"b\":[\"~\"]}\n"),
  MULTIPART(
      "multipart/form-data; boundary=b",
      "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nto ~, please\r\n--b--\r\n"),
  CLEAN_MULTIPART(
      "multipart/form-data; boundary=b",
      "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"f\"\r\nContent-Type: application/json\r\n\r\n{\"a\": \"b\"}\r\n--b\r\nContent-Disposition: form-data; name=g\r\n\r\n-- b\r\n-\r\n--b--\r\n"),
  TEXT("text/plain", "write to ~ today");

  private final String type;
  private final String template;

  RequestBodyShape(String type, String template) {
    this.type = type;
    this.template = template;
  }

  String type() {
    return type;
  }

  String body() {
    return template.replace("~", StubCompletions.EMAIL);
  }

  String expected() {
    return template.replace("~", "[EMAIL]");
  }
}
