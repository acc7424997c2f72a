package dev.sluice.common.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TierPolicyFileTest {
  @Test
  void load_limitThatIsAbsent_isNone() {
    assertEquals(
        Map.of("free", Map.of("per-minute", 10L, "burst", 5L, "per-day", 20L)),
        load("free: {per-minute: 10, burst: 5, per-day: 20}"));
  }

  @Test
  void load_shippedFile_hasAllTiers() {
    switch (TierPolicyCompiler.file().load(Path.of("../policies/tiers.yaml"))) {
      case PolicyResult.Loaded<TierPolicy>(TierPolicy policy, _) -> {
        assertEquals(
            Map.of(
                "per-minute", 100L,
                "burst", 20L,
                "per-day", 10_000L,
                "per-month", 300_000L,
                "tokens-per-month", 30_000_000L),
            policy.tiers().get("premium"));
        assertEquals(Map.of("per-minute", 1_000L, "burst", 200L), policy.tiers().get("enterprise"));
      }
      case PolicyResult.Rejected<TierPolicy>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    }
  }

  @Test
  void load_limitBelowThatOfShorterTime_isRefused() {
    assertEquals(
        List.of(
            "tiers.yaml:4:58: /spec/tiers/free/per-day: is less than per-minute; raise it, or lower"
                + " per-minute",
            "tiers.yaml:4:72: /spec/tiers/free/per-month: is less than per-day; raise it, or lower"
                + " per-day"),
        problems("free: {per-minute: 10, burst: 5, per-day: 9, per-month: 8}"));
  }

  @Test
  void load_unknownTierAndKey_areRefused() {
    assertEquals(
        List.of(
            "tiers.yaml:4:16: /spec/tiers/fre: is not a known key; did you mean \"free\"?"
                + " Otherwise use one of free, premium, enterprise",
            "tiers.yaml:4:83: /spec/tiers/premium/hour: is not a known key; use one of per-minute,"
                + " burst, per-day, per-month, tokens-per-month"),
        problems("fre: {per-minute: 1, burst: 1}, premium: {per-minute: 1, burst: 1, hour: 1}"));
  }

  private static Map<String, Map<String, Long>> load(String tiers) {
    return switch (file(tiers)) {
      case PolicyResult.Loaded<TierPolicy>(TierPolicy policy, _) -> policy.tiers();
      case PolicyResult.Rejected<TierPolicy>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(String tiers) {
    return switch (file(tiers)) {
      case PolicyResult.Loaded<TierPolicy> _ -> List.of();
      case PolicyResult.Rejected<TierPolicy>(List<PolicyProblem> problems) ->
          problems.stream().map(PolicyProblem::toString).toList();
    };
  }

  private static PolicyResult<TierPolicy> file(String tiers) {
    String text =
        """
        apiVersion: sluice.dev/v1
        kind: Tiers
        metadata: {name: tiers, version: '1'}
        spec: {tiers: {%s}}
        """
            .formatted(tiers);
    return TierPolicyCompiler.file()
        .load(Path.of("tiers.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }
}
