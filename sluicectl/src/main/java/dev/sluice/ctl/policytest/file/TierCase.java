package dev.sluice.ctl.policytest.file;

import dev.sluice.common.policyfile.PolicyDocument;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * A case of a tier.
 *
 * @param limits every limit that the tier has, by its key in the file
 */
public record TierCase(String name, CasePlace place, String tier, Map<String, Long> limits)
    implements PolicyCase {
  public TierCase {
    limits = Map.copyOf(limits);
  }

  static TierCase read(JsonNode node, String pointer, PolicyDocument document) {
    Map<String, Long> limits = new TreeMap<>();
    node.path("expect")
        .propertyStream()
        .forEach(limit -> limits.put(limit.getKey(), limit.getValue().asLong()));
    String tier = node.path("tier").asString("");
    return new TierCase(
        node.path("name").asString("the tier " + tier),
        PolicyTestCompiler.place(document, pointer),
        tier,
        limits);
  }

  @Override
  public String section() {
    return "tiers";
  }
}
