package dev.sluice.common.token.confirmation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.token.jws.Claims;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
  private static final String DIGEST = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";

  @Test
  void of_knownMembers_areRead() {
    assertEquals(
        Optional.of(new Confirmation(Optional.of(DIGEST), Optional.empty())),
        of(Map.of("jkt", DIGEST)));
    assertEquals(
        Optional.of(new Confirmation(Optional.empty(), Optional.of(DIGEST))),
        of(Map.of("x5t#S256", DIGEST)));
    assertEquals(
        Optional.of(new Confirmation(Optional.of(DIGEST), Optional.of(DIGEST))),
        of(Map.of("jkt", DIGEST, "x5t#S256", DIGEST)));
  }

  @Test
  void of_others_areNotUnderstood() {
    for (Object value :
        List.of(
            Map.of(),
            Map.of("kid", "k"),
            Map.of("jkt", DIGEST, "kid", "k"),
            Map.of("jkt", DIGEST + "A"),
            Map.of("jkt", DIGEST.substring(1) + "="),
            Map.of("jkt", DIGEST.substring(1) + "J"),
            Map.of("jkt", 7),
            DIGEST,
            List.of(DIGEST))) {
      assertEquals(Optional.empty(), of(value), value.toString());
    }
    assertEquals(Optional.empty(), of(null));
  }

  @Test
  void isIn_anyValue_isBound() {
    assertTrue(Confirmation.isIn(claims(null)));
    assertFalse(Confirmation.isIn(new Claims(Map.of("sub", "u"))));
  }

  private static Optional<Confirmation> of(@Nullable Object value) {
    return Confirmation.of(claims(value));
  }

  private static Claims claims(@Nullable Object value) {
    Map<String, Object> members = new HashMap<>();
    members.put("cnf", value);
    return new Claims(members);
  }
}
