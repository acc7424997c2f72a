package dev.sluice.common.ads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ResourceSetVersionTest {
  private static final String TYPE = "type.googleapis.com/sluice.config.v1.Publish";

  @Test
  void hash_resource_isStartOfSha256() {
    assertEquals(
        "292973cbf5b051de",
        ResourceSetVersion.text(ResourceSetVersion.resourceHash(TYPE, "p1", "0123456789abcdef")));
  }

  @Test
  void hash_anyPart_changesIt() {
    long mark = ResourceSetVersion.resourceHash(TYPE, "p1", "v1");
    assertNotEquals(mark, ResourceSetVersion.resourceHash(TYPE + "s", "p1", "v1"));
    assertNotEquals(mark, ResourceSetVersion.resourceHash(TYPE, "p2", "v1"));
    assertNotEquals(mark, ResourceSetVersion.resourceHash(TYPE, "p1", "v2"));
  }

  @Test
  void text_sum_hasSixteenDigits() {
    assertEquals("0000000000000000", ResourceSetVersion.text(0));
    assertEquals("ffffffffffffffff", ResourceSetVersion.text(-1));
  }
}
