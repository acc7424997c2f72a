package dev.sluice.ctl.policytest.coverage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The coverage of policies by tests. */
public record PolicyCoverage(SortedSet<CoverageItem> items, SortedSet<CoverageItem> reached) {
  public PolicyCoverage {
    items = new TreeSet<>(items);
    reached = new TreeSet<>(reached);
    reached.retainAll(items);
  }

  /** The coverage of a group. */
  public record GroupCoverage(CoverageGroup group, int reached, int total, List<String> missed) {
    public GroupCoverage {
      missed = List.copyOf(missed);
    }
  }

  public static PolicyCoverage of(Collection<CoverageItem> items, Collection<CoverageItem> hits) {
    return new PolicyCoverage(new TreeSet<>(items), new TreeSet<>(hits));
  }

  /** Returns the percentage of everything that was reached; 100 if there is nothing. */
  public double percent() {
    return items.isEmpty() ? 100 : 100.0 * reached.size() / items.size();
  }

  /** Returns the coverage of each group that has something. */
  public List<GroupCoverage> groups() {
    Map<CoverageGroup, List<CoverageItem>> byGroup = new EnumMap<>(CoverageGroup.class);
    items.forEach(item -> byGroup.computeIfAbsent(item.group(), _ -> new ArrayList<>()).add(item));
    return byGroup.entrySet().stream().map(group -> of(group.getKey(), group.getValue())).toList();
  }

  private GroupCoverage of(CoverageGroup group, List<CoverageItem> all) {
    List<String> missed =
        all.stream().filter(item -> !reached.contains(item)).map(CoverageItem::name).toList();
    return new GroupCoverage(group, all.size() - missed.size(), all.size(), missed);
  }
}
