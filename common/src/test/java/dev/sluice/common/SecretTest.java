package dev.sluice.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Canary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class SecretTest {
  @RegisterExtension final Canary canary = new Canary("hunter22-é");

  private final Secret secret = Secret.of("hunter22-é");

  @Test
  void toString_secret_isRedacted() {
    LoggerFactory.getLogger(SecretTest.class).info("holds {}", secret);
    record Holder(Secret secret) {}
    assertEquals("Holder[secret=[redacted]]", new Holder(secret).toString());
    assertEquals("hunter22-é", secret.reveal());
  }

  @Test
  void equals_sameValue_isTrue() {
    assertEquals(Secret.of("hunter22-é"), secret);
    assertNotEquals(Secret.of("hunter22"), secret);
    assertEquals(Secret.of("other").hashCode(), secret.hashCode());
    assertTrue(secret.matches("hunter22-é"));
    assertFalse(secret.matches("hunter22-e"));
  }
}
