package dev.sluice.ctl.policytest.coverage;

/** A thing of a policy that a test can reach, such as a rule. */
public record CoverageItem(CoverageGroup group, String name) implements Comparable<CoverageItem> {
  @Override
  public int compareTo(CoverageItem other) {
    int byGroup = group.compareTo(other.group);
    return byGroup == 0 ? name.compareTo(other.name) : byGroup;
  }

  @Override
  public String toString() {
    return group.label() + ": " + name;
  }
}
