package dev.sluice.common.tier;

import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A compiler of policies/tiers.yaml. */
public final class TierPolicyCompiler implements PolicyCompiler<TierPolicy> {
  /** The kind in the envelope of the policy file. */
  public static final String KIND = "Tiers";

  private static final String SCHEMA = "policies/schema/tiers.schema.json";
  private static final String TIERS = "tiers";

  /** The limits of requests, from the shortest time to the longest. */
  private static final List<String> BY_TIME = List.of("per-minute", "per-day", "per-month");

  private TierPolicyCompiler() {}

  /** Returns the loader of the policy file. */
  public static PolicyFile<TierPolicy> file() {
    return new PolicyFile<>(KIND, SCHEMA, new TierPolicyCompiler());
  }

  @Override
  public TierPolicy compile(PolicyDocument document, List<PolicyProblem> problems) {
    Map<String, Map<String, Long>> tiers = new TreeMap<>();
    document
        .spec()
        .path(TIERS)
        .propertyStream()
        .filter(tier -> tier.getValue().isObject())
        .forEach(tier -> {
          checkOrder(document, tier.getKey(), tier.getValue(), problems);
          Map<String, Long> limits = new TreeMap<>();
          tier.getValue()
              .propertyStream()
              .filter(limit -> limit.getValue().isNumber())
              .forEach(limit -> limits.put(limit.getKey(), limit.getValue().asLong()));
          tiers.put(tier.getKey(), limits);
        });
    return new TierPolicy(tiers);
  }

  /** Reports a limit that is less than that of a shorter time, which could never be reached. */
  private static void checkOrder(
      PolicyDocument document, String tier, JsonNode limits, List<PolicyProblem> problems) {
    String shorter = "";
    for (String limit : BY_TIME) {
      JsonNode value = limits.path(limit);
      if (!value.isNumber()) {
        continue;
      }
      if (!shorter.isEmpty() && value.asLong() < limits.path(shorter).asLong()) {
        problems.add(
            document.problem(
                "/" + TIERS + "/" + tier + "/" + limit,
                "is less than " + shorter + "; raise it, or lower " + shorter));
      }
      shorter = limit;
    }
  }
}
