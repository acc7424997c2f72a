package dev.sluice.bench.xds;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class XdsOptionsTest {

  @Test
  void fleetAt_tenThousandElseTheFirst() {
    assertTrue(options(1000, List.of(1000, 10_000)).fleetAt(10_000));
    assertFalse(options(1000, List.of(1000, 10_000)).fleetAt(1000));
    assertTrue(options(1000, List.of(500, 1000)).fleetAt(500));
    assertFalse(options(0, List.of(10_000)).fleetAt(10_000));
  }

  @Test
  void options_noSizeBelowOneProduct() {
    assertThrows(IllegalArgumentException.class, () -> options(0, List.of(9)));
    assertThrows(IllegalArgumentException.class, () -> options(0, List.of()));
  }

  private static XdsOptions options(int nodes, List<Integer> sizes) {
    return new XdsOptions(sizes, nodes, 1, false, 1, List.of());
  }
}
