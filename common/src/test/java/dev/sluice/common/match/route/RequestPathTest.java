package dev.sluice.common.match.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/v1/chat, /v1/chat",
    "/v1/chat?x=/../y, /v1/chat",
    "/v1/chat#top, /v1/chat",
    "//v1///chat/, /v1/chat/",
    "/v1/./rag/x/../index, /v1/rag/index",
    "/v1/x/.., /v1/",
    "/v1/rag/%69ndex, /v1/rag/index",
    "/v1/%2e%2E/v2, /v2",
    "/v1\\rag, /v1/rag",
    "/a%20b%c3%a9, /a%20b%C3%A9",
    "/100%25, /100%25",
    "/100%25%20, /100%25%20",
    "/100%25a, /100%25a",
    "/%e0%a4%85%f0%90%80%80, /%E0%A4%85%F0%90%80%80",
    "/%e0, /%E0",
    "/%25zz, /%25zz",
    "/.well-known/x, /.well-known/x",
  })
  void normalize_validPath_returnsNormalForm(String raw, String expected) {
    assertEquals(Optional.of(expected), RequestPath.normalize(raw));
    assertEquals(Optional.of(expected), RequestPath.normalize(expected), "once is enough");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "v1",
        "?x",
        "/v1%2frag",
        "/v1%5Crag",
        "/v1/%00",
        "/v1/%0d",
        "/v1/%",
        "/v1/%4",
        "/v1/%zz",
        "/v1/%-1",
        "/..",
        "/a/../../b",
        "/v1/chat/..;/rag/index",
        "/v1/chat/%2e%2e%3b/rag/index",
        "/v1/rag;v=1/index",
        "/v1/rag%3Bv=1/index",
        "/v1/rag/index;",
        "/v1/chat/%c0%ae%c0%ae/rag",
        "/v1%C0%AFrag",
        "/v1%c1%9crag",
        "/v1/%f8x",
        "/%2569",
        "/v1/%252e%252e/rag",
        "/v1/%25%32%65/rag",
        "/v1/%25252e/rag",
        "/v1/%e0%80%ae%E0%80%AE/rag",
        "/v1%e0%80%afrag",
        "/v1%f0%80%80%afrag",
        "/a b",
        "/a\u007fb",
        "/a\tb"
      })
  void normalize_ambiguousPath_isEmpty(String raw) {
    assertEquals(Optional.empty(), RequestPath.normalize(raw));
  }

  @ParameterizedTest
  @CsvSource({
    "API.Example.com, api.example.com",
    "api.example.com:8081, api.example.com",
    "api.example.com., api.example.com",
    "api.example.com.:80, api.example.com",
    "127.0.0.1:8081, 127.0.0.1",
    "[::1]:8081, [::1]",
    "[::1], [::1]",
    "::1, ::1",
    "'', ''",
    ":, ''",
  })
  void normalize_host_returnsNormalForm(String authority, String expected) {
    assertEquals(expected, RequestHost.normalize(authority));
  }
}
