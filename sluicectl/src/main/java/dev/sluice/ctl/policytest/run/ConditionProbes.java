package dev.sluice.ctl.policytest.run;

import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.ctl.policytest.coverage.CoverageGroup;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The conditions in shadow mode that show which operands of conditions were true and false. Each
 * operand has two: one requires it, and the other requires its opposite. An operand is true if only
 * the second is violated, and false if only the first is. If both are, it cannot be evaluated.
 */
final class ConditionProbes {
  private static final String CONDITIONS = "conditions";
  private static final List<String> SELECTORS =
      List.of("hosts", "routes", "tenants", "environments");
  private static final int MOST_CONDITIONS = 200;

  private final PolicySource.Parsed source;
  private final List<Probe> probes = new ArrayList<>();

  private record Probe(String name, ConditionOperand operand, List<YamlNode.Entry> selectors) {
    CoverageItem item(boolean value) {
      return new CoverageItem(CoverageGroup.CONDITION_BRANCHES, name + " is " + value);
    }
  }

  ConditionProbes(PolicySource.Parsed source) {
    this.source = source;
    List<YamlNode> conditions = YamlTree.items(source.root(), List.of("spec", CONDITIONS));
    for (YamlNode condition : conditions) {
      List<YamlNode.Entry> selectors =
          condition instanceof YamlNode.Mapping mapping
              ? mapping.entries().stream().filter(entry -> SELECTORS.contains(entry.key())).toList()
              : List.of();
      String id = YamlTree.text(condition, List.of("id"));
      String when = YamlTree.text(condition, List.of("when"));
      List<String> path = when.isEmpty() ? List.of() : List.of(when);
      if (!when.isEmpty()) {
        add(id + " when", ConditionOperand.of(when, List.of()), selectors);
      }
      String require = YamlTree.text(condition, List.of("require"));
      add(id + " require", ConditionOperand.of(require, path), selectors);
    }
  }

  private void add(String name, List<ConditionOperand> operands, List<YamlNode.Entry> selectors) {
    operands.forEach(operand ->
        probes.add(new Probe("condition:" + name + ": " + operand.text(), operand, selectors)));
  }

  Set<CoverageItem> items() {
    return probes.stream()
        .flatMap(probe -> List.of(probe.item(true), probe.item(false)).stream())
        .collect(Collectors.toSet());
  }

  /** Returns the policy with probes in place of its conditions, in parts that a file may have. */
  List<PolicySource.Parsed> variants() {
    List<PolicySource.Parsed> variants = new ArrayList<>();
    int each = MOST_CONDITIONS / 2;
    for (int from = 0; from < probes.size(); from += each) {
      List<YamlNode> conditions = new ArrayList<>();
      for (int i = from; i < Math.min(probes.size(), from + each); i++) {
        Probe probe = probes.get(i);
        conditions.add(condition("true_" + i, probe, probe.operand().text()));
        conditions.add(condition("false_" + i, probe, "!(" + probe.operand().text() + ")"));
      }
      YamlNode root =
          YamlTree.with(
              source.root(),
              List.of("spec", CONDITIONS),
              node -> new YamlNode.Sequence(conditions, node.position()));
      variants.add(
          new PolicySource.Parsed(source.file(), root, source.sha256(), source.problems()));
    }
    return variants;
  }

  /** Returns the branches of a request that violates these rules in shadow mode. */
  Set<CoverageItem> reached(List<String> shadowRules) {
    Set<CoverageItem> reached = new HashSet<>();
    for (int i = 0; i < probes.size(); i++) {
      boolean requiresTrue = shadowRules.contains("condition:true_" + i);
      boolean requiresFalse = shadowRules.contains("condition:false_" + i);
      if (requiresTrue != requiresFalse) {
        reached.add(probes.get(i).item(requiresFalse));
      }
    }
    return reached;
  }

  private static YamlNode condition(String id, Probe probe, String require) {
    List<YamlNode.Entry> entries = new ArrayList<>(probe.selectors());
    entries.add(entry("id", id));
    entries.add(entry("mode", "shadow"));
    entries.add(entry("require", require));
    if (!probe.operand().path().isEmpty()) {
      String when =
          probe.operand().path().stream()
              .map(part -> "(" + part + ")")
              .collect(Collectors.joining(" && "));
      entries.add(entry("when", when));
    }
    return new YamlNode.Mapping(entries, TextPosition.START);
  }

  private static YamlNode.Entry entry(String key, String text) {
    return new YamlNode.Entry(
        key,
        TextPosition.START,
        new YamlNode.Scalar(text, YamlNode.ScalarKind.TEXT, TextPosition.START));
  }
}
