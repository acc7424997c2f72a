package dev.sluice.extauthz.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownHeaderNamesTest {
  static Iterable<String> names() {
    return KnownHeaderNames.ALL;
  }

  @ParameterizedTest
  @MethodSource("names")
  void find_knownName(String name) {
    assertEquals(name, at("..", name, ".."));
    assertEquals(name, at("", name, ""));
    assertNull(at("", name + "-", ""));
    assertNull(at("", "x" + name, ""));
    assertNull(at("", name.toUpperCase(Locale.ROOT), ""));
    assertNull(at("", name.substring(0, name.length() / 2) + "\0" + name, ""));
  }

  @Test
  void find_otherName_isNull() {
    for (String other :
        new String[] {"", "a", "x-", "x-rrn", "사용자", "x_user_id", "authorizatioo"}) {
      assertNull(at("a", other, "b"), other);
    }
  }

  private static @Nullable String at(String before, String name, String behind) {
    byte[] message = (before + name + behind).getBytes(StandardCharsets.UTF_8);
    return KnownHeaderNames.find(
        message, before.length(), name.getBytes(StandardCharsets.UTF_8).length);
  }
}
