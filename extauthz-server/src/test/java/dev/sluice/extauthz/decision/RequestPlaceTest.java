package dev.sluice.extauthz.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.extauthz.decision.outcome.RequestPlace;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPlaceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"q", "page", "pageSize", "workspace_id", "filter.name", "x-tenant-id", "line2"})
  void names_ofWords_areShown(String name) {
    assertEquals(Optional.of(name), RequestPlace.queryParameter(name).param());
    assertEquals("in the header " + name, RequestPlace.header(name).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AKIAIOSFODNN7EXAMPLE",
        "900101-1234568",
        "sk-proj-0123456789abcdef0123456789abcdef",
        "ann@example.com",
        "<script>",
        "eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
        "4111111111111111"
      })
  void names_thatMayBeValues_areNotShown(String name) {
    assertEquals(Optional.empty(), RequestPlace.queryParameter(name).param());
    assertEquals("in a query parameter", RequestPlace.queryParameter(name).text());
  }
}
