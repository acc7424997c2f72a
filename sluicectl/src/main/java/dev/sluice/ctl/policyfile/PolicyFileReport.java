package dev.sluice.ctl.policyfile;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A report on one policy file. A file without problems is valid.
 *
 * @param sha256 the hash of the content of a valid file, in hexadecimal digits
 * @param rules the lengths of the rules of a valid file that inspects bodies
 */
public record PolicyFileReport(
    Path file,
    String kind,
    String name,
    String version,
    String sha256,
    List<PolicyProblem> problems,
    List<RuleLengths> rules) {
  public PolicyFileReport {
    problems = List.copyOf(problems);
    rules = List.copyOf(rules);
  }

  /**
   * The lengths of a rule in bytes.
   *
   * @param longestMatch the longest text that the rule finds
   * @param longestWait the most text of a stream that waits for the rule
   */
  public record RuleLengths(String rule, int longestMatch, int longestWait) {
    String line() {
      return "  %-24s finds up to %,6d bytes, waits for up to %,6d"
          .formatted(rule, longestMatch, longestWait);
    }
  }

  static PolicyFileReport invalid(Path file, String kind, List<PolicyProblem> problems) {
    return new PolicyFileReport(file, kind, "", "", "", problems, List.of());
  }

  /** Returns whether the file has no problem. */
  public boolean isValid() {
    return problems.isEmpty();
  }

  /** Returns the name, the version and the hash of a valid file, as decisions have them. */
  public String id() {
    return PolicyDocument.idOf(name, version, sha256);
  }

  /** Returns lines for people: the problems, or the version. */
  public List<String> lines() {
    if (!isValid()) {
      return problems.stream().map(PolicyProblem::toString).toList();
    }
    List<String> lines = new ArrayList<>();
    lines.add(file + ": good (" + kind + " " + version + ")");
    rules.forEach(rule -> lines.add(rule.line()));
    return lines;
  }
}
