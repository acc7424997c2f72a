package dev.sluice.extauthz.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelRulesTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, VIEWER, *",
    "/v1/rag/search, VIEWER, /v1/rag*",
    "/v1/rag/index, ADMIN, /v1/rag/index*",
    "/v1/rag/index/w-1, ADMIN, /v1/rag/index*",
    "/v1/rag/indexes, ADMIN, /v1/rag/index*",
    "/V1/RAG/Index, ADMIN, /v1/rag/index*",
    "/v1/agent, DEVELOPER, /v1/agent*",
    "/v1/agent/run, DEVELOPER, /v1/agent*",
    "/exact, ADMIN, /exact",
    "/exact/more, VIEWER, *",
    "/, VIEWER, *",
  })
  void forPath_longestPattern(String path, Level level, String pattern) {
    assertEquals(required(level, pattern), TestPolicies.levels().forPath(path));
  }

  @ParameterizedTest
  @CsvSource({"/same, ADMIN, /same", "/same/more, VIEWER, /same*"})
  void forPath_exactBeforeThePrefixOfTheSameName(String path, Level level, String pattern) {
    LevelRules rules =
        new LevelRules(
            List.of(
                new LevelRules.Rule(new PathPattern("/same*"), Level.VIEWER),
                new LevelRules.Rule(new PathPattern("/same"), Level.ADMIN)));
    assertEquals(required(level, pattern), rules.forPath(path));
  }

  @Test
  void level_order() {
    assertTrue(Level.ADMIN.reaches(Level.DEVELOPER));
    assertFalse(Level.NONE.reaches(Level.VIEWER));
    assertEquals(Level.ADMIN, Level.VIEWER.or(Level.ADMIN));
    assertEquals(Level.ADMIN, Level.ADMIN.or(Level.VIEWER));
    assertEquals(Level.ADMIN, Level.of(dev.sluice.config.v1.Level.UNRECOGNIZED));
    assertEquals(Level.VIEWER, Level.of(dev.sluice.config.v1.Level.LEVEL_UNSPECIFIED));
  }

  @Test
  void shadow_isToldAndDecidesNothing() {
    LevelRules rules =
        new LevelRules(
            List.of(
                new LevelRules.Rule(new PathPattern("/a*"), Level.DEVELOPER),
                new LevelRules.Rule(new PathPattern("/a*"), Level.ADMIN, List.of(), true),
                new LevelRules.Rule(new PathPattern("/a/b"), Level.VIEWER)));
    assertEquals(Level.DEVELOPER, rules.forPath("/a/x").level());
    assertEquals(Level.ADMIN, rules.shadowFor("/a/x").orElseThrow().level());
    assertEquals(Optional.empty(), rules.shadowFor("/a/b"));
    assertEquals(Optional.empty(), rules.shadowFor("/z"));
  }

  private static LevelRules.Required required(Level level, String pattern) {
    return new LevelRules.Required(level, "level:" + pattern, "role:" + pattern, List.of());
  }
}
