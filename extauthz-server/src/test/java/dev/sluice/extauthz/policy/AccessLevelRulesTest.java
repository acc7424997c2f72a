package dev.sluice.extauthz.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLevelRulesTest {
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
  void requirementFor_longestPatternApplies(String path, AccessLevel level, String pattern) {
    assertEquals(required(level, pattern), TestPolicies.levels().requirementFor(path));
  }

  @ParameterizedTest
  @CsvSource({"/same, ADMIN, /same", "/same/more, VIEWER, /same*"})
  void requirementFor_exactBeforePrefix(String path, AccessLevel level, String pattern) {
    AccessLevelRules rules =
        new AccessLevelRules(
            List.of(
                new AccessLevelRules.LevelRule(new PathPattern("/same*"), AccessLevel.VIEWER),
                new AccessLevelRules.LevelRule(new PathPattern("/same"), AccessLevel.ADMIN)));
    assertEquals(required(level, pattern), rules.requirementFor(path));
  }

  @Test
  void isAtLeast_risingOrder() {
    assertTrue(AccessLevel.ADMIN.isAtLeast(AccessLevel.DEVELOPER));
    assertFalse(AccessLevel.NONE.isAtLeast(AccessLevel.VIEWER));
    assertEquals(AccessLevel.ADMIN, AccessLevel.VIEWER.stricterOf(AccessLevel.ADMIN));
    assertEquals(AccessLevel.ADMIN, AccessLevel.ADMIN.stricterOf(AccessLevel.VIEWER));
    assertEquals(
        AccessLevel.ADMIN, AccessLevel.fromConfig(dev.sluice.config.v1.Level.UNRECOGNIZED));
    assertEquals(
        AccessLevel.VIEWER, AccessLevel.fromConfig(dev.sluice.config.v1.Level.LEVEL_UNSPECIFIED));
  }

  @Test
  void shadowRequirementFor_ruleInShadowMode() {
    AccessLevelRules rules =
        new AccessLevelRules(
            List.of(
                new AccessLevelRules.LevelRule(new PathPattern("/a*"), AccessLevel.DEVELOPER),
                new AccessLevelRules.LevelRule(
                    new PathPattern("/a*"), AccessLevel.ADMIN, List.of(), true),
                new AccessLevelRules.LevelRule(new PathPattern("/a/b"), AccessLevel.VIEWER)));
    assertEquals(AccessLevel.DEVELOPER, rules.requirementFor("/a/x").level());
    assertEquals(AccessLevel.ADMIN, rules.shadowRequirementFor("/a/x").orElseThrow().level());
    assertEquals(Optional.empty(), rules.shadowRequirementFor("/a/b"));
    assertEquals(Optional.empty(), rules.shadowRequirementFor("/z"));
  }

  private static AccessLevelRules.LevelRequirement required(AccessLevel level, String pattern) {
    return new AccessLevelRules.LevelRequirement(
        level, "level:" + pattern, "role:" + pattern, List.of());
  }
}
