package dev.sluice.common.token.jwks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryLoaderTest {
  private final TestJwksServer metadata = new TestJwksServer("{}");
  private final TestJwksServer keys = new TestJwksServer("{\"keys\":[]}");
  private final String issuer = metadata.uri().resolve("/realm").toString();
  private final DiscoveryLoader loader =
      new DiscoveryLoader(new JwksSource.Discovery(issuer, true));

  @AfterEach
  void stop() {
    loader.close();
    metadata.close();
    keys.close();
  }

  @Test
  void load_metadata_loadsItsKeys() throws IOException, InterruptedException {
    metadata.answer(200, document(issuer, keys.uri().toString()));
    assertEquals("{\"keys\":[]}", loader.load());
    assertEquals("/realm/.well-known/openid-configuration", metadata.lastPath());
    assertEquals(1, keys.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example/.well-known/openid-configuration",
    "https://a.example/, https://a.example/.well-known/openid-configuration",
    "https://a.example/b/, https://a.example/b/.well-known/openid-configuration",
  })
  void metadata_issuer_hasWellKnownAddress(String name, String expected) {
    assertEquals(URI.create(expected), new JwksSource.Discovery(name, false).metadata());
  }

  @Test
  void load_otherIssuersMetadata_fails() {
    for (String other : new String[] {issuer + "/", issuer.substring(0, issuer.length() - 1), ""}) {
      metadata.answer(200, document(other, keys.uri().toString()));
      assertTrue(refusal().contains("another issuer"));
    }
    assertEquals(0, keys.requests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "keys",
        "file:///etc/passwd",
        "ftp://keys.example/a",
        "HTTP://",
        "http://user@127.0.0.1/a",
        "http://127.0.0.1/a#b",
        "http:// a",
        "urn:a"
      })
  void load_unusableKeyAddress_fails(String address) {
    metadata.answer(200, document(issuer, address));
    assertTrue(refusal().contains("no usable jwks_uri"));
  }

  @Test
  void load_notAnObject_fails() {
    for (String bad : new String[] {"", "[]", "{\"issuer\":1,\"issuer\":1}", "<html>"}) {
      metadata.answer(200, bad);
      assertTrue(refusal().contains("not a JSON object"));
    }
    metadata.answer(200, "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":7}");
    assertTrue(refusal().contains("no usable jwks_uri"));
    metadata.answer(404, "");
    assertTrue(refusal().contains("status 404"));
  }

  @Test
  void load_loopbackKeys_onlyIfAllowed() {
    metadata.answer(200, document(issuer, keys.uri().toString()));
    try (var strict = new DiscoveryLoader(new JwksSource.Discovery(issuer, false))) {
      var e = assertThrows(IOException.class, strict::load);
      assertTrue(String.valueOf(e.getMessage()).contains("loopback or link-local"));
    }
    assertEquals(0, metadata.requests());
  }

  @Test
  void text_notUtf8_fails() {
    assertThrows(IOException.class, () -> JwksLoader.text(new byte[] {(byte) 0xff}));
  }

  private String refusal() {
    return String.valueOf(assertThrows(IOException.class, loader::load).getMessage());
  }

  private static String document(String name, String address) {
    return "{\"issuer\":\"" + name + "\",\"jwks_uri\":\"" + address + "\"}";
  }
}
