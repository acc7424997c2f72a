package dev.sluice.common.token.confirmation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUriTest {
  private static final Optional<TargetUri> PLAIN =
      Optional.of(new TargetUri("https", "api.example.com", 443, false, "/v1/chat"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com/v1/chat",
        "HTTPS://API.Example.COM/v1/chat",
        "https://api.example.com./v1/chat",
        "https://api.example.com:/v1/chat",
        "https://api.example.com/v1/chat?a=b/../c",
        "https://api.example.com/v1/chat#a/b",
        "https://api.example.com/v1/../v1/./chat",
        "https://api.example.com//v1/chat",
        "https://api.example.com/v1/%63h%61t",
      })
  void parse_equalUris_haveOneForm(String uri) {
    assertEquals(PLAIN, TargetUri.parse(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/v1/chat",
        "api.example.com/v1/chat",
        "://api.example.com/v1/chat",
        "ftp://api.example.com/v1/chat",
        "https:api.example.com/v1/chat",
        "https:///v1/chat",
        "https://:443/v1/chat",
        "https://user@api.example.com/v1/chat",
        "https://api.example.com:443:443/v1/chat",
        "https://api.example.com:x/v1/chat",
        "https://api.example.com:65536/v1/chat",
        "https://api.example.com:99999999999/v1/chat",
        "https://api example.com/v1/chat",
        "https://api.example.com\\evil/v1/chat",
        "https://\u00e4pi.example.com/v1/chat",
        "https://api.example.com/v1%2fchat",
        "https://api.example.com/v1;a=b/chat",
        "https://api.example.com/../v1/chat",
      })
  void parse_others_haveNone(String uri) {
    assertEquals(Optional.empty(), TargetUri.parse(uri));
  }

  @Test
  void parse_port() {
    assertEquals(8443, TargetUri.parse("https://a:8443/").orElseThrow().port());
    assertEquals(80, TargetUri.parse("http://a").orElseThrow().port());
    assertEquals(8443, TargetUri.parse("https://[2001:db8::1]:8443/").orElseThrow().port());
    assertEquals(443, TargetUri.parse("https://[2001:db8::1]/").orElseThrow().port());
  }

  @Test
  void parse_noPath_isRoot() {
    assertEquals("/", TargetUri.parse("https://a").orElseThrow().path());
    assertEquals("/", TargetUri.parse("https://a?b=/c").orElseThrow().path());
    assertEquals("/", TargetUri.parse("https://a#b").orElseThrow().path());
  }

  @Test
  void parse_escapes_haveOneCase() {
    assertEquals("/a%C3%A4", TargetUri.parse("https://a/a%c3%a4").orElseThrow().path());
  }

  @Test
  void of_request_equalsItsUri() {
    assertEquals(PLAIN, TargetUri.of("https", "api.example.com", "/v1/chat?stream=true"));
  }
}
