package dev.sluice.ctl.policytest.file;

import dev.sluice.common.waf.WafPart;
import java.util.Set;

/** A case of a text with the WAF rules that must match it. */
public record AttackCase(
    String name, CasePlace place, String text, WafPart part, Set<String> expected)
    implements PolicyCase {
  public AttackCase {
    expected = Set.copyOf(expected);
  }

  @Override
  public String section() {
    return "attacks";
  }
}
